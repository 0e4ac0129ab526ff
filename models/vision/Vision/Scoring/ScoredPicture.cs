using System.Collections.Immutable;

namespace Vision.Scoring;

/// <summary>What was found on one picture beside what is there. Truth and findings are in the same pixels.</summary>
/// <param name="Source">Where the picture comes from.</param>
/// <param name="Annotated">Classes that count on this picture.</param>
/// <param name="Truth">Labelled objects.</param>
/// <param name="Found">Detections, any order.</param>
/// <param name="InputScale">Pixels of the network's input for one pixel of the boxes; object sizes are told at the input.</param>
public sealed record ScoredPicture(
    string Source, ClassSet Annotated, ImmutableArray<(int Class, Box Box)> Truth, IReadOnlyList<Detection.Detection> Found, float InputScale = 1);
