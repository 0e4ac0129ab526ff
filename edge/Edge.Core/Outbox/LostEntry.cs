using System.Collections.Immutable;
using System.Globalization;
using Telemetry.Model;

namespace Edge.Core.Outbox;

/// <summary>A dropped range as it is kept until the cloud has acknowledged the event that names it.</summary>
/// <param name="Id">Row id.</param>
/// <param name="Range">Sequences; covers nothing that is still stored.</param>
/// <param name="Lane">Lane that dropped it.</param>
/// <param name="Reason"><c>age</c>, <c>size</c>, <c>disk-full</c> or <c>corrupt</c>.</param>
/// <param name="At">When.</param>
/// <param name="Readings">What was in it, as far as it could be read.</param>
/// <param name="Event">Sequence of the event that names it; 0 while there is none.</param>
/// <param name="Saved">False while the database does not have it like this.</param>
internal sealed record LostEntry(
    long Id, SequenceRange Range, Lane Lane, string Reason, DateTimeOffset At, Tally Readings, ulong Event, bool Saved)
{
    public LostRange Public => new(Range, Lane, Reason, At);

    /// <summary>Puts a new loss behind the others, into the last one where they touch and no event names it yet.</summary>
    public static ImmutableList<LostEntry> Append(ImmutableList<LostEntry> lost, LostEntry next)
    {
        var at = lost.FindLastIndex(e => e.Event == 0 && e.Lane == next.Lane && e.Reason == next.Reason && e.Range.Last + 1 == next.Range.First);
        if (at < 0)
            return lost.Add(next with { Id = lost.IsEmpty ? 1 : lost.Max(e => e.Id) + 1 });
        var joined = lost[at].Readings.Copy();
        joined.Add(next.Readings);
        return lost.SetItem(at, lost[at] with
        {
            Range = new SequenceRange(lost[at].Range.First, next.Range.Last), Readings = joined, Saved = false,
        });
    }

    /// <summary>The event that tells the cloud.</summary>
    public DeviceReport Report(ulong epoch)
    {
        var byDevice = Readings.ByDevice();
        var lost = new LostEvent(
            Range.First, Range.Last, Lane.ToString().ToLowerInvariant(), Reason, epoch.ToString(CultureInfo.InvariantCulture),
            At.ToUnixTimeMilliseconds(), byDevice.Count == 1 ? byDevice.Keys.First() : null,
            byDevice.ToDictionary(d => d.Key, d => (IReadOnlyDictionary<string, long>)d.Value, StringComparer.Ordinal));
        return new DeviceReport(GatewayEvent.Node, [], Lane.Alarm, GatewayEvent.Lost(lost));
    }
}
