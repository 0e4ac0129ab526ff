namespace FirmwareSim.Cameras.Scenes;

/// <summary>A fire or a plume of smoke at one instant.</summary>
/// <param name="Track">Number.</param>
/// <param name="IsFire">Flame; otherwise smoke.</param>
/// <param name="Azimuth">Degrees.</param>
/// <param name="Distance">Metres.</param>
/// <param name="Size">Width of its foot in metres, once grown.</param>
/// <param name="Age">Seconds since it began.</param>
/// <param name="Wind">Drift to the right, 0 = straight up.</param>
/// <param name="Darkness">0 white to 1 black smoke.</param>
/// <param name="Seed">For its shape.</param>
/// <param name="Level">Metres above ground.</param>
public sealed record Plume(int Track, bool IsFire, double Azimuth, double Distance, double Size, double Age, double Wind, double Darkness, int Seed, double Level = 0)
{
    /// <summary>How far it has grown, 0..1.</summary>
    public double Growth => Math.Clamp(IsFire ? 0.25 + (Age / 12) : Age / 20, 0, 1);
}
