using Cloud.Platform.Clauses;
using System.ComponentModel.DataAnnotations;
using System.IO.Compression;
using System.Text.Json;
using Cloud.Host.Video;
using Cloud.Platform.Identity;
using Cloud.Platform.Permissions;
using Cloud.Telemetry.Projects;
using Cloud.Telemetry.Vision;
using Telemetry.Model;
using Telemetry.Model.Vision;

namespace Cloud.Host.Api;

/// <summary>Stretches of recordings that are put aside, the archive of them with the log of video, and the way back.</summary>
[Clause("5.6.2-4.2")]
public static class VideoBackupEndpoints
{
    private const string Manifest = "manifest.json";
    private const long MostManifest = 16 << 20, MostArchive = 8L << 30;
    private const int MostEntries = 10_000, MostLog = 100_000;
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>What shall be put aside.</summary>
    public sealed record BackupBody([property: Required] string Camera, DateTimeOffset From, DateTimeOffset To, [property: StringLength(500)] string Note = "");

    /// <summary>What was put aside.</summary>
    public sealed record BackupView(Guid Id, string Camera, DateTimeOffset From, DateTimeOffset To, string Address, string Sha256, long Bytes, string Note, string By, DateTimeOffset At);

    /// <summary>What came back.</summary>
    /// <param name="Clips">Clips that were not there.</param>
    /// <param name="Log">Lines of the log that were in the archive.</param>
    public sealed record RestoreView(int Clips, int Log);

    private sealed record Archive(string Project, DateTimeOffset At, IReadOnlyList<ArchivedClip> Clips, IReadOnlyList<ArchivedLine> Log);

    private sealed record ArchivedClip(Guid Id, string Camera, DateTimeOffset From, DateTimeOffset To, string Sha256, long Bytes, string Note, string By, DateTimeOffset At);

    private sealed record ArchivedLine(Guid Id, string? Camera, DateTimeOffset At, string By, string Action, string Detail);

    /// <summary>Maps backup and restore.</summary>
    public static void MapVideoBackups(this IEndpointRouteBuilder routes)
    {
        var backups = routes.MapGroup("/api/projects/{project}/video/backups").WithTags("vision").AddEndpointFilter<ProjectAccess>();
        backups.MapGet("", async (string project, IVideoRecords records, CancellationToken cancel) =>
            TypedResults.Ok<IReadOnlyList<BackupView>>([.. (await records.BackupsAsync(new ProjectId(project), cancel)).Select(View)])).WithSummary("录像备份清单");
        backups.MapPost("", AddAsync).Needs(AccessKind.Handle).WithSummary("备份选定的录像片段").Produces<BackupView>(StatusCodes.Status201Created);
        backups.MapGet("archive", DownloadAsync).WithSummary("下载备份（录像片段与视频日志）").Produces<Stream>(StatusCodes.Status200OK, "application/zip");
        backups.MapPost("restore", RestoreAsync).WithSummary("从备份恢复").Produces<RestoreView>().ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .WithMetadata(new Microsoft.AspNetCore.Mvc.RequestSizeLimitAttribute(MostArchive));
    }

    private static async Task<IResult> AddAsync(
        string project, BackupBody body, Actor actor, IDirectory directory, CameraControl control, IVideoRecords records, IMediaStore media, TimeProvider time, CancellationToken cancel)
    {
        if (Fields.Faults(body) is { Count: > 0 } faults)
            return Problems.Invalid(faults);
        if ((await directory.DevicesAsync(new ProjectId(project), cancel)).FirstOrDefault(device => device.Id.Value == body.Camera) is not { } camera)
            return Problems.NotFound("摄像机");
        var reply = await control.AskAsync(camera, RecordingEndpoints.Between(VideoAsk.Clip, body.From, body.To), cancel, VideoLinks.Long);
        if (!reply.IsDone || reply.Answer.File is not { Sha256: { } hash } film)
            return CameraControl.Problem(reply);
        if (!await media.TakeAsync(camera.Project, hash, "mp4", control.Open(camera, film.File, film.Bytes), cancel))
            return Problems.Of(StatusCodes.Status507InsufficientStorage, "no-room", "片段过大或平台存储空间不足", "请缩短时间段后重试");
        var backup = new VideoBackup(Guid.CreateVersion7(), camera.Project, camera.Id, body.From, body.To, hash, film.Bytes, body.Note, actor.DisplayName, time.GetUtcNow());
        await records.AddAsync(backup, cancel);
        await control.LogAsync(camera.Project, camera.Id, actor, "backup", hash, cancel);
        return TypedResults.Created($"/api/projects/{project}/video/backups/{backup.Id}", View(backup));
    }

