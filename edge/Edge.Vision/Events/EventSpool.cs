using System.Text.Json;
using System.Text.Json.Serialization;
using Edge.Core.Vision;
using Edge.Vision.Status;

namespace Edge.Vision.Events;

/// <summary>
/// Events that the gateway has not yet put into its outbox: one file each, written whole or not at all, named so that their order is
/// that of their names. They survive this process and the gateway's.
/// </summary>
public sealed class EventSpool
{
    private const string Ending = ".json";

    private readonly string _folder;
    private readonly int _most;
    private readonly WatchMetrics _metrics;
    private readonly ILogger<EventSpool> _log;
    private readonly SortedDictionary<string, VisionReport> _waiting = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    /// <summary>Opens the folder; files that cannot be read are set aside.</summary>
    public EventSpool(string folder, int most, WatchMetrics metrics, ILogger<EventSpool> log)
    {
        (_folder, _most, _metrics, _log) = (folder, most, metrics, log);
        Directory.CreateDirectory(folder);
        foreach (var file in Directory.EnumerateFiles(folder, "*" + Ending).Order(StringComparer.Ordinal))
            Load(file);
    }

    /// <summary>Raised when something was added.</summary>
    public event Action? Added;

    /// <summary>Events that wait, oldest first.</summary>
    public IReadOnlyList<VisionReport> Waiting
    {
        get
        {
            lock (_lock)
                return [.. _waiting.Values];
        }
    }

    /// <summary>Takes an event; returns when it is on disk. False when it cannot be written: it is then sent from memory only.</summary>
    public bool Add(VisionReport report)
    {
        var isStored = TryStore(report);
        lock (_lock)
        {
            _waiting[report.Id!] = report;
            while (_waiting.Count > _most)
                Drop(_waiting.First().Key, "no-room");
        }

        _metrics.Spooled(isStored ? "stored" : "memory");
        Added?.Invoke();
        return isStored;
    }

    /// <summary>The gateway has it.</summary>
    public void Acknowledge(string id)
    {
        lock (_lock)
            Drop(id, "acknowledged");
    }

    /// <summary>The gateway will never take it.</summary>
    public void Refuse(string id, string reason)
    {
        _log.Refused(id, reason);
        lock (_lock)
            Drop(id, "refused");
    }

    private void Drop(string id, string result)
    {
        if (!_waiting.Remove(id))
            return;
        _metrics.Spooled(result);
        try
        {
            File.Delete(PathOf(id));
        }
        catch (IOException fault)
        {
            // It will be sent again after a restart; its id tells the cloud that it is the same.
            _log.NotDeleted(id, fault.Message);
        }
    }

    private bool TryStore(VisionReport report)
    {
        var part = PathOf(report.Id!) + ".part";
        try
        {
            using (var stream = new FileStream(part, FileMode.Create, FileAccess.Write))
            {
                JsonSerializer.Serialize(stream, report, SpoolJson.Default.VisionReport);
                stream.Flush(flushToDisk: true);
            }

            File.Move(part, PathOf(report.Id!), overwrite: true);
            return true;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            _log.NotStored(report.Id!, fault.Message);
            return false;
        }
    }

    private void Load(string file)
    {
        try
        {
            if (JsonSerializer.Deserialize(File.ReadAllBytes(file), SpoolJson.Default.VisionReport) is { Id: { } id } report)
                _waiting[id] = report;
        }
        catch (JsonException fault)
        {
            _log.Unreadable(file, fault.Message);
            File.Move(file, file + ".unreadable", overwrite: true);
            _metrics.Spooled("unreadable");
        }
    }

    private string PathOf(string id) => Path.Combine(_folder, id + Ending);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(VisionReport))]
internal sealed partial class SpoolJson : JsonSerializerContext;

internal static partial class Log
{
    [LoggerMessage(5201, LogLevel.Warning, "Event {Id} could not be stored, it is sent from memory: {Reason}")]
    public static partial void NotStored(this ILogger logger, string id, string reason);

    [LoggerMessage(5202, LogLevel.Warning, "The gateway refuses event {Id} for good: {Reason}")]
    public static partial void Refused(this ILogger logger, string id, string reason);

    [LoggerMessage(5203, LogLevel.Warning, "Spooled event {File} cannot be read and is set aside: {Reason}")]
    public static partial void Unreadable(this ILogger logger, string file, string reason);

    [LoggerMessage(5204, LogLevel.Warning, "Event {Id} was delivered but its file stays: {Reason}")]
    public static partial void NotDeleted(this ILogger logger, string id, string reason);
}
