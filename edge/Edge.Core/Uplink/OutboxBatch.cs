using Edge.Core.Drivers.Reporting;
using Edge.Core.Outbox;
using Telemetry.Model;

namespace Edge.Core.Uplink;

/// <summary>
/// Records that travel in one message: of one device, one lane and one epoch, ascending. Values that were old when they
/// came (a station that makes up for what it has missed) travel apart from those of now.
/// </summary>
internal sealed record OutboxBatch(Lane Lane, DeviceId Device, ulong Epoch, bool IsHistorical, IReadOnlyList<OutboxRecord> Records)
{
    /// <summary>Divides what was taken of one lane; the order within a device stays, for old values and for those of now.</summary>
    public static IEnumerable<OutboxBatch> Divide(Lane lane, IReadOnlyList<OutboxRecord> taken, int maxRecords, int maxBytes)
    {
        foreach (var device in taken.GroupBy(r => (r.Report.Device, r.Id.Epoch, Old: lane == Lane.History || lane == Lane.Live && WasOld(r))))
        {
            var (batch, bytes) = (new List<OutboxRecord>(), 0);
            foreach (var record in device)
            {
                var size = EstimateOf(record.Report);
                if (batch.Count > 0 && (batch.Count >= maxRecords || bytes + size > maxBytes))
                {
                    yield return new OutboxBatch(lane, device.Key.Device, device.Key.Epoch, device.Key.Old, batch);
                    (batch, bytes) = ([], 0);
                }

                batch.Add(record);
                bytes += size;
            }

            yield return new OutboxBatch(lane, device.Key.Device, device.Key.Epoch, device.Key.Old, batch);
        }
    }

    private static bool WasOld(OutboxRecord record) =>
        record.Report.Readings.Count > 0 && record.Report.Readings.All(r => record.At - r.Time > DeviceSink.LateAfter);

    // Bytes on the wire, on the safe side: alias, time, type and value, and properties when it is not good.
    private static int EstimateOf(DeviceReport report)
    {
        var bytes = 16 + (report.Event is null ? 0 : System.Text.Encoding.UTF8.GetByteCount(report.Event) + 32);
        foreach (var reading in report.Readings)
            bytes += reading.Quality == Quality.Good ? 32 : 80;
        return bytes;
    }
}
