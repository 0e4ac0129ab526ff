using System.Collections.Concurrent;
using System.Globalization;
using Edge.Core.Outbox;
using Microsoft.Extensions.Logging.Abstractions;
using Telemetry.Model;

namespace System.Tests.Disk;

/// <summary>The outbox under load, and what must be true of it after any crash.</summary>
internal static class OutboxOnDisk
{
    private const int Producers = 4, Records = 1_500;

    /// <summary>Appends in all lanes from several producers while the cloud acknowledges; every promise is written down.</summary>
    public static async Task WorkAsync(string root, CancellationToken cancel)
    {
        await using var promises = new Promises(root);
        await using var outbox = Open(Path.Combine(root, "outbox"));
        promises.Write($"epoch {outbox.Epoch}");
        var given = new ConcurrentQueue<ulong>();
        await Task.WhenAll(Enumerable.Range(0, Producers).Select(producer => Task.Run(() => ProduceAsync(producer, outbox, promises, given, cancel), cancel)));
    }

    /// <summary>Null when the store after a crash holds what had been promised; otherwise what is wrong.</summary>
    public static async Task<string?> FaultAsync(string folder, string told, CancellationToken cancel)
    {
        var (epoch, promised, released, last) = Read(told);
        await using var outbox = Open(Path.Combine(folder, "outbox"));
        if (epoch is { } known && known != outbox.Epoch)
            return $"epoch {outbox.Epoch} instead of {known}: the store was replaced";
        if (outbox.Status.Condition != OutboxCondition.Healthy || Directory.GetFiles(Path.Combine(folder, "outbox"), "outbox-damaged*").Length > 0)
            return $"it started {outbox.Status.Condition}";
        var found = new Dictionary<ulong, OutboxRecord>();
        foreach (var lane in Enum.GetValues<Lane>())
            while (await outbox.TakeAsync(lane, 5_000, cancel) is { Count: > 0 } taken)
                foreach (var record in taken)
                    if (!found.TryAdd(record.Id.Sequence, record))
                        return $"{record.Id.Sequence} is there twice";
        foreach (var (sequence, (lane, value)) in promised)
            if (!found.TryGetValue(sequence, out var record))
            {
                if (!released.Contains(sequence))
                    return $"{sequence} of {lane} was flushed and is gone";
            }
            else if (record.Report.Readings[0].Value != value)
            {
                return $"{sequence} holds {record.Report.Readings[0].Value} instead of {value}";
            }

        var next = await outbox.AppendAsync(Report(0, Lane.Live, -1), cancel);
        return next.Sequence > last ? null : $"{next.Sequence} is given a second time";
    }

    private static async Task ProduceAsync(int producer, SqliteOutbox outbox, Promises promises, ConcurrentQueue<ulong> given, CancellationToken cancel)
    {
        var random = new Random(producer);
        for (var number = 0; number < Records / Producers; number++)
        {
            var lane = random.Next(10) switch { 0 => Lane.Alarm, 1 => Lane.Media, _ => Lane.Live };
            var value = (producer * 1_000_000d) + number;
            var id = await outbox.AppendAsync(Report(producer, lane, value), cancel);
            promises.Write(string.Create(CultureInfo.InvariantCulture, $"have {id.Sequence} {(int)lane} {value}"));
            given.Enqueue(id.Sequence);
            if (producer == 0 && number % 40 == 39)
                await ReleaseAsync(outbox, promises, given, cancel);
        }
    }

    // From here on the records may go, and may still be there.
    private static async Task ReleaseAsync(SqliteOutbox outbox, Promises promises, ConcurrentQueue<ulong> given, CancellationToken cancel)
    {
        var held = SequenceRanges.Empty;
        for (var count = given.Count * 3 / 4; count > 0 && given.TryDequeue(out var sequence); count--)
            held = held.Add(sequence);
        if (held.HighWater > 0)
            promises.Write($"held 1 {held.HighWater}");
        foreach (var island in held.Islands)
            promises.Write($"held {island.First} {island.Last}");
        await outbox.AcknowledgeAsync(outbox.Epoch, held, cancel);
    }

    private static DeviceReport Report(int producer, Lane lane, double value) => new(
        new DeviceId($"crane-{producer}"), [new Reading(new PointId("moment-ratio"), DateTimeOffset.UnixEpoch.AddYears(56).AddSeconds(value), value)], lane,
        new string('.', 200));

    private static SqliteOutbox Open(string folder) => new(
        new OutboxOptions { Folder = folder, FallbackFolder = "", ReserveBytes = 64 << 10 }, TimeProvider.System, NullLogger<SqliteOutbox>.Instance);

    private static (ulong? Epoch, Dictionary<ulong, (Lane Lane, double Value)> Promised, SequenceRanges Released, ulong Last) Read(string told)
    {
        var (epoch, promised, released, last) = ((ulong?)null, new Dictionary<ulong, (Lane, double)>(), SequenceRanges.Empty, 0UL);
        foreach (var words in told.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')))
        {
            var number = ulong.Parse(words[1], CultureInfo.InvariantCulture);
            if (words[0] == "epoch")
                epoch = number;
            else if (words[0] == "held")
                released = released.Add(number, ulong.Parse(words[2], CultureInfo.InvariantCulture));
            else
                (promised[number], last) = (((Lane)int.Parse(words[2], CultureInfo.InvariantCulture), double.Parse(words[3], CultureInfo.InvariantCulture)), Math.Max(last, number));
        }

        return (epoch, promised, released, last);
    }
}
