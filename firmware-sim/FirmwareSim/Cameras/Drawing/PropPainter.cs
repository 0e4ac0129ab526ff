using FirmwareSim.Cameras.Scenes;
using FirmwareSim.Machines;
using SkiaSharp;

namespace FirmwareSim.Cameras.Drawing;

/// <summary>Draws things on the ground, each in metres from the middle of its foot, upwards negative.</summary>
internal static class PropPainter
{
    /// <summary>Draws a thing.</summary>
    /// <param name="canvas">Target.</param>
    /// <param name="prop">What.</param>
    /// <param name="projection">Where it appears.</param>
    /// <param name="glow">0 by day to 1 at night, for lamps.</param>
    public static void Draw(SKCanvas canvas, Prop prop, Projection projection, float glow)
    {
        var foot = projection.Point(prop.Azimuth, prop.Distance);
        var scale = (float)(projection.Scale(prop.Distance) * prop.Size);
        canvas.Save();
        canvas.Translate(foot.X, foot.Y);
        canvas.Scale(scale, scale * (float)Math.Cos(projection.Depression(prop.Distance)));
        using var paint = new SKPaint { IsAntialias = true };
        paint.Color = SKColors.Black.WithAlpha(70);
        canvas.DrawOval(0.15f, 0, Reach(prop.Kind), 0.22f, paint);
        Draw(new Brush(canvas, paint, Noise.For(prop.Seed, "prop")), prop.Kind, glow);
        canvas.Restore();
    }

    /// <summary>Pixels that a thing may cover.</summary>
    public static SKRect Bounds(Prop prop, Projection projection)
    {
        var foot = projection.Point(prop.Azimuth, prop.Distance);
        var scale = (float)(projection.Scale(prop.Distance) * prop.Size);
        var reach = Reach(prop.Kind) * scale;
        return new SKRect(foot.X - reach, foot.Y - (Height(prop.Kind) * scale), foot.X + reach, foot.Y + (0.3f * scale));
    }

    private static float Reach(PropKind kind) => kind switch
    {
        PropKind.Container => 3.2f, PropKind.Truck => 3.6f, PropKind.Rebar or PropKind.Pipes => 2.8f, PropKind.Net => 3.2f, PropKind.Lamp => 0.6f, PropKind.Cone => 1.2f, _ => 1.6f,
    };

    private static float Height(PropKind kind) => kind switch
    {
        PropKind.Container => 2.8f, PropKind.Truck => 3, PropKind.Lamp => 5.4f, PropKind.HangingVest => 2.2f, _ => 1.7f,
    };

    private static void Draw(Brush brush, PropKind kind, float glow)
    {
        switch (kind)
        {
            case PropKind.Rebar: Rods(brush, new SKColor(122, 74, 48), 0.05f); break;
            case PropKind.Pipes: Rods(brush, new SKColor(150, 154, 160), 0.12f); break;
            case PropKind.Bricks: Bricks(brush); break;
            case PropKind.Timber: Timber(brush); break;
            case PropKind.Container: Container(brush); break;
            case PropKind.Barrier: Barrier(brush); break;
            case PropKind.Drum: Drums(brush); break;
            case PropKind.Truck: Truck(brush); break;
            case PropKind.Sandbags: Sandbags(brush); break;
            default: TrapPainter.Draw(brush, kind, glow); break;
        }
    }

    private static void Rods(Brush brush, SKColor colour, float radius)
    {
        for (var layer = 0; layer < 4; layer++)
            for (var i = 0; i < 5; i++)
            {
                var y = -radius - (layer * radius * 1.8f) - (i * 0.05f);
                brush.Line(-2.5f + brush.Uniform(-0.15f, 0.15f), y, 2.5f + brush.Uniform(-0.15f, 0.15f), y, radius * 1.7f, Shade.Times(colour, brush.Uniform(0.65f, 1.15f)));
            }

        brush.Line(-1.4f, 0, -1.4f, -0.8f, 0.06f, new SKColor(60, 56, 52));
        brush.Line(1.4f, 0, 1.4f, -0.8f, 0.06f, new SKColor(60, 56, 52));
    }

