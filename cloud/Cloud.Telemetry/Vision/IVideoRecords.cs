using Telemetry.Model;

namespace Cloud.Telemetry.Vision;

/// <summary>Somebody looked, steered, took a picture, or changed a camera.</summary>
/// <param name="Id">Unique.</param>
/// <param name="Project">The project.</param>
/// <param name="Device">The camera; null for what concerns several.</param>
/// <param name="At">When.</param>
/// <param name="By">Who, by name.</param>
/// <param name="Action">Word for what was done: <c>live playback steer preset cruise snapshot export backup restore network encoding time password restart reset</c>.</param>
/// <param name="Detail">More about it.</param>
public sealed record VideoLogEntry(Guid Id, ProjectId Project, DeviceId? Device, DateTimeOffset At, string By, string Action, string Detail);

/// <summary>A group of cameras as it is laid out on a wall.</summary>
/// <param name="Id">Unique.</param>
/// <param name="Project">The project.</param>
/// <param name="Name">For people.</param>
/// <param name="Tiles">1, 4, 9 or 16.</param>
/// <param name="Cameras">Device ids, in order; more than there are tiles are shown in turn.</param>
/// <param name="DwellSeconds">Seconds until the next ones are shown; 0 = no tour.</param>
/// <param name="By">Who made it.</param>
public sealed record VideoWall(Guid Id, ProjectId Project, string Name, int Tiles, IReadOnlyList<string> Cameras, int DwellSeconds, string By);

/// <summary>A stretch of a recording that was put aside from the gateway's ring.</summary>
/// <param name="Id">Unique.</param>
/// <param name="Project">The project.</param>
/// <param name="Device">The camera.</param>
/// <param name="From">First frame that was wanted.</param>
/// <param name="To">Last frame that was wanted.</param>
/// <param name="Hash">SHA-256 of the MP4 in the media store.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Note">Why.</param>
/// <param name="By">Who.</param>
/// <param name="At">When.</param>
public sealed record VideoBackup(Guid Id, ProjectId Project, DeviceId Device, DateTimeOffset From, DateTimeOffset To, string Hash, long Bytes, string Note, string By, DateTimeOffset At);

/// <summary>What the platform keeps about video: its log, its walls, what was put aside.</summary>
public interface IVideoRecords
{
    /// <summary>Adds to the log; one with a known id is there already.</summary>
    Task LogAsync(IReadOnlyList<VideoLogEntry> entries, CancellationToken cancel);

    /// <summary>The log, newest first.</summary>
    Task<IReadOnlyList<VideoLogEntry>> LogAsync(ProjectId project, DeviceId? device, DateTimeOffset from, DateTimeOffset to, int limit, CancellationToken cancel);

    /// <summary>The walls of a project, by name.</summary>
    Task<IReadOnlyList<VideoWall>> WallsAsync(ProjectId project, CancellationToken cancel);

    /// <summary>Puts a wall in, or in another's place.</summary>
    Task PutAsync(VideoWall wall, CancellationToken cancel);

    /// <summary>False when there is no such wall.</summary>
    Task<bool> RemoveWallAsync(ProjectId project, Guid id, CancellationToken cancel);

    /// <summary>What was put aside, newest first.</summary>
    Task<IReadOnlyList<VideoBackup>> BackupsAsync(ProjectId project, CancellationToken cancel);

    /// <summary>Adds what was put aside; one with a known id is there already: false.</summary>
    Task<bool> AddAsync(VideoBackup backup, CancellationToken cancel);
}
