using FirmwareSim.Cameras.Scenes;
using SkiaSharp;

namespace FirmwareSim.Cameras.Drawing;

/// <summary>Draws what a detector may take for a vest or a flame, and must not.</summary>
internal static class TrapPainter
{
    public static void Draw(Brush brush, PropKind kind, float glow)
    {
        switch (kind)
        {
            case PropKind.Net: Net(brush); break;
            case PropKind.Cone: Cones(brush); break;
            case PropKind.Tarpaulin: Tarpaulin(brush); break;
            case PropKind.HangingVest: HangingVest(brush); break;
            default: Lamp(brush, glow); break;
        }
    }

    private static void Net(Brush brush)
    {
        var colour = brush.Pick(new SKColor(255, 110, 28, 190), new SKColor(240, 84, 40, 180), new SKColor(255, 140, 40, 190));
        brush.Box(-3, -1.15f, 3, -0.1f, colour);
        for (var x = -3f; x <= 3; x += 0.16f)
            brush.Line(x, -1.15f, x + brush.Uniform(-0.03f, 0.03f), -0.1f, 0.03f, Shade.Times(colour, 0.72f));
        for (var y = -1.1f; y < 0; y += 0.16f)
            brush.Line(-3, y, 3, y, 0.025f, Shade.Times(colour, 0.72f));
        for (var x = -3f; x <= 3; x += 2)
            brush.Line(x, 0, x, -1.25f, 0.06f, new SKColor(96, 92, 88));
    }

    private static void Cones(Brush brush)
    {
        foreach (var x in (ReadOnlySpan<float>)[-0.8f, 0.1f, 0.9f])
        {
            brush.Fill(Outline.Polygon(new(x - 0.22f, 0), new(x - 0.04f, -0.72f), new(x + 0.04f, -0.72f), new(x + 0.22f, 0)), new SKColor(240, 86, 30));
            brush.Fill(Outline.Polygon(new(x - 0.15f, -0.28f), new(x - 0.11f, -0.46f), new(x + 0.11f, -0.46f), new(x + 0.15f, -0.28f)), new SKColor(236, 236, 232));
            brush.Box(x - 0.28f, -0.05f, x + 0.28f, 0, new SKColor(40, 40, 40));
        }
    }

    private static void Tarpaulin(Brush brush)
    {
        var colour = brush.Pick(new SKColor(236, 104, 36), new SKColor(214, 58, 38), new SKColor(52, 104, 170), new SKColor(240, 180, 50));
        brush.Fill(Outline.Smooth(new(-1.5f, 0), new(-1.25f, -0.7f), new(-0.5f, -1.05f), new(0.3f, -0.92f), new(1.2f, -0.75f), new(1.55f, 0), new(0, 0.05f)), colour);
        for (var i = 0; i < 9; i++)
        {
            var x = brush.Uniform(-1.3f, 1.3f);
            brush.Line(x, -0.05f, x + brush.Uniform(-0.3f, 0.3f), brush.Uniform(-0.85f, -0.3f), 0.04f, Shade.Times(colour, brush.Uniform(0.6f, 1.2f)));
        }
    }

    private static void HangingVest(Brush brush)
    {
        brush.Line(-0.9f, 0, -0.9f, -1.9f, 0.05f, new SKColor(120, 120, 122));
        brush.Line(0.9f, 0, 0.9f, -1.9f, 0.05f, new SKColor(120, 120, 122));
        brush.Line(-0.95f, -1.85f, 0.95f, -1.85f, 0.05f, new SKColor(120, 120, 122));
        var colour = brush.Pick(new SKColor(206, 235, 44), new SKColor(255, 112, 30));
        brush.Fill(Outline.Polygon(new(-0.26f, -1.8f), new(0.26f, -1.8f), new(0.3f, -1.1f), new(-0.3f, -1.1f)), colour);
        brush.Box(-0.3f, -1.4f, 0.3f, -1.34f, new SKColor(208, 212, 208));
        brush.Box(-0.3f, -1.26f, 0.3f, -1.2f, new SKColor(208, 212, 208));
    }

    private static void Lamp(Brush brush, float glow)
    {
        brush.Line(0, 0, 0, -5, 0.1f, new SKColor(92, 94, 98));
        brush.Box(-0.35f, -5.25f, 0.35f, -4.95f, new SKColor(70, 72, 76));
        var light = brush.Pick(new SKColor(255, 214, 140), new SKColor(255, 190, 96), new SKColor(250, 246, 230));
        brush.Oval(0, -4.95f, 0.3f, 0.14f, Shade.Mix(new SKColor(214, 212, 200), light, MathF.Max(0.4f, glow)));
        if (glow <= 0)
            return;
        brush.Glow(0, -4.95f, 2.4f, light.WithAlpha((byte)(190 * glow)));
        brush.Glow(0, -4.95f, 0.7f, SKColors.White.WithAlpha((byte)(230 * glow)));
    }
}
