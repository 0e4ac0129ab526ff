namespace FirmwareSim.Cameras.Streaming;

/// <summary>What a picture shows.</summary>
/// <param name="Boxes">Everything that is visible and has a class.</param>
/// <param name="Annotated">Classes that are exhaustively told, by id; others are unknown.</param>
/// <param name="View">Direction and zoom; null for pictures from a folder.</param>
/// <param name="Look">Light.</param>
/// <param name="Trouble">Troubles that are on, by name.</param>
public sealed record FrameTruth(
    IReadOnlyList<TruthBox> Boxes, IReadOnlyList<int> Annotated, ViewTruth? View, string Look, IReadOnlyList<string> Trouble)
{
    /// <summary>All classes.</summary>
    public static IReadOnlyList<int> AllClasses { get; } = [0, 1, 2, 3, 4, 5, 6];

    /// <summary>A picture that shows nothing.</summary>
    public static FrameTruth Nothing { get; } = new([], AllClasses, null, "day", []);
}

/// <summary>Direction and zoom of a picture.</summary>
/// <param name="Pan">Degrees, to the right.</param>
/// <param name="Tilt">Degrees, upwards.</param>
/// <param name="Zoom">1 = widest.</param>
public sealed record ViewTruth(double Pan, double Tilt, double Zoom);

/// <summary>One visible object; the box in pixels of the picture.</summary>
/// <param name="Class">Id: 0 helmet, 1 head, 2 person, 3 vest, 4 no_vest, 5 fire, 6 smoke.</param>
/// <param name="Track">Number of the worker, flame or plume; the same in all pictures and streams.</param>
/// <param name="Left">Left edge.</param>
/// <param name="Top">Upper edge.</param>
/// <param name="Width">Width.</param>
/// <param name="Height">Height.</param>
/// <param name="Visible">Share of the object that is not hidden and inside the picture, 0..1.</param>
public readonly record struct TruthBox(int Class, int Track, float Left, float Top, float Width, float Height, float Visible);
