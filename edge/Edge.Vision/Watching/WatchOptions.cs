using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Edge.Vision.Watching;

/// <summary>What it takes to believe the detector. Section <c>Watch</c>; a camera's own numbers in section <c>Cameras</c> go before.</summary>
public sealed class WatchOptions
{
    /// <summary>Scores from which a class begins a track, by class; the model's own where none is set.</summary>
    public Dictionary<string, double> Scores { get; } = [];

    /// <summary>Certainty, 0.5–0.99, from which a missing helmet or vest counts.</summary>
    [Range(0.5, 0.99)]
    public double Certainty { get; set; } = 0.8;

    /// <summary>Seconds that the certainty must last, 0.5–60.</summary>
    [Range(0.5, 60)]
    public double HoldSeconds { get; set; } = 1;

    /// <summary>Observations it needs at least, 2–100.</summary>
    [Range(2, 100)]
    public int Observations { get; set; } = 6;

    /// <summary>Smallest height of a head that is judged, pixels of the frame, 4–200.</summary>
    [Range(4, 200)]
    public int HeadPixels { get; set; } = 14;

    /// <summary>Smallest height of a torso that is judged, pixels of the frame, 8–400.</summary>
    [Range(8, 400)]
    public int TorsoPixels { get; set; } = 24;

    /// <summary>Seconds in which one track, or one place of fire or smoke, raises one event, 10–86,400.</summary>
    [Range(10, 86_400)]
    public double PeriodSeconds { get; set; } = 300;

    /// <summary>Seconds after the last violation after which the state is normal again, 1–600.</summary>
    [Range(1, 600)]
    public double ClearSeconds { get; set; } = 10;

    /// <summary>Frames of the last ten with fire in one place, 2–10.</summary>
    [Range(2, 10)]
    public int FireFrames { get; set; } = 6;

    /// <summary>Mean change of brightness from frame to frame inside a flame, 0–64 of 255; a lamp has nearly none.</summary>
    [Range(0, 64)]
    public double Flicker { get; set; } = 2.5;

    /// <summary>Frames of the last twenty with smoke in one place, 2–20.</summary>
    [Range(2, 20)]
    public int SmokeFrames { get; set; } = 10;

    /// <summary>Growth of the smoke's area over the window, 1–10.</summary>
    [Range(1, 10)]
    public double SmokeGrowth { get; set; } = 1.15;

    /// <summary>Share of a sure frame's score from which a frame goes on with a fire or a smoke that a sure one began, 0.3–1.</summary>
    [Range(0.3, 1)]
    public double WeakShare { get; set; } = 0.7;

    /// <summary>Score from which the network speaks for smoke where a veil is seen to hang before the scene, 0.05–0.95.</summary>
    [Range(0.05, 0.95)]
    public double VeilScore { get; set; } = 0.12;

    /// <summary>Minutes after which something that never moves is muted, 1–1,440.</summary>
    [Range(1, 1_440)]
    public double MuteMinutes { get; set; } = 10;

    /// <summary>Seconds between two looks while nothing moves, 0.5–60.</summary>
    [Range(0.5, 60)]
    public double StillSeconds { get; set; } = 2;
}

/// <summary>Generated check of <see cref="WatchOptions"/>.</summary>
[OptionsValidator]
public sealed partial class WatchOptionsValidator : IValidateOptions<WatchOptions>;
