using System.Globalization;
using FirmwareSim.Cameras.Streaming;
using SkiaSharp;

namespace FirmwareSim.Cameras.Drawing;

/// <summary>The data in the picture: project, camera, date and time, position, direction, weather, wind, zoom; and the clock for latency.</summary>
internal sealed class Overlay(CameraOptions camera, OverlayFacts facts)
{
    private static readonly TimeSpan Site = TimeSpan.FromHours(8);
    private static readonly string[] Winds = ["N", "NE", "E", "SE", "S", "SW", "W", "NW"];

    public void Draw(FrameBuffer target, FrameTime at, View view, LightChoice light)
    {
        var (width, height) = (target.Info.Width, target.Info.Height);
        var size = Math.Max(11, height / 30f);
        var (left, right, line) = (size * 0.6f, width - (size * 0.6f), size * 1.3f);
        var top = size * (camera.Clock ? 2.2f : 1.4f);
        var local = at.Clock.ToOffset(Site);
        var azimuth = (camera.Azimuth + view.Pan + 360) % 360;
        var weather = facts.Weather();
        string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

        OverlayText.Draw(target.Canvas, Text($"{local:yyyy-MM-dd HH:mm:ss}"), left, top, size, right: false);
        OverlayText.Draw(target.Canvas, facts.Project, right, top, size, right: true);
        OverlayText.Draw(target.Canvas, Text($"{weather.Temperature:0}°C {(weather.Rain > 0.1 ? "RAIN" : light.ToString().ToUpperInvariant())} WIND {weather.Wind:0.0}m/s"), right, top + line, size, right: true);
        OverlayText.Draw(target.Canvas, Text($"{camera.Id} {camera.Name}"), left, height - size - line, size, right: false);
        OverlayText.Draw(target.Canvas, camera.Position, left, height - size, size, right: false);
        OverlayText.Draw(target.Canvas, Text($"AZ {azimuth:000.0} {Winds[(int)Math.Round(azimuth / 45) % 8]}"), right, height - size - line, size, right: true);
        OverlayText.Draw(target.Canvas, Text($"TILT {view.Tilt:0.0} ZOOM {view.Zoom:0.0}"), right, height - size, size, right: true);
        if (camera.Clock)
            ClockStrip.Draw(target, at.Wall);
    }
}

/// <summary>What the overlay tells beside the camera's own data.</summary>
/// <param name="Project">Name of the project.</param>
/// <param name="Weather">Weather of now.</param>
public sealed record OverlayFacts(string Project, Func<OverlayWeather> Weather);

/// <summary>Weather in the picture.</summary>
/// <param name="Temperature">°C.</param>
/// <param name="Wind">m/s.</param>
/// <param name="Rain">mm/h.</param>
public readonly record struct OverlayWeather(double Temperature, double Wind, double Rain);
