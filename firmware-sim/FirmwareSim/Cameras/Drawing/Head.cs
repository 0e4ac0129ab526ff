using FirmwareSim.Cameras.Scenes;
using SkiaSharp;

namespace FirmwareSim.Cameras.Drawing;

/// <summary>Neck, face and what is on the head.</summary>
internal static class Head
{
    private const float SmallestFace = 14;

    public static void Add(Figure figure, Pose pose, Person person)
    {
        var outfit = person.Outfit;
        var centre = figure.At(pose.Head);
        var neck = figure.At(pose.Neck);
        var (half, tall) = (figure.Length(0.045 + (0.01 * MathF.Abs(figure.Side))), figure.Length(0.066));
        var lean = MathF.Atan2(centre.X - neck.X, neck.Y - centre.Y) * 180 / MathF.PI;
        var frame = new Frame(centre, half, tall, lean);
        figure.Add(Outline.Limb(neck, figure.Length(0.034), Outline.Between(neck, centre, 0.6f), figure.Length(0.03)), PartKind.Body, Shade.Times(outfit.Skin, 0.82f));

        var covered = person.WearsHelmet || outfit.Bare == Bareness.Hood;
        if (!covered && outfit.Bare == Bareness.FullHair)
            figure.Add(frame.Ellipse(0, -0.08f, 1.16f, 1.06f), PartKind.Head, outfit.Hair);
        figure.Add(frame.Ellipse(0, 0, 1, 1), PartKind.Head, outfit.Skin);
        if (figure.Front < -0.25f && !(outfit.Bare == Bareness.Bald && !person.WearsHelmet))
            figure.Add(frame.Ellipse(0, -0.12f, 1.02f, 0.86f), PartKind.Head, outfit.Hair);
        else
            Face(figure, frame, outfit);
        if (person.WearsHelmet)
            Helmet(figure, frame, outfit.Helmet);
        else
            Bare(figure, frame, outfit);
    }

    private static void Face(Figure figure, Frame frame, Outfit outfit)
    {
        var turn = figure.Side * 0.55f;
        figure.Add(frame.Ellipse(-MathF.Sign(figure.Side) * MathF.Abs(figure.Side) * 0.35f, 0.05f, 0.16f, 0.2f), PartKind.Detail, Shade.Times(outfit.Skin, 0.8f), Finish.Flat);
        if (frame.Tall < SmallestFace / 2)
        {
            figure.Add(frame.Ellipse(turn * 0.6f, 0.05f, 0.55f, 0.12f), PartKind.Detail, Shade.Times(outfit.Skin, 0.7f), Finish.Flat);
            return;
        }

        foreach (var eye in (ReadOnlySpan<float>)[-0.36f, 0.36f])
        {
            var x = (eye * MathF.Max(0.2f, figure.Front)) + turn;
            if (MathF.Abs(x) > 0.85f)
                continue;
            figure.Add(frame.Ellipse(x, -0.02f, 0.17f, 0.09f), PartKind.Detail, Shade.Times(outfit.Skin, 0.68f), Finish.Flat);
            figure.Add(frame.Ellipse(x, 0, 0.1f, 0.06f), PartKind.Detail, new SKColor(42, 34, 32), Finish.Flat);
            figure.Add(frame.Ellipse(x, -0.14f, 0.2f, 0.035f), PartKind.Detail, Shade.Times(outfit.Hair, 1.1f), Finish.Flat);
        }

        figure.Add(frame.Ellipse(turn * 1.25f, 0.22f, 0.11f, 0.17f), PartKind.Detail, Shade.Times(outfit.Skin, 0.88f), Finish.Flat);
        figure.Add(frame.Ellipse(turn, 0.52f, 0.26f, 0.05f), PartKind.Detail, Shade.Mix(outfit.Skin, new SKColor(150, 60, 60), 0.55f), Finish.Flat);
        figure.Add(frame.Ellipse(turn * 0.8f, 0.78f, 0.5f, 0.16f), PartKind.Detail, Shade.Times(outfit.Skin, 0.9f), Finish.Flat);
    }

