using Cloud.Platform.Backup;
using Cloud.Platform.Files;
using Cloud.Platform.Identity;
using Cloud.Platform.Permissions;
using Cloud.Platform.Security;
using Microsoft.Extensions.Options;

namespace Cloud.Host.Api.Operations;

/// <summary>Backups: when, how large, how long; and rehearsed restores with their measured time. A restore itself is made by the program's command while the platform stands.</summary>
public static partial class BackupEndpoints
{
    /// <summary>A backup.</summary>
    public sealed record BackupView(string Id, BackupKind Kind, string Generation, DateTimeOffset At, double Seconds, long Bytes, long RestoredBytes, int Files);

    /// <summary>All that the page shows.</summary>
    /// <param name="Status">What is going on.</param>
    /// <param name="Backups">Newest first.</param>
    /// <param name="Rehearsals">Newest first.</param>
    /// <param name="Limits">Seconds that the standard allows for a restore (table 3.3.1).</param>
    /// <param name="Schedule">When the next ones are made.</param>
    /// <param name="Copies">How many files are in which state.</param>
    public sealed record BackupPage(
        BackupStatus Status, IReadOnlyList<BackupView> Backups, IReadOnlyList<RestoreRehearsal> Rehearsals, RestoreLimits Limits, ScheduleView Schedule, IReadOnlyList<CopiesView> Copies);

    /// <summary>Seconds.</summary>
    public sealed record RestoreLimits(int Incremental, int Full, int Log);

    /// <summary>When backups are made by the clock.</summary>
    public sealed record ScheduleView(bool Scheduled, int Hour, DayOfWeek FullOn, int KeepDays);

    /// <summary>Files by the state of their copies.</summary>
    public sealed record CopiesView(CopyState First, CopyState Second, long Files, long Bytes);

    /// <summary>Which kind is wanted.</summary>
    public sealed record BackupRequest(BackupKind Kind);

    /// <summary>Maps <c>/api/backups</c>.</summary>
    public static void MapBackups(this IEndpointRouteBuilder routes)
    {
        var backups = routes.MapGroup("/api/backups").WithTags("backups").Needs(Rights.ManageBackups, Rights.ManageBackups);
        backups.MapGet("", PageAsync).WithSummary("备份、恢复演练与文件副本状态").Produces<BackupPage>();
        backups.MapPost("", StartAsync).WithSummary("立即备份").Produces<BackupStatus>(StatusCodes.Status202Accepted);
        backups.MapPost("{id}/rehearse", RehearseAsync).WithSummary("恢复演练：恢复到一旁、打开、清点、计时").Produces<BackupStatus>(StatusCodes.Status202Accepted);
    }

    private static async Task<IResult> PageAsync(BackupDesk desk, BackupVault vault, IFileStore files, IOptions<BackupOptions> options, CancellationToken cancel) => TypedResults.Ok(new BackupPage(
        desk.Status,
        [.. vault.List().Select(point => new BackupView(
            point.Id, point.Kind, point.Generation, point.At, point.Seconds, point.Bytes, point.Sources.SelectMany(part => part.Files).Sum(file => file.Size), point.Contents.Count))],
        vault.Rehearsals(), new RestoreLimits(30 * 60, 24 * 3600, 10 * 60),
        new ScheduleView(options.Value.Scheduled, options.Value.Hour, options.Value.FullOn, options.Value.KeepDays),
        [.. (await files.StatesAsync(cancel)).Select(state => new CopiesView(state.First, state.Second, state.Files, state.Bytes))]));

    private static async Task<IResult> StartAsync(
        BackupRequest body, Actor actor, BackupDesk desk, SecurityJournal journal, IHostApplicationLifetime lifetime, ILoggerFactory loggers, CancellationToken cancel)
    {
        if (desk.Status.What is not null)
            return Problems.Conflict("busy", "另一项备份或演练正在进行");
        await journal.WriteAsync(actor, "backup.start", "backup", new { body.Kind }, cancel);
        _ = Task.Run(() => AwaitAsync(desk.RunAsync(body.Kind, lifetime.ApplicationStopping), loggers), CancellationToken.None);
        return TypedResults.Accepted("/api/backups", desk.Status);
    }

    private static async Task<IResult> RehearseAsync(
        string id, Actor actor, BackupDesk desk, BackupVault vault, SecurityJournal journal, IHostApplicationLifetime lifetime, ILoggerFactory loggers, CancellationToken cancel)
    {
        if (vault.Find(id) is not { } point)
            return Problems.NotFound("备份");
        if (desk.Status.What is not null)
            return Problems.Conflict("busy", "另一项备份或演练正在进行");
        await journal.WriteAsync(actor, "backup.rehearse", $"backup/{id}", null, cancel);
        _ = Task.Run(() => AwaitAsync(desk.RehearseAsync(point, lifetime.ApplicationStopping), loggers), CancellationToken.None);
        return TypedResults.Accepted("/api/backups", desk.Status);
    }

    private static async Task AwaitAsync(Task work, ILoggerFactory loggers)
    {
        try
        {
            await work;
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // The one place of what runs on its own after the answer; the page shows the sentence.
            Log.Failed(loggers.CreateLogger<BackupDesk>(), fault);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(740, LogLevel.Error, "A backup or rehearsal failed")]
        public static partial void Failed(ILogger logger, Exception fault);
    }
}
