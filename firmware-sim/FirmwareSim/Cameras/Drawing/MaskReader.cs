using System.Runtime.InteropServices;
using FirmwareSim.Cameras.Streaming;
using SkiaSharp;

namespace FirmwareSim.Cameras.Drawing;

/// <summary>Reads the visible part of every person out of the mask: what stands behind something is not in the ground truth.</summary>
internal sealed class MaskReader(int width, int height) : IDisposable
{
    private const float SmallestSide = 3;

    private readonly FrameBuffer _mask = new(width, height);

    /// <summary>Draws into the mask; black is background.</summary>
    public SKCanvas Canvas => _mask.Canvas;

    /// <summary>Empties the mask.</summary>
    public void Clear() => Canvas.Clear(SKColors.Black);

    /// <summary>The boxes of the people whose numbers begin at 1, in pixels of a picture <paramref name="scale"/> times as large as the mask.</summary>
    public void Read(IReadOnlyList<Figure> figures, float scale, List<TruthBox> boxes)
    {
        var seen = new Extent[figures.Count + 1, 4];
        var pixels = MemoryMarshal.Cast<byte, uint>(_mask.Pixels);
        for (var row = 0; row < height; row++)
        {
            var line = pixels.Slice(row * width, width);
            for (var x = line.IndexOfAnyExcept(0xFF000000u); x >= 0 && x < width; x++)
            {
                var pixel = line[x];
                if (pixel == 0xFF000000u)
                {
                    var next = line[x..].IndexOfAnyExcept(0xFF000000u);
                    if (next < 0)
                        break;
                    x += next;
                    pixel = line[x];
                }

                var number = (int)(pixel >> 16 & 0xFF);
                var kind = (int)(pixel >> 8 & 0xFF);
                if (number <= figures.Count && kind < 4)
                    seen[number, kind].Take(x, row);
            }
        }

        for (var i = 0; i < figures.Count; i++)
            Tell(figures[i], [seen[i + 1, 1], seen[i + 1, 2], seen[i + 1, 3]], scale, boxes);
    }

    /// <inheritdoc/>
    public void Dispose() => _mask.Dispose();

    private static void Tell(Figure figure, ReadOnlySpan<Extent> seen, float scale, List<TruthBox> boxes)
    {
        var whole = seen[0].Join(seen[1]).Join(seen[2]);
        var person = figure.Person;
        Tell(2, figure, whole, null, scale, boxes);
        Tell(person.WearsHelmet ? 0 : 1, figure, seen[1], PartKind.Head, scale, boxes);
        Tell(person.WearsVest ? 3 : 4, figure, seen[2], PartKind.Torso, scale, boxes);
    }

    private static void Tell(int kind, Figure figure, Extent seen, PartKind? part, float scale, List<TruthBox> boxes)
    {
        if (seen.Count == 0)
            return;
        var full = SKRect.Empty;
        foreach (var outline in figure.Parts)
            if (part is null ? outline.Kind != PartKind.Detail : outline.Kind == part)
                full = full.IsEmpty ? outline.Outline.TightBounds : SKRect.Union(full, outline.Outline.TightBounds);
        var box = seen.Box(scale);
        if (box.Width < SmallestSide || box.Height < SmallestSide)
            return;
        var visible = box.Width * box.Height / MathF.Max(1, full.Width * full.Height);
        boxes.Add(new TruthBox(kind, figure.Person.Track, box.Left, box.Top, box.Width, box.Height, MathF.Round(MathF.Min(1, visible), 2)));
    }

    private struct Extent
    {
        private int _left, _top, _right, _bottom;

        public int Count { get; private set; }

        public void Take(int x, int y)
        {
            if (Count++ == 0)
                (_left, _top, _right, _bottom) = (x, y, x, y);
            else
                (_left, _top, _right, _bottom) = (Math.Min(_left, x), Math.Min(_top, y), Math.Max(_right, x), Math.Max(_bottom, y));
        }

        public readonly Extent Join(Extent other) => Count == 0 ? other : other.Count == 0 ? this : new Extent
        {
            _left = Math.Min(_left, other._left), _top = Math.Min(_top, other._top),
            _right = Math.Max(_right, other._right), _bottom = Math.Max(_bottom, other._bottom), Count = Count + other.Count,
        };

        public readonly SKRect Box(float scale) => new(_left * scale, _top * scale, (_right + 1) * scale, (_bottom + 1) * scale);
    }
}
