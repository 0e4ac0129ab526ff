using Telemetry.Model;

namespace Cloud.Telemetry.Vision;

/// <summary>What a person says about one event of a detector.</summary>
/// <param name="Event">Id of the event.</param>
/// <param name="Project">Its project.</param>
/// <param name="Device">The camera.</param>
/// <param name="Point">What it raised.</param>
/// <param name="Confirmed">True when it is so, false for a false alarm.</param>
/// <param name="By">Who says so.</param>
/// <param name="At">When.</param>
public sealed record VisionVerdict(string Event, ProjectId Project, DeviceId Device, string Point, bool Confirmed, string By, DateTimeOffset At);

/// <summary>Keeps verdicts; the last one of an event counts, all are kept.</summary>
public interface IVisionVerdicts
{
    /// <summary>Adds a verdict.</summary>
    Task AddAsync(VisionVerdict verdict, CancellationToken cancel);

    /// <summary>The verdicts that count, of a project's events; of one camera, or of all.</summary>
    Task<IReadOnlyList<VisionVerdict>> FindAsync(ProjectId project, DeviceId? device, CancellationToken cancel);
}
