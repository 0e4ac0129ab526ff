using SkiaSharp;

namespace FirmwareSim.Cameras.Drawing;

/// <summary>What a part counts as in the ground truth.</summary>
internal enum PartKind : byte
{
    /// <summary>Belongs to the whole person only.</summary>
    Body = 1,

    /// <summary>Hard hat, hair and face.</summary>
    Head = 2,

    /// <summary>Torso.</summary>
    Torso = 3,

    /// <summary>Lies on another part, or is carried: no outline of its own.</summary>
    Detail = 4,
}

/// <summary>How a part takes light.</summary>
internal enum Finish
{
    /// <summary>One colour.</summary>
    Flat,

    /// <summary>Round, light from the upper left.</summary>
    Round,

    /// <summary>Round with a weave.</summary>
    Cloth,

    /// <summary>Shining plastic.</summary>
    Gloss,

    /// <summary>Throws light back to an infrared lamp.</summary>
    Retro,
}

/// <summary>A closed outline with its colour.</summary>
internal readonly record struct BodyPart(SKPath Outline, PartKind Kind, SKColor Colour, Finish Finish);
