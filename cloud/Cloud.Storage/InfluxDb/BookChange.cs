using System.Runtime.InteropServices;
using Cloud.Storage.Series;
using Cloud.Telemetry.Delivery;
using Cloud.Telemetry.Series;
using Telemetry.Model;

namespace Cloud.Storage.InfluxDb;

/// <summary>What is known of one project, as of its position.</summary>
internal sealed record BookState(long Position, IReadOnlyDictionary<MarkKey, SequenceRanges> Marks);

/// <summary>What one commit adds to a project's book, on top of the state that it was made from.</summary>
internal sealed class BookChange(ProjectId project, BookState before, long position)
{
    public ProjectId Project => project;

    public BookState Before => before;

    public long Position => position;

    public Dictionary<MarkKey, SequenceRanges> Marks { get; } = [];

    public Dictionary<(DeviceId Device, int Day), (long Received, long Late)> Tally { get; } = [];

    public List<SeriesRecord> Events { get; } = [];

    public bool IsEmpty => Marks.Count == 0;

    public SequenceRanges Current(MarkKey key) =>
        Marks.GetValueOrDefault(key) ?? before.Marks.GetValueOrDefault(key) ?? SequenceRanges.Empty;

    /// <summary>Takes what is new of a batch; its readings go to the lines.</summary>
    public (int Stored, int Duplicates) Take(ProjectBatch batch, SeriesLines lines)
    {
        var stored = 0;
        foreach (var record in batch.Records)
        {
            if (!Intake.TryTake(record, Current, (key, after) => Marks[key] = after))
                continue;
            stored++;
            if (record.Event is not null)
                Events.Add(record);
            if (record.Device is not { } device)
                continue;
            for (var i = 0; i < record.Readings.Length; i++)
            {
                ref readonly var reading = ref record.Readings.Span[i];
                var late = LateRule.IsLate(record.Lane, reading.Time, batch.ArrivedAt);
                lines.Add(project, device, record, i, reading, late, position);
                ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(Tally, (device, SiteDay.Number(reading.Time.ToUnixTimeMilliseconds())), out _);
                sum.Received++;
                if (late)
                    sum.Late++;
            }
        }

        return (stored, batch.Records.Count - stored);
    }

    /// <summary>The state after it.</summary>
    public BookState After()
    {
        var marks = new Dictionary<MarkKey, SequenceRanges>(before.Marks);
        foreach (var (key, ranges) in Marks)
            marks[key] = ranges;
        return new BookState(position, marks);
    }
}
