using FirmwareSim.Machines;
using SkiaSharp;

namespace FirmwareSim.Cameras.Scenes;

/// <summary>What stands still on the site: drawn from a seed.</summary>
public sealed record Layout(
    int Seed, SKColor Ground, SKColor SkyTop, SKColor SkyLow, IReadOnlyList<Building> Buildings, IReadOnlyList<Prop> Props, double FenceDistance, SKColor Fence, bool Slab)
{
    private static readonly SKColor[] Grounds = [new(164, 146, 120), new(150, 142, 130), new(176, 168, 156), new(134, 116, 96), new(158, 156, 150)];
    private static readonly SKColor[] Skies = [new(110, 160, 214), new(150, 182, 216), new(176, 192, 206), new(198, 204, 210), new(130, 150, 172)];
    private static readonly SKColor[] Fences = [new(48, 104, 176), new(60, 140, 110), new(196, 200, 204), new(70, 128, 190)];
    private static readonly PropKind[] Ordinary =
        [PropKind.Rebar, PropKind.Bricks, PropKind.Timber, PropKind.Pipes, PropKind.Container, PropKind.Barrier, PropKind.Drum, PropKind.Truck, PropKind.Sandbags];

    private static readonly PropKind[] Traps = [PropKind.Net, PropKind.Lamp, PropKind.Cone, PropKind.Tarpaulin, PropKind.HangingVest];

    /// <summary>Draws a layout.</summary>
    /// <param name="seed">Same seed, same layout.</param>
    /// <param name="spread">Half of the azimuth range that is furnished, degrees.</param>
    public static Layout Draw(int seed, double spread = 80)
    {
        var noise = Noise.For(seed, "layout");
        T Pick<T>(T[] from) => from[(int)noise.Uniform(0, from.Length - 0.001)];
        var buildings = new List<Building>();
        for (var azimuth = -spread; azimuth < spread; azimuth += noise.Uniform(10, 26))
            if (noise.Chance(0.8))
                buildings.Add(new Building(azimuth, noise.Uniform(14, 34), noise.Uniform(34, 90), noise.Uniform(9, 48), (Facade)(int)noise.Uniform(0, 3.999), (int)noise.Uniform(0, 1e6)));
        var props = new List<Prop>();
        for (var i = 0; i < 26; i++)
        {
            var kind = i % 3 == 2 ? Pick(Traps) : Pick(Ordinary);
            props.Add(new Prop(kind, noise.Uniform(-spread, spread), noise.Uniform(kind is PropKind.Container or PropKind.Truck ? 18 : 9, 34), noise.Uniform(0.8, 1.25), (int)noise.Uniform(0, 1e6)));
        }

        return new Layout(
            seed, Outfit.Vary(Pick(Grounds), noise), Outfit.Vary(Pick(Skies), noise), new SKColor(222, 226, 228),
            [.. buildings.OrderByDescending(building => building.Distance)], [.. props.OrderByDescending(prop => prop.Distance)],
            noise.Uniform(32, 44), Pick(Fences), noise.Chance(0.6));
    }
}

/// <summary>A building, or what there is of it.</summary>
/// <param name="Azimuth">Left edge, degrees.</param>
/// <param name="Width">Metres.</param>
/// <param name="Distance">Metres.</param>
/// <param name="Height">Metres.</param>
/// <param name="Facade">Kind.</param>
/// <param name="Seed">For its details.</param>
public sealed record Building(double Azimuth, double Width, double Distance, double Height, Facade Facade, int Seed);

/// <summary>How a building looks.</summary>
public enum Facade
{
    /// <summary>Floors and columns, open.</summary>
    Frame,

    /// <summary>Behind scaffolding with green net.</summary>
    Netted,

    /// <summary>Walls with windows.</summary>
    Finished,

    /// <summary>Behind bare scaffolding.</summary>
    Scaffolded,
}

/// <summary>A thing on the ground.</summary>
/// <param name="Kind">What.</param>
/// <param name="Azimuth">Degrees.</param>
/// <param name="Distance">Metres.</param>
/// <param name="Size">Against the usual size.</param>
/// <param name="Seed">For its details.</param>
public sealed record Prop(PropKind Kind, double Azimuth, double Distance, double Size, int Seed);

/// <summary>Things on a site. Nets, lamps, cones, tarpaulins and hanging vests look like what the detectors seek, and are not.</summary>
public enum PropKind
{
    /// <summary>Bundles of reinforcement.</summary>
    Rebar,

    /// <summary>A pallet of bricks.</summary>
    Bricks,

    /// <summary>Boards.</summary>
    Timber,

    /// <summary>Pipes.</summary>
    Pipes,

    /// <summary>A site hut.</summary>
    Container,

    /// <summary>A red and white barrier.</summary>
    Barrier,

    /// <summary>Drums.</summary>
    Drum,

    /// <summary>A lorry.</summary>
    Truck,

    /// <summary>Sand bags.</summary>
    Sandbags,

    /// <summary>Orange safety net.</summary>
    Net,

    /// <summary>A lamp on a post.</summary>
    Lamp,

    /// <summary>Traffic cones.</summary>
    Cone,

    /// <summary>An orange or red tarpaulin.</summary>
    Tarpaulin,

    /// <summary>A vest that hangs on a rail with nobody in it.</summary>
    HangingVest,
}