    private static async Task<IResult> DownloadAsync(
        string project, Actor actor, CameraControl control, IVideoRecords records, IMediaStore media, TimeProvider time, CancellationToken cancel)
    {
        var id = new ProjectId(project);
        var (clips, now) = (await records.BackupsAsync(id, cancel), time.GetUtcNow());
        var log = await records.LogAsync(id, null, DateTimeOffset.UnixEpoch, now.AddDays(1), MostLog, cancel);
        var archive = new Archive(project, now,
            [.. clips.Select(clip => new ArchivedClip(clip.Id, clip.Device.Value, clip.From, clip.To, clip.Hash, clip.Bytes, clip.Note, clip.By, clip.At))],
            [.. log.Select(line => new ArchivedLine(line.Id, line.Device?.Value, line.At, line.By, line.Action, line.Detail))]);
        await control.LogAsync(id, null, actor, "backup", "archive", cancel);
        // Archives are written with seeks and without waiting, which a response does not allow.
        var file = new FileStream(Path.Combine(Path.GetTempPath(), $"{Guid.CreateVersion7():N}.zip"), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        try
        {
            await WriteAsync(file, archive, id, media, cancel);
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }

        file.Position = 0;
        return Results.Stream(file, "application/zip", $"video-{project}-{now:yyyyMMdd}.zip");
    }

    private static async Task WriteAsync(FileStream file, Archive archive, ProjectId project, IMediaStore media, CancellationToken cancel)
    {
        await using var zip = await ZipArchive.CreateAsync(file, ZipArchiveMode.Create, leaveOpen: true, null, cancel);
        await using (var entry = await zip.CreateEntry(Manifest).OpenAsync(cancel))
            await JsonSerializer.SerializeAsync(entry, archive, Json, cancel);
        foreach (var hash in archive.Clips.Select(clip => clip.Sha256).Distinct(StringComparer.Ordinal))
        {
            if (media.Find(project, hash) is not { } found)
                continue;
            await using var entry = await zip.CreateEntry($"{hash}.mp4", CompressionLevel.NoCompression).OpenAsync(cancel);
            await using var film = File.OpenRead(found.Path);
            await film.CopyToAsync(entry, cancel);
        }
    }

    private static async Task<IResult> RestoreAsync(
        string project, HttpContext http, Actor actor, CameraControl control, IVideoRecords records, IMediaStore media, CancellationToken cancel)
    {
        var path = Path.GetTempFileName();
        try
        {
            await using (var file = File.Create(path))
                await http.Request.Body.CopyToAsync(file, cancel);
            await using var zip = await ZipFile.OpenReadAsync(path, cancel);
            var (restored, refusal) = await TakeAsync(new ProjectId(project), zip, records, media, cancel);
            if (refusal is not null)
                return Problems.Invalid(new Dictionary<string, string[]> { ["archive"] = [refusal] });
            await control.LogAsync(new ProjectId(project), null, actor, "restore", $"{restored!.Clips}", cancel);
            return TypedResults.Ok(restored);
        }
        catch (Exception fault) when (fault is InvalidDataException or JsonException)
        {
            return Problems.Invalid(new Dictionary<string, string[]> { ["archive"] = ["文件不是视频备份"] });
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static async Task<(RestoreView?, string? Refusal)> TakeAsync(ProjectId project, ZipArchive zip, IVideoRecords records, IMediaStore media, CancellationToken cancel)
    {
        if (zip.Entries.Count > MostEntries || zip.GetEntry(Manifest) is not { Length: <= MostManifest } entry)
            return (null, "备份中没有清单，或文件过多");
        Archive? archive;
        await using (var text = await entry.OpenAsync(cancel))
            archive = await JsonSerializer.DeserializeAsync<Archive>(text, Json, cancel);
        if (archive?.Project != project.Value)
            return (null, "备份属于另一个项目");
        foreach (var hash in archive.Clips.Select(clip => clip.Sha256).Distinct(StringComparer.Ordinal).Where(hash => media.Find(project, hash) is null))
            if (!MediaHash.IsValid(hash) || zip.GetEntry($"{hash}.mp4") is not { } film || !await TakeFilmAsync(project, hash, film, media, cancel))
                return (null, $"片段 {hash} 缺失、损坏或无法保存");
        var clips = 0;
        foreach (var clip in archive.Clips)
            clips += await records.AddAsync(new VideoBackup(clip.Id, project, new DeviceId(clip.Camera), clip.From, clip.To, clip.Sha256, clip.Bytes, clip.Note, clip.By, clip.At), cancel) ? 1 : 0;
        await records.LogAsync(
            [.. archive.Log.Select(line => new VideoLogEntry(line.Id, project, line.Camera is { } camera ? new DeviceId(camera) : null, line.At, line.By, line.Action, line.Detail))], cancel);
        return (new RestoreView(clips, archive.Log.Count), null);
    }

    private static async Task<bool> TakeFilmAsync(ProjectId project, string hash, ZipArchiveEntry film, IMediaStore media, CancellationToken cancel)
    {
        if (film.Length > media.Limit("mp4"))
            return false;
        await using var stream = await film.OpenAsync(cancel);
        return (await media.AppendAsync(project, hash, "mp4", 0, film.Length, stream, cancel)).Outcome == MediaOutcome.Stored;
    }

    private static BackupView View(VideoBackup backup) => new(
        backup.Id, backup.Device.Value, backup.From, backup.To, $"/api/projects/{Uri.EscapeDataString(backup.Project.Value)}/media/{backup.Hash}", backup.Hash,
        backup.Bytes, backup.Note, backup.By, backup.At);
}
