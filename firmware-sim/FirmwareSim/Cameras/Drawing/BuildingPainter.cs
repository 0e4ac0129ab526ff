using FirmwareSim.Cameras.Scenes;
using FirmwareSim.Machines;
using SkiaSharp;

namespace FirmwareSim.Cameras.Drawing;

/// <summary>Draws buildings under construction, in metres from the left lower corner of the face that is seen.</summary>
internal static class BuildingPainter
{
    private const float Floor = 3;

    public static void Draw(SKCanvas canvas, SKPaint paint, Building building, Projection projection, float glow)
    {
        var foot = projection.Point(building.Azimuth, building.Distance);
        var scale = (float)projection.Scale(building.Distance);
        if (foot.X > projection.Width || foot.X + (building.Width * scale * 1.2) < 0)
            return;
        canvas.Save();
        canvas.Translate(foot.X, foot.Y);
        canvas.Scale(scale, scale);
        var brush = new Brush(canvas, paint, Noise.For(building.Seed, "building"));
        var (width, height) = ((float)building.Width, (float)building.Height);
        if (building.Facade == Facade.Finished)
            Finished(brush, width, height, glow);
        else
            Frame(brush, width, height, glow);
        if (building.Facade is Facade.Scaffolded or Facade.Netted)
            Scaffold(brush, width, height);
        if (building.Facade == Facade.Netted)
            Net(brush, width, height);
        paint.Color = Shade.Mix(new SKColor(214, 220, 226), SKColors.White, 0.1f).WithAlpha((byte)Math.Clamp((building.Distance - 25) * 1.6, 0, 110));
        canvas.DrawRect(0, -height - 1, width, height + 1, paint);
        canvas.Restore();
    }

    private static void Frame(Brush brush, float width, float height, float glow)
    {
        var concrete = Shade.Times(new SKColor(172, 168, 160), brush.Uniform(0.85f, 1.1f));
        brush.Box(0, -height, width, 0, Shade.Times(concrete, 0.42f));
        for (var y = 0f; y < height; y += Floor)
            for (var x = 0.3f; x < width - 3; x += 3.2f)
            {
                var lit = brush.Chance(0.06) && glow > 0.3f;
                brush.Box(x, -y - 2.6f, x + 2.8f, -y - 0.3f, lit ? new SKColor(255, 214, 140) : Shade.Times(concrete, brush.Uniform(0.3f, 0.6f)));
                if (brush.Chance(0.25))
                    brush.Box(x, -y - 1.2f, x + 2.8f, -y - 0.3f, Shade.Times(new SKColor(176, 110, 84), brush.Uniform(0.6f, 0.95f)));
            }

        for (var y = 0f; y <= height; y += Floor)
            brush.Box(-0.2f, -y - 0.3f, width + 0.2f, -y, concrete);
        for (var x = 0f; x <= width; x += 3.2f)
            brush.Box(x - 0.2f, -height, x + 0.2f, 0, Shade.Times(concrete, 0.93f));
        for (var x = 0.5f; x < width; x += 1.1f)
            brush.Line(x, -height, x, -height - brush.Uniform(0.4f, 1.1f), 0.05f, new SKColor(120, 80, 56));
    }

    private static void Finished(Brush brush, float width, float height, float glow)
    {
        var wall = Shade.Times(brush.Pick(new SKColor(206, 196, 178), new SKColor(188, 176, 168), new SKColor(168, 178, 190), new SKColor(196, 158, 134)), brush.Uniform(0.85f, 1.05f));
        brush.Box(0, -height, width, 0, wall);
        for (var y = 0f; y + Floor <= height; y += Floor)
            for (var x = 0.8f; x < width - 2; x += 2.8f)
            {
                var lit = glow > 0.3f && brush.Chance(0.35);
                brush.Box(x, -y - 2.3f, x + 1.6f, -y - 0.8f, lit ? new SKColor(255, 206, 128) : Shade.Times(new SKColor(92, 110, 128), brush.Uniform(0.6f, 1.2f)));
                brush.Line(x + 0.8f, -y - 2.3f, x + 0.8f, -y - 0.8f, 0.06f, Shade.Times(wall, 0.8f));
            }

        for (var y = Floor; y < height; y += Floor)
            brush.Line(0, -y, width, -y, 0.08f, Shade.Times(wall, 0.8f));
    }

    private static void Scaffold(Brush brush, float width, float height)
    {
        var steel = new SKColor(128, 124, 116);
        for (var x = -0.6f; x <= width + 0.6f; x += 1.8f)
            brush.Line(x, 0, x, -height - 1, 0.09f, Shade.Times(steel, brush.Uniform(0.7f, 1.1f)));
        for (var y = 1.8f; y <= height + 1; y += 1.8f)
        {
            brush.Line(-0.6f, -y, width + 0.6f, -y, 0.08f, steel);
            brush.Line(-0.6f, -y - 1, width + 0.6f, -y - 1, 0.05f, brush.Chance(0.3) ? new SKColor(224, 184, 48) : steel);
            brush.Box(-0.6f, -y - 0.08f, width + 0.6f, -y + 0.04f, new SKColor(150, 128, 92));
        }

        for (var x = 0f; x + 5.4f < width; x += 5.4f)
            for (var y = 0f; y + 5.4f < height; y += 5.4f)
                brush.Line(x, -y, x + 5.4f, -y - 5.4f, 0.06f, steel);
    }

    private static void Net(Brush brush, float width, float height)
    {
        for (var x = -0.6f; x < width; x += 1.8f)
            for (var y = 0f; y < height; y += 3.6f)
                if (brush.Chance(0.94))
                    brush.Box(x, -y - 3.6f, x + 1.8f, -y, Shade.Times(new SKColor(40, 122, 82, 215), brush.Uniform(0.78f, 1.12f)));
        for (var y = 3.6f; y < height; y += 3.6f)
            brush.Line(-0.6f, -y, width + 0.6f, -y, 0.12f, new SKColor(30, 84, 60));
    }
}
