using FirmwareSim.Cameras.Streaming;
using FirmwareSim.Machines;
using SkiaSharp;

namespace FirmwareSim.Cameras.Drawing;

/// <summary>Light, rain and the sensor's noise over a finished scene.</summary>
internal static class Atmosphere
{
    private static readonly float[] Grey =
    [
        0.34f, 0.5f, 0.16f, 0, 0,
        0.34f, 0.5f, 0.16f, 0, 0,
        0.34f, 0.5f, 0.16f, 0, 0,
        0, 0, 0, 1, 0,
    ];

    public static void Draw(FrameBuffer target, Moment moment)
    {
        var canvas = target.Canvas;
        if (moment.Light == LightChoice.Dusk)
            Dusk(canvas, target.Info);
        else if (moment.Light == LightChoice.Infrared)
            Infrared(target);
        if (moment.Rain > 0.1)
            Rain(canvas, target.Info, moment);
        SensorNoise.Add(target, moment.Light, moment.Time);
    }

    private static void Dusk(SKCanvas canvas, SKImageInfo size)
    {
        using var paint = new SKPaint { BlendMode = SKBlendMode.Multiply };
        using var light = SKShader.CreateLinearGradient(new(0, 0), new(0, size.Height), [new(206, 140, 116), new(120, 108, 122)], SKShaderTileMode.Clamp);
        paint.Shader = light;
        canvas.DrawRect(0, 0, size.Width, size.Height, paint);
    }

    private static void Infrared(FrameBuffer target)
    {
        using var picture = target.Surface.Snapshot();
        using var grey = SKColorFilter.CreateColorMatrix(Grey);
        using var paint = new SKPaint { ColorFilter = grey, BlendMode = SKBlendMode.Src };
        target.Canvas.DrawImage(picture, 0, 0, paint);
        var (w, h) = (target.Info.Width, target.Info.Height);
        using var beam = SKShader.CreateRadialGradient(new(w / 2f, h * 0.62f), w * 0.62f, [new(236, 236, 236), new(150, 150, 150), new(46, 46, 46)], [0, 0.5f, 1], SKShaderTileMode.Clamp);
        using var fall = new SKPaint { Shader = beam, BlendMode = SKBlendMode.Multiply };
        target.Canvas.DrawRect(0, 0, w, h, fall);
        using var night = new SKPaint { BlendMode = SKBlendMode.Multiply };
        using var sky = SKShader.CreateLinearGradient(new(0, 0), new(0, h * 0.4f), [new SKColor(70, 70, 70), SKColors.White], SKShaderTileMode.Clamp);
        night.Shader = sky;
        target.Canvas.DrawRect(0, 0, w, h * 0.4f, night);
    }

    private static void Rain(SKCanvas canvas, SKImageInfo size, Moment moment)
    {
        var strength = Math.Clamp(moment.Rain / 30, 0.1, 1);
        using var paint = new SKPaint { Color = new SKColor(150, 160, 170, (byte)(70 * strength)) };
        canvas.DrawRect(0, 0, size.Width, size.Height, paint);
        paint.Color = new SKColor(226, 230, 236, 96);
        paint.StrokeWidth = Math.Max(0.8f, size.Width / 900f);
        paint.IsAntialias = true;
        var noise = Noise.For((int)(moment.Time * 30), "rain");
        using var drops = new SKPath();
        for (var i = 0; i < (int)(60 + (260 * strength)); i++)
        {
            var (x, y, length) = ((float)noise.Uniform(-0.1, 1.1) * size.Width, (float)noise.Uniform(-0.1, 1) * size.Height, (float)(noise.Uniform(0.03, 0.09) * size.Height));
            drops.MoveTo(x, y);
            drops.LineTo(x - (length * 0.22f), y + length);
        }

        paint.Style = SKPaintStyle.Stroke;
        canvas.DrawPath(drops, paint);
    }
}