    private static void Bricks(Brush brush)
    {
        for (var row = 0; row < 9; row++)
            for (var column = 0; column < 8; column++)
            {
                var colour = Shade.Times(new SKColor(168, 88, 62), brush.Uniform(0.75f, 1.15f));
                var x = -0.8f + (column * 0.2f) + (row % 2 * 0.05f);
                brush.Box(x, -0.12f - ((row + 1) * 0.11f), x + 0.19f, -0.13f - (row * 0.11f), colour);
            }

        brush.Box(-0.85f, -0.12f, 0.9f, 0, new SKColor(140, 112, 76));
    }

    private static void Timber(Brush brush)
    {
        for (var i = 0; i < 9; i++)
            brush.Box(-1.4f + brush.Uniform(-0.1f, 0.1f), -0.1f * (i + 1), 1.4f + brush.Uniform(-0.1f, 0.1f), -0.1f * i, Shade.Times(new SKColor(196, 152, 96), brush.Uniform(0.7f, 1.1f)));
    }

    private static void Container(Brush brush)
    {
        var colour = brush.Chance(0.5) ? new SKColor(226, 228, 228) : new SKColor(58, 106, 168);
        brush.Box(-3, -2.6f, 3, 0, colour);
        for (var x = -2.9f; x < 3; x += 0.3f)
            brush.Line(x, -2.5f, x, -0.1f, 0.04f, Shade.Times(colour, 0.85f));
        brush.Box(-2.2f, -1.9f, -0.9f, -1.0f, new SKColor(52, 66, 82));
        brush.Box(0.6f, -2.1f, 1.5f, 0, new SKColor(120, 130, 142));
        brush.Box(-3.1f, -2.75f, 3.1f, -2.55f, new SKColor(46, 90, 160));
    }

    private static void Barrier(Brush brush)
    {
        for (var i = 0; i < 6; i++)
            foreach (var y in (ReadOnlySpan<float>)[-1.05f, -0.6f])
                brush.Box(-1.5f + (i * 0.5f), y, -1.0f + (i * 0.5f), y + 0.16f, i % 2 == 0 ? new SKColor(206, 44, 40) : new SKColor(236, 234, 228));
        brush.Line(-1.4f, 0, -1.4f, -1.1f, 0.07f, new SKColor(190, 190, 186));
        brush.Line(1.4f, 0, 1.4f, -1.1f, 0.07f, new SKColor(190, 190, 186));
    }

    private static void Drums(Brush brush)
    {
        foreach (var x in (ReadOnlySpan<float>)[-0.75f, 0, 0.7f])
        {
            var colour = brush.Pick(new SKColor(40, 84, 150), new SKColor(180, 48, 40), new SKColor(220, 180, 40));
            brush.Box(x - 0.3f, -0.88f, x + 0.3f, 0, colour);
            brush.Box(x + 0.1f, -0.88f, x + 0.3f, 0, Shade.Times(colour, 0.7f));
            brush.Line(x - 0.3f, -0.6f, x + 0.3f, -0.6f, 0.04f, Shade.Times(colour, 0.6f));
            brush.Line(x - 0.3f, -0.3f, x + 0.3f, -0.3f, 0.04f, Shade.Times(colour, 0.6f));
        }
    }

    private static void Truck(Brush brush)
    {
        var colour = brush.Pick(new SKColor(196, 60, 44), new SKColor(232, 176, 40), new SKColor(60, 116, 88));
        brush.Box(-3.2f, -2.2f, 1.2f, -0.9f, Shade.Times(colour, 0.85f));
        brush.Box(1.35f, -2.5f, 3.2f, -0.7f, colour);
        brush.Box(1.6f, -2.3f, 2.9f, -1.6f, new SKColor(46, 60, 72));
        brush.Box(-3.3f, -0.95f, 3.2f, -0.7f, new SKColor(48, 48, 50));
        foreach (var x in (ReadOnlySpan<float>)[-2.4f, -1.3f, 2.3f])
        {
            brush.Spot(x, -0.5f, 0.52f, new SKColor(30, 30, 32));
            brush.Spot(x, -0.5f, 0.22f, new SKColor(130, 130, 132));
        }
    }

    private static void Sandbags(Brush brush)
    {
        for (var row = 0; row < 3; row++)
            for (var i = 0; i < 5 - row; i++)
                brush.Oval(-1.2f + (row * 0.28f) + (i * 0.56f), -0.16f - (row * 0.27f), 0.32f, 0.17f, Shade.Times(new SKColor(214, 210, 196), brush.Uniform(0.75f, 1)));
    }
}
