namespace Vision.Networks;

/// <summary>How wide and deep a detector is. Stages are strides 4, 8, 16 and 32.</summary>
public sealed record NetworkSize(string Name, int Stem, int[] Stages, int[] Blocks, int Neck, int ScoreHead, int BoxHead)
{
    /// <summary>For tests and for the two-minute training.</summary>
    public static NetworkSize Tiny { get; } = new("tiny", 8, [16, 24, 32, 48], [0, 1, 1, 1], 24, 24, 16);
}
