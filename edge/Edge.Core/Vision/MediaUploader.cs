using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Telemetry.Model.Vision;

namespace Edge.Core.Vision;

/// <summary>
/// Carries pictures and clips to the cloud: the folder is the queue, a file's name is its SHA-256, and an upload goes on
/// where it stopped. Pictures go before clips. A file leaves the folder when the cloud has it whole, or to make room.
/// </summary>
public sealed class MediaUploader(
    VisionPortOptions options, PlatformClient platform, VisionMetrics metrics, TimeProvider clock, ILogger<MediaUploader> log)
{
    /// <summary>Ending of a file that is still being written; it is left alone.</summary>
    public const string Unfinished = ".part";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private bool _failing;

    /// <summary>Sends what lies in the folder until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(options.RetrySeconds), clock);
        do
        {
            try
            {
                Directory.CreateDirectory(options.MediaFolder);
                MakeRoom();
                if (platform.Platform is not null)
                    await SendAllAsync(cancel);
                _failing = false;
            }
            catch (Exception fault) when (!cancel.IsCancellationRequested
                && fault is IOException or HttpRequestException or UnauthorizedAccessException or OperationCanceledException) // the one place of this loop
            {
                metrics.Uploaded("failed");
                if (!_failing)
                    log.Waiting(fault.Message);
                _failing = true;
            }
        }
        while (await timer.WaitForNextTickAsync(cancel));
    }

    private async Task SendAllAsync(CancellationToken cancel)
    {
        foreach (var file in Files().OrderBy(file => file.Extension == ".mp4").ThenBy(file => file.LastWriteTimeUtc))
        {
            var (hash, type) = (Path.GetFileNameWithoutExtension(file.Name), file.Extension.TrimStart('.'));
            var known = MediaHash.IsValid(hash) && type is "jpg" or "mp4";
            var result = known ? await SendAsync(file, hash, type, cancel) : "unknown";
            metrics.Uploaded(result);
            if (result != "stored")
                log.NotSent(file.Name, result);
            file.Delete();
        }
    }

    /// <summary>Sends one file in pieces; anything but a fault ends its stay in the folder.</summary>
    private async Task<string> SendAsync(FileInfo file, string hash, string type, CancellationToken cancel)
    {
        await using var stream = file.OpenRead();
        if (Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancel)) != hash)
            return "corrupt";
        var piece = new byte[options.PieceKilobytes * 1024];
        long at = 0;
        for (var turns = 0; ; turns++)
        {
            stream.Position = at;
            var count = await stream.ReadAtLeastAsync(piece, piece.Length, throwOnEndOfStream: false, cancel);
            var target = string.Create(CultureInfo.InvariantCulture, $"/api/gateway-media/{hash}?type={type}&offset={at}&total={stream.Length}");
            using var limit = new CancellationTokenSource(Patience, clock);
            using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
            using var answer = await platform.SendAsync(HttpMethod.Put, target, new ByteArrayContent(piece, 0, count), both.Token);
            switch (answer.StatusCode)
            {
                case HttpStatusCode.Created:
                    metrics.Sent(count);
                    return "stored";
                case HttpStatusCode.Accepted:
                    metrics.Sent(count);
                    at += count;
                    break;
                case HttpStatusCode.Conflict when turns <= 2 + stream.Length / piece.Length && await NextAsync(answer, both.Token) is { } next && next <= stream.Length:
                    at = next;
                    break;
                case HttpStatusCode.BadRequest or HttpStatusCode.RequestEntityTooLarge or HttpStatusCode.UnprocessableEntity:
                    return $"refused ({(int)answer.StatusCode})";
                default:
                    throw new IOException($"the platform answered {(int)answer.StatusCode}");
            }
        }
    }

    // The cloud has another part of the file than we thought: it says from where it wants it.
    private static async Task<long?> NextAsync(HttpResponseMessage answer, CancellationToken cancel) =>
        answer.Content.Headers.ContentLength is > 0 and <= 32
        && long.TryParse(await answer.Content.ReadAsStringAsync(cancel), NumberStyles.None, CultureInfo.InvariantCulture, out var next) ? next : null;

    private void MakeRoom()
    {
        var limit = (long)options.MediaMegabytes << 20;
        var files = Files().OrderBy(file => file.Extension != ".mp4").ThenBy(file => file.LastWriteTimeUtc).ToList();
        var bytes = files.Sum(file => file.Length);
        foreach (var file in files)
        {
            if (bytes <= limit)
                return;
            bytes -= file.Length;
            file.Delete();
            metrics.Dropped();
            log.NotSent(file.Name, "no room");
        }
    }

    private IEnumerable<FileInfo> Files() =>
        new DirectoryInfo(options.MediaFolder).EnumerateFiles().Where(file => file.Extension != Unfinished);
}

internal static partial class Log
{
    [LoggerMessage(2611, LogLevel.Warning, "Pictures and clips wait: {Reason}")]
    public static partial void Waiting(this ILogger logger, string reason);

    [LoggerMessage(2612, LogLevel.Warning, "{File} does not reach the cloud: {Reason}")]
    public static partial void NotSent(this ILogger logger, string file, string reason);
}
