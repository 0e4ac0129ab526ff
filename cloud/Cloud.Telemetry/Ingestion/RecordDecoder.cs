using System.Buffers;
using Cloud.Telemetry.Delivery;
using Cloud.Telemetry.Series;
using Protocols.Sparkplug;
using Protocols.Sparkplug.Wire;
using Telemetry.Model;

namespace Cloud.Telemetry.Ingestion;

/// <summary>What a data payload came to.</summary>
/// <param name="Records">Decoded records; empty when the payload was refused.</param>
/// <param name="Points">Readings in them.</param>
/// <param name="Refusal">Why the payload was refused as a whole; null when it was not.</param>
/// <param name="Rebirth">True when the gateway must be born again to be understood.</param>
/// <param name="BadMetrics">Metrics that were passed over or marked.</param>
/// <param name="BadTimes">Readings marked because their time cannot be.</param>
/// <param name="BadEvents">Events that could not be read and are kept as they came.</param>
internal readonly record struct DecodedData(
    IReadOnlyList<SeriesRecord> Records, int Points, string? Refusal = null, bool Rebirth = false, int BadMetrics = 0, int BadTimes = 0, int BadEvents = 0)
{
    public static DecodedData Refused(string reason, bool rebirth = false) => new([], 0, reason, rebirth);
}

/// <summary>Turns a data payload into outbox records. Pure; one array of readings a payload, records are slices of it.</summary>
internal static class RecordDecoder
{
    private const long LastMillisecond = 253_402_300_799_999;

    /// <param name="payload">A decoded NDATA or DDATA.</param>
    /// <param name="device">Device of the topic; null for NDATA.</param>
    /// <param name="aliases">What the births of the node have named.</param>
    /// <param name="gateway">The sender.</param>
    /// <param name="arrivedAt">Now.</param>
    /// <param name="foreign">Identity for a sender that has no outbox (a Sparkplug node that is not ours).</param>
    public static DecodedData Decode(
        Payload payload, DeviceId? device, AliasTable aliases, GatewayId gateway, DateTimeOffset arrivedAt, RecordId? foreign)
    {
        ulong epoch;
        Lane lane;
        IReadOnlyList<ulong> sequences;
        IReadOnlyList<int> counts;
        if (DeliveryEnvelope.TryRead(payload, out var envelope, out var fault) is OperationStatus.Done)
        {
            (epoch, lane, sequences, counts) = (envelope!.Epoch, (Lane)envelope.Lane, envelope.Sequences, envelope.MetricCounts);
            if (sequences[^1] > GatewayEvent.HighestSequence)
                return DecodedData.Refused(Refusal.BadDelivery);
        }
        else if (fault is SparkplugFault.NoDelivery && foreign is { } own && payload.Metrics.Count > 0)
        {
            (epoch, lane, sequences, counts) = (own.Epoch, payload.Metrics[0].IsHistorical ? Lane.History : Lane.Live, [own.Sequence], [payload.Metrics.Count]);
        }
        else
        {
            return DecodedData.Refused(Refusal.BadDelivery);
        }

        return new Pass(payload, device, aliases, arrivedAt).Run(gateway, epoch, lane, sequences, counts);
    }

    /// <summary>Walks the metrics of one payload.</summary>
    private struct Pass(Payload payload, DeviceId? device, AliasTable aliases, DateTimeOffset arrivedAt)
    {
        private readonly Reading[] _readings = new Reading[payload.Metrics.Count];
        private int _filled;
        private int _badMetrics;
        private int _badTimes;
        private int _badEvents;

        public DecodedData Run(GatewayId gateway, ulong epoch, Lane lane, IReadOnlyList<ulong> sequences, IReadOnlyList<int> counts)
        {
            var records = new SeriesRecord[sequences.Count];
            var at = 0;
            for (var i = 0; i < records.Length; i++)
            {
                var first = _filled;
                GatewayEvent? happened = null;
                for (var end = at + counts[i]; at < end; at++)
                    if (!TryTake(payload.Metrics[at], ref happened))
                        return DecodedData.Refused(Refusal.UnknownAlias, rebirth: true);
                records[i] = new SeriesRecord(
                    gateway, new RecordId(epoch, sequences[i]), device, lane, _readings.AsMemory(first, _filled - first), happened);
            }

            return new DecodedData(records, _filled, null, false, _badMetrics, _badTimes, _badEvents);
        }

        private bool TryTake(Metric metric, ref GatewayEvent? happened)
        {
            if (aliases.Resolve(device?.Value, metric, out var definition) is not AliasResult.Done)
            {
                // An event may come from a device whose birth did not name it: its meaning does not depend on the birth.
                if (metric.Name is not MetricNames.Event)
                    return false;
                definition = null;
            }

            var name = definition?.Name ?? metric.Name;
            var time = TimeOf(metric, out var doubtful);
            if (name is MetricNames.Event)
                TakeEvent(metric, time, ref happened);
            else if (device is null || !Identifier.IsValid(name))
                _badMetrics++;
            else
                _readings[_filled++] = Read(metric, new PointId(name), time, doubtful, definition!.Type);
            return true;
        }

        private void TakeEvent(Metric metric, DateTimeOffset time, ref GatewayEvent? happened)
        {
            if (happened is not null || !metric.TryReadString(out var json))
            {
                _badEvents++;
                return;
            }

            happened = GatewayEvent.Parse(time, json);
            if (happened.Kind is GatewayEvent.Unreadable)
                _badEvents++;
        }

        private Reading Read(Metric metric, PointId point, DateTimeOffset time, bool doubtful, SparkplugDataType born)
        {
            var (quality, reason) = metric.ReadQuality();
            if (quality < (int)Quality.Uncertain)
                return Reading.Bad(point, time, ReasonOf(reason));
            if (!metric.TryReadDouble(out var value, born) || !double.IsFinite(value))
            {
                _badMetrics++;
                return Reading.Bad(point, time, QualityReason.Malformed);
            }

            if (doubtful)
                return new Reading(point, time, value, Quality.Uncertain, QualityReason.ClockSkew);
            return quality >= (int)Quality.Good
                ? new Reading(point, time, value)
                : new Reading(point, time, value, Quality.Uncertain, ReasonOf(reason));
        }

        private DateTimeOffset TimeOf(Metric metric, out bool doubtful)
        {
            var stamp = metric.HasTimestamp ? metric.Timestamp : payload.Timestamp;
            doubtful = stamp is 0 or > LastMillisecond;
            var time = doubtful ? arrivedAt : DateTimeOffset.FromUnixTimeMilliseconds((long)stamp);
            doubtful |= LateRule.IsAhead(time, arrivedAt);
            if (doubtful)
                _badTimes++;
            return time;
        }

        private static QualityReason ReasonOf(int reason) =>
            reason is > 0 and <= (int)QualityReason.Stopped ? (QualityReason)reason : QualityReason.None;
    }
}
