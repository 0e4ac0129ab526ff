namespace Cloud.Telemetry.Warnings;

/// <summary>Who wants to know at once that a warning has changed: the live stream, roll-ups.</summary>
public interface IWarningFeed
{
    /// <summary>Called after the change is on disk. Must not block and must not throw.</summary>
    void Changed(Warning warning);
}
