using System.Text.Json;
using FirmwareSim.Cameras.Streaming;

namespace FirmwareSim.Cameras.Judging;

/// <summary>Episodes and camera time of one stream, read from its lines of ground truth.</summary>
/// <param name="Episodes">In order of their begin.</param>
/// <param name="Hours">Time that the stream was drawn; pauses longer than two seconds do not count.</param>
/// <param name="Unknown">Stretches in which nobody has said whether there is such a thing: labels of pictures are often of some classes only.</param>
public sealed record TruthFile(IReadOnlyList<TruthEpisode> Episodes, double Hours, IReadOnlyList<UnknownStretch> Unknown)
{
    private const double LongestPause = 2;
    private static readonly Dictionary<int, string> Points = new() { [1] = "no-helmet", [4] = "no-vest", [5] = "fire", [6] = "smoke" };

    /// <summary>Reads the lines.</summary>
    /// <exception cref="InvalidDataException">A line is no ground truth.</exception>
    public static TruthFile Read(IEnumerable<string> lines, string stream, JudgeRules rules)
    {
        var open = new Dictionary<(string, int), List<Sighting>>();
        var episodes = new List<TruthEpisode>();
        var unknown = new List<UnknownStretch>();
        DateTimeOffset? last = null;
        var seconds = 0.0;
        foreach (var (line, number) in lines.Select((line, index) => (line, index + 1)))
        {
            if (Frame(line, number) is not { } frame || frame.Stream != stream)
                continue;
            if (last is { } before && frame.At - before is var pause && pause.TotalSeconds is > 0 and <= LongestPause)
                seconds += pause.TotalSeconds;
            last = frame.At;
            Note(unknown, frame);
            foreach (var key in open.Where(episode => (frame.At - episode.Value[^1].At).TotalSeconds > rules.Gap).Select(episode => episode.Key).ToList())
                Close(key, open, episodes, rules);
            foreach (var box in frame.Boxes)
                if (Points.TryGetValue(box.Class, out var point))
                    Add(open, (point, box.Track), frame, box, rules);
        }

        foreach (var key in open.Keys.ToList())
            Close(key, open, episodes, rules);
        return new TruthFile([.. episodes.OrderBy(episode => episode.From)], seconds / 3600, unknown);
    }

    private static void Note(List<UnknownStretch> unknown, FrameLine frame)
    {
        foreach (var (id, point) in Points)
        {
            if (frame.Annotated is null || frame.Annotated.Contains(id))
                continue;
            var open = unknown.FindLastIndex(stretch => stretch.Point == point);
            if (open >= 0 && (frame.At - unknown[open].To).TotalSeconds <= LongestPause)
                unknown[open] = unknown[open] with { To = frame.At };
            else
                unknown.Add(new UnknownStretch(point, frame.At, frame.At));
        }
    }

    private static FrameLine? Frame(string line, int number)
    {
        try
        {
            return line.Length == 0 ? null : JsonSerializer.Deserialize<FrameLine>(line, JsonSerializerOptions.Web);
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"line {number} is no ground truth: {error.Message}", error);
        }
    }

    private static void Add(Dictionary<(string, int), List<Sighting>> open, (string, int) key, FrameLine frame, TruthBox box, JudgeRules rules)
    {
        var side = Math.Max(box.Width, box.Height);
        var clear = box.Visible >= rules.LeastVisible && side >= (box.Class == 1 ? rules.SmallestHead : rules.SmallestOther);
        if (!open.TryGetValue(key, out var sightings))
            open[key] = sightings = [];
        sightings.Add(new Sighting(frame.At, box.Left / frame.Width, box.Top / frame.Height, (box.Left + box.Width) / frame.Width, (box.Top + box.Height) / frame.Height, clear));
    }

    private static void Close((string Point, int Track) key, Dictionary<(string, int), List<Sighting>> open, List<TruthEpisode> episodes, JudgeRules rules)
    {
        open.Remove(key, out var sightings);
        var clear = sightings!.Where(sighting => sighting.IsClear).ToList();
        var counts = clear.Count > 1 && (clear[^1].At - clear[0].At).TotalSeconds >= rules.LeastSeconds && clear.Count * 2 >= sightings!.Count;
        episodes.Add(new TruthEpisode(key.Point, key.Track, sightings!, counts));
    }

    private sealed record FrameLine(string Stream, DateTimeOffset At, int Width, int Height, IReadOnlyList<TruthBox> Boxes, IReadOnlyList<int>? Annotated = null);
}

/// <summary>A stretch of time about which the labels say nothing.</summary>
/// <param name="Point">Point that is not told.</param>
/// <param name="From">First picture.</param>
/// <param name="To">Last picture.</param>
public sealed record UnknownStretch(string Point, DateTimeOffset From, DateTimeOffset To);
