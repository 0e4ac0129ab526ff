using FirmwareSim.Cameras.Scenes;
using FirmwareSim.Cameras.Streaming;
using SkiaSharp;

namespace FirmwareSim.Cameras.Drawing;

/// <summary>The pictures of a rendered camera: the stage as the head sees it, what is wrong with the lens, and the overlay.</summary>
internal sealed class CameraPicture(Stage stage, PtzHead head, CameraTrouble trouble, Overlay overlay, double height) : IFrameSource
{
    private readonly SceneRenderer _renderer = new(stage.Layout, height);

    /// <inheritdoc/>
    public FrameTruth Draw(FrameTime at, FrameBuffer target)
    {
        var view = head.View;
        var knocked = trouble.Amount(TroubleKind.Knock);
        if (knocked is { } degrees)
            view = view with { Pan = view.Pan + degrees, Tilt = view.Tilt - (degrees / 3) };
        var light = stage.Light(at.SceneSeconds, at.Clock);
        var boxes = new List<TruthBox>();
        if (trouble.Has(TroubleKind.Black))
            target.Canvas.Clear(SKColors.Black);
        else if (trouble.Has(TroubleKind.Cover))
            Cover(target, at.SceneSeconds);
        else
            _renderer.Draw(target, new Moment(at.SceneSeconds, view, light, stage.RainAt(at.SceneSeconds), stage.People(at.SceneSeconds), stage.Plumes(at.SceneSeconds)), boxes);
        overlay.Draw(target, at, view, light);
        target.Canvas.Flush();
        return new FrameTruth(boxes, FrameTruth.AllClasses, new ViewTruth(Math.Round(view.Pan, 3), Math.Round(view.Tilt, 3), Math.Round(view.Zoom, 3)),
            light.ToString().ToLowerInvariant(), trouble.Names());
    }

    /// <inheritdoc/>
    public void Dispose() => _renderer.Dispose();

    private static void Cover(FrameBuffer target, double time)
    {
        target.Canvas.Clear(new SKColor(34, 36, 34));
        using var cloth = Textures.Patches.ToShader(SKShaderTileMode.Repeat, SKShaderTileMode.Repeat, new SKSamplingOptions(SKFilterMode.Linear),
            SKMatrix.CreateScaleTranslation(target.Info.Width / 180f, target.Info.Height / 300f, (float)Math.Sin(time * 0.4) * 6, 0));
        using var paint = new SKPaint { Shader = cloth, BlendMode = SKBlendMode.Multiply };
        target.Canvas.DrawRect(target.Info.Rect, paint);
    }
}
