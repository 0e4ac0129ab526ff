namespace Edge.Vision.Watching;

/// <summary>A confirmed event of one camera, before it becomes a picture and a message.</summary>
/// <param name="Point">Point of the camera.</param>
/// <param name="At">When it was confirmed.</param>
/// <param name="Since">When it was first seen.</param>
/// <param name="Track">Track, or place of fire or smoke.</param>
/// <param name="Score">Highest score of the deciding class.</param>
/// <param name="Sighting">The best frame.</param>
/// <param name="Class">Class of the deciding box.</param>
/// <param name="Observations">Frames that spoke for it.</param>
/// <param name="Zone">Zone, or null.</param>
/// <param name="Thresholds">What decided.</param>
/// <param name="Count">What the point is now: people in violation; 1 for fire and smoke.</param>
public sealed record VisionAlarm(
    string Point, DateTimeOffset At, DateTimeOffset Since, long Track, float Score, Sighting Sighting, string Class, int Observations,
    string? Zone, IReadOnlyDictionary<string, double> Thresholds, int Count = 1);
