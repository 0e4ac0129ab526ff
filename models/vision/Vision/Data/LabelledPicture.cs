using System.Collections.Immutable;

namespace Vision.Data;

/// <summary>One labelled object; the box in shares of the picture's sides, 0..1.</summary>
public readonly record struct Label(int Class, float CentreX, float CentreY, float Width, float Height)
{
    public Box In(float width, float height) => Box.FromCentre(CentreX * width, CentreY * height, Width * width, Height * height);
}

/// <summary>
/// A picture of a set. <see cref="Annotated"/> are the classes that are exhaustively labelled in it; of others nothing is known,
/// neither that they are there nor that they are not.
/// </summary>
/// <param name="Name">Path inside the images folder, with forward slashes.</param>
/// <param name="Source">Where it comes from; scores are reported apart by source.</param>
/// <param name="Annotated">Exhaustively labelled classes.</param>
/// <param name="Labels">The objects.</param>
/// <param name="Read">Reads the file's bytes.</param>
public sealed record LabelledPicture(string Name, string Source, ClassSet Annotated, ImmutableArray<Label> Labels, Func<byte[]> Read)
{
    /// <summary>The part of the name before the first slash: train, val or test; empty when there is none.</summary>
    public string Split => Name.IndexOf('/', StringComparison.Ordinal) is var at and > 0 ? Name[..at] : "";
}
