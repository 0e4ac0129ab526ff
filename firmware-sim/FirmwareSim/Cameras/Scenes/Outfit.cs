using FirmwareSim.Machines;
using SkiaSharp;

namespace FirmwareSim.Cameras.Scenes;

/// <summary>What a person wears and looks like; the headgear and the vest are what the rules are about.</summary>
/// <param name="Height">Metres.</param>
/// <param name="Skin">Skin.</param>
/// <param name="Hair">Hair.</param>
/// <param name="Upper">Shirt or jacket.</param>
/// <param name="Lower">Trousers.</param>
/// <param name="Helmet">Hard hat, worn or carried.</param>
/// <param name="Vest">Reflective vest.</param>
/// <param name="Bare">What is on the head without the hard hat.</param>
/// <param name="BareColour">Colour of cap, hood or straw hat.</param>
/// <param name="Build">Width against the average, 0.85–1.2.</param>
/// <param name="LongSleeves">Sleeves reach the hands.</param>
public sealed record Outfit(
    double Height, SKColor Skin, SKColor Hair, SKColor Upper, SKColor Lower, SKColor Helmet, SKColor Vest, Bareness Bare, SKColor BareColour, double Build, bool LongSleeves)
{
    private static readonly SKColor[] Skins = [new(236, 196, 164), new(224, 178, 142), new(205, 156, 118), new(178, 128, 92), new(140, 96, 66), new(96, 66, 48)];
    private static readonly SKColor[] Hairs = [new(28, 24, 24), new(40, 32, 28), new(62, 46, 36), new(96, 90, 86)];
    private static readonly SKColor[] Helmets = [new(248, 205, 24), new(245, 245, 240), new(222, 44, 38), new(36, 92, 190), new(250, 128, 24), new(52, 140, 72)];
    private static readonly SKColor[] Vests = [new(206, 235, 44), new(196, 240, 70), new(255, 112, 30), new(252, 84, 44), new(232, 240, 60)];
    private static readonly SKColor[] Uppers =
    [
        new(52, 66, 96), new(72, 92, 132), new(92, 98, 104), new(46, 48, 54), new(120, 112, 98), new(146, 60, 52), new(222, 220, 214), new(70, 96, 74),
        new(232, 138, 40), new(226, 196, 60), new(164, 190, 214), new(108, 116, 84), new(188, 40, 48), new(30, 34, 44),
    ];

    private static readonly SKColor[] Lowers = [new(44, 52, 74), new(60, 62, 66), new(86, 80, 68), new(36, 38, 44), new(96, 104, 90), new(62, 78, 110)];

    /// <summary>Draws an outfit.</summary>
    public static Outfit Draw(Noise noise) => new(
        noise.Uniform(1.58, 1.86), Pick(Skins, noise), Pick(Hairs, noise), Vary(Pick(Uppers, noise), noise), Vary(Pick(Lowers, noise), noise),
        Vary(PickFirst(Helmets, noise), noise), Vary(Pick(Vests, noise), noise), (Bareness)(int)noise.Uniform(0, 5.999), Vary(Pick(Uppers, noise), noise),
        noise.Uniform(0.88, 1.18), noise.Chance(0.75));

    /// <summary>A colour with its brightness a little changed.</summary>
    public static SKColor Vary(SKColor colour, Noise noise)
    {
        colour.ToHsv(out var hue, out var saturation, out var value);
        return SKColor.FromHsv(
            (float)((hue + noise.Uniform(-4, 4) + 360) % 360), (float)Math.Clamp(saturation * noise.Uniform(0.75, 1.1), 0, 100), (float)Math.Clamp(value * noise.Uniform(0.8, 1.12), 0, 100));
    }

    private static SKColor Pick(SKColor[] from, Noise noise) => from[(int)noise.Uniform(0, from.Length - 0.001)];

    // Yellow, white and red are what most people on a site wear.
    private static SKColor PickFirst(SKColor[] from, Noise noise) => from[Math.Min((int)(noise.Uniform(0, 1) * noise.Uniform(0.4, 1.3) * from.Length), from.Length - 1)];
}

/// <summary>A head without hard hat.</summary>
public enum Bareness
{
    /// <summary>Short hair.</summary>
    ShortHair,

    /// <summary>Fuller hair.</summary>
    FullHair,

    /// <summary>No hair.</summary>
    Bald,

    /// <summary>A peaked cap.</summary>
    Cap,

    /// <summary>A knitted cap or a hood.</summary>
    Hood,

    /// <summary>A straw hat.</summary>
    StrawHat,
}