    private static void Helmet(Figure figure, Frame frame, SKColor colour)
    {
        var (front, side) = (figure.Front, figure.Side);
        figure.Add(frame.Curve((-1.22f, -0.28f), (-1.2f, -0.75f), (-0.78f, -1.28f), (0, -1.44f), (0.78f, -1.28f), (1.2f, -0.75f), (1.22f, -0.28f), (0, -0.2f)),
            PartKind.Head, colour, Finish.Gloss);
        figure.Add(frame.Ellipse(side * 0.42f, -0.28f + (0.06f * front), 1.28f + (0.1f * MathF.Abs(side)), 0.17f + (0.06f * MathF.Max(0, front))),
            PartKind.Head, Shade.Times(colour, front > 0 ? 0.9f : 0.78f), Finish.Gloss);
        if (frame.Tall < SmallestFace / 3)
            return;
        figure.Add(frame.Curve((-0.16f + (side * 0.2f), -0.42f), (-0.12f + (side * 0.1f), -1.3f), (0, -1.46f), (0.12f + (side * 0.1f), -1.3f), (0.16f + (side * 0.2f), -0.42f)),
            PartKind.Detail, Shade.Times(colour, 1.14f), Finish.Flat);
        if (front > 0.3f)
        {
            figure.Add(frame.Ellipse(side * 0.3f, -0.66f, 0.2f, 0.14f), PartKind.Detail, Shade.Mix(colour, new SKColor(40, 60, 140), 0.7f), Finish.Flat);
            figure.Add(frame.Curve((-0.9f, -0.2f), (-0.8f, 0.5f), (0, 1.0f), (-0.7f, 0.52f)), PartKind.Detail, new SKColor(50, 48, 46), Finish.Flat);
            figure.Add(frame.Curve((0.9f, -0.2f), (0.8f, 0.5f), (0, 1.0f), (0.7f, 0.52f)), PartKind.Detail, new SKColor(50, 48, 46), Finish.Flat);
        }
    }

    private static void Bare(Figure figure, Frame frame, Outfit outfit)
    {
        var (front, side) = (figure.Front, figure.Side);
        switch (outfit.Bare)
        {
            case Bareness.Bald:
                figure.Add(frame.Ellipse(-0.25f, -0.6f, 0.35f, 0.22f), PartKind.Detail, Shade.Times(outfit.Skin, 1.15f), Finish.Flat);
                break;
            case Bareness.Cap:
                figure.Add(frame.Curve((-1.05f, -0.3f), (-0.95f, -0.85f), (0, -1.14f), (0.95f, -0.85f), (1.05f, -0.3f), (0, -0.34f)), PartKind.Head, outfit.BareColour, Finish.Cloth);
                if (front > -0.4f)
                    figure.Add(frame.Ellipse(side * 0.85f, -0.26f + (0.08f * front), 0.85f, 0.14f + (0.1f * MathF.Max(0, front))), PartKind.Head, Shade.Times(outfit.BareColour, 0.75f));
                break;
            case Bareness.Hood:
                figure.Add(frame.Curve((-1.14f, 0.5f), (-1.1f, -0.6f), (0, -1.2f), (1.1f, -0.6f), (1.14f, 0.5f), (0.8f, -0.35f), (0, -0.55f), (-0.8f, -0.35f)), PartKind.Head, outfit.BareColour, Finish.Cloth);
                if (front < -0.2f)
                    figure.Add(frame.Ellipse(0, -0.05f, 1.08f, 1.05f), PartKind.Head, outfit.BareColour, Finish.Cloth);
                break;
            case Bareness.StrawHat:
                figure.Add(frame.Ellipse(0, -0.32f, 2.0f, 0.36f), PartKind.Head, new SKColor(204, 176, 116), Finish.Cloth);
                figure.Add(frame.Curve((-0.95f, -0.4f), (-0.8f, -1.1f), (0, -1.25f), (0.8f, -1.1f), (0.95f, -0.4f)), PartKind.Head, new SKColor(212, 186, 128), Finish.Cloth);
                break;
            default:
                var low = front > 0.2f ? -0.42f : 0.1f;
                figure.Add(frame.Curve((-1.06f, 0.0f), (-1.02f, -0.7f), (0, -1.14f), (1.02f, -0.7f), (1.06f, 0.0f), (0.8f + (0.2f * side), -0.45f), (side * 0.5f, low), (-0.8f + (0.2f * side), -0.45f)),
                    PartKind.Head, outfit.Hair);
                break;
        }
    }

    /// <summary>The head's own axes: 1 = half of its width and height.</summary>
    private readonly struct Frame(SKPoint centre, float half, float tall, float lean)
    {
        public float Tall => tall;

        public SKPath Ellipse(float x, float y, float width, float height) => Outline.Ellipse(At(x, y), width * half, height * tall, lean);

        public SKPath Curve(params ReadOnlySpan<(float X, float Y)> points)
        {
            Span<SKPoint> at = stackalloc SKPoint[points.Length];
            for (var i = 0; i < points.Length; i++)
                at[i] = At(points[i].X, points[i].Y);
            return Outline.Smooth(at);
        }

        private SKPoint At(float x, float y)
        {
            var (sin, cos) = MathF.SinCos(lean * MathF.PI / 180);
            return new SKPoint(centre.X + (x * half * cos) - (y * tall * sin), centre.Y + (x * half * sin) + (y * tall * cos));
        }
    }
}
