using FirmwareSim.Cameras.Scenes;
using SkiaSharp;

namespace FirmwareSim.Cameras.Drawing;

/// <summary>Shirt or jacket, and the reflective vest with its bands.</summary>
internal static class Torso
{
    private static readonly SKColor Silver = new(208, 212, 208);

    public static void Add(Figure figure, Pose pose, Person person)
    {
        var shape = new Shape(figure, figure.At(pose.Neck), figure.At(pose.Hip), (float)person.Outfit.Build);
        figure.Add(shape.Body(1, 1.06f), PartKind.Torso, person.Outfit.Upper, Finish.Cloth);
        if (!person.WearsVest)
        {
            if (figure.Front > 0.3f)
                figure.Add(shape.Strip(0.02f, 0.98f, -0.03f, 0.03f), PartKind.Detail, Shade.Times(person.Outfit.Upper, 0.72f), Finish.Flat);
            return;
        }

        var vest = person.Outfit.Vest;
        figure.Add(shape.Body(1.05f, 0.98f), PartKind.Torso, vest, Finish.Cloth);
        if (figure.Front > 0.25f)
        {
            figure.Add(shape.Neckline(), PartKind.Detail, Shade.Times(person.Outfit.Upper, 0.9f), Finish.Flat);
            figure.Add(shape.Strip(0.3f, 0.97f, -0.025f, 0.025f), PartKind.Detail, Shade.Times(vest, 0.7f), Finish.Flat);
        }

        Bands(figure, shape);
    }

    private static void Bands(Figure figure, Shape shape)
    {
        var narrow = 0.25f + (0.75f * MathF.Abs(figure.Front));
        foreach (var across in (ReadOnlySpan<float>)[-0.55f, 0.55f])
            figure.Add(shape.Strip(0.04f, 0.6f, (across * narrow) - (0.13f * narrow), (across * narrow) + (0.13f * narrow)), PartKind.Detail, Silver, Finish.Retro);
        figure.Add(shape.Strip(0.5f, 0.59f, -0.97f, 0.97f), PartKind.Detail, Silver, Finish.Retro);
        figure.Add(shape.Strip(0.74f, 0.83f, -0.95f, 0.95f), PartKind.Detail, Silver, Finish.Retro);
    }

    /// <summary>The torso in the picture: along the spine from 0 (neck) to 1 (hip), across from -1 to 1.</summary>
    private sealed class Shape(Figure figure, SKPoint neck, SKPoint hip, float build)
    {
        private static readonly (float Along, float Width)[] Contour = [(-0.02f, 0.42f), (0.04f, 0.92f), (0.12f, 1.0f), (0.4f, 0.9f), (0.68f, 0.78f), (0.9f, 0.84f), (1.04f, 0.86f)];

        private readonly float _half = ((MathF.Abs(figure.Front) * figure.Length(0.122)) + (MathF.Abs(figure.Side) * figure.Length(0.075))) * build;

        public SKPath Body(float wider, float longer)
        {
            Span<SKPoint> points = stackalloc SKPoint[Contour.Length * 2];
            for (var i = 0; i < Contour.Length; i++)
            {
                var (along, width) = (Contour[i].Along * longer, Contour[i].Width * wider);
                points[i] = At(along, width);
                points[^(i + 1)] = At(along, -width);
            }

            return Outline.Smooth(points);
        }

        public SKPath Strip(float from, float to, float left, float right) =>
            Outline.Polygon(At(from, left * Width(from)), At(from, right * Width(from)), At(to, right * Width(to)), At(to, left * Width(to)));

        public SKPath Neckline() => Outline.Polygon(At(-0.03f, -0.3f), At(-0.03f, 0.3f), At(0.3f, 0));

        private static float Width(float along)
        {
            for (var i = 1; i < Contour.Length; i++)
                if (along <= Contour[i].Along)
                    return Contour[i - 1].Width + ((Contour[i].Width - Contour[i - 1].Width) * ((along - Contour[i - 1].Along) / (Contour[i].Along - Contour[i - 1].Along)));
            return Contour[^1].Width;
        }

        private SKPoint At(float along, float across)
        {
            var spine = hip - neck;
            var length = MathF.Max(1e-3f, spine.Length);

            // A bent back shortens the spine in the picture; the shoulders stay where they are.
            var normal = new SKPoint(-spine.Y / length, spine.X / length);
            var at = Outline.Between(neck, hip, along);
            return new SKPoint(at.X - (normal.X * across * _half), at.Y - (normal.Y * across * _half));
        }
    }
}
