using SkiaSharp;

namespace FirmwareSim.Cameras.Drawing;

/// <summary>Direction of view.</summary>
/// <param name="Pan">Degrees to the right.</param>
/// <param name="Tilt">Degrees upwards.</param>
/// <param name="Zoom">1 = widest.</param>
public readonly record struct View(double Pan, double Tilt, double Zoom);

/// <summary>
/// Where things appear: the camera hangs <c>height</c> metres above a flat ground and sees a plane of azimuth and elevation,
/// of which the picture is a rectangle.
/// </summary>
/// <param name="width">Pixels.</param>
/// <param name="height">Pixels.</param>
/// <param name="view">Direction and zoom.</param>
/// <param name="metres">Metres of the camera above ground.</param>
/// <param name="field">Horizontal field of view at zoom 1, degrees.</param>
public sealed class Projection(int width, int height, View view, double metres, double field)
{
    private const double Degree = 180 / Math.PI;

    /// <summary>Pixels of the picture.</summary>
    public int Width => width;

    /// <summary>Pixels of the picture.</summary>
    public int Height => height;

    /// <summary>Metres above ground.</summary>
    public double CameraHeight => metres;

    /// <summary>Direction and zoom.</summary>
    public View View => view;

    /// <summary>Pixels of one degree.</summary>
    public double PixelsPerDegree { get; } = width / (field / view.Zoom);

    /// <summary>Pixel row of the horizon.</summary>
    public float Horizon => Row(0);

    /// <summary>A point in space.</summary>
    /// <param name="azimuth">Degrees.</param>
    /// <param name="distance">Metres.</param>
    /// <param name="level">Metres above ground.</param>
    public SKPoint Point(double azimuth, double distance, double level = 0) =>
        new((float)((width / 2.0) + ((azimuth - view.Pan) * PixelsPerDegree)), Row(Math.Atan2(metres - level, distance) * Degree));

    /// <summary>Pixels of a metre across the view.</summary>
    public double Scale(double distance, double level = 0) => Degree / Math.Sqrt((distance * distance) + ((metres - level) * (metres - level))) * PixelsPerDegree;

    /// <summary>How steeply the camera looks down on something, radians.</summary>
    public double Depression(double distance, double level = 0) => Math.Atan2(metres - level, distance);

    /// <summary>Degrees that a length across the view takes.</summary>
    public static double Degrees(double length, double distance) => Math.Atan2(length, distance) * Degree;

    private float Row(double depression) => (float)((height / 2.0) + ((depression + view.Tilt) * PixelsPerDegree));
}
