using Cloud.Storage.InfluxDb;
using Cloud.Storage.PostgreSql;
using Cloud.Storage.Records;
using Cloud.Telemetry.Series;
using Cloud.Telemetry.Warnings;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Telemetry.Model;

namespace System.Tests.Cluster;

/// <summary>What the stores hold of what the gateways made: every record once, one warning for one condition.</summary>
internal sealed record ClusterAccount(long Made, long Stored, long Missing, long Doubled, long Warnings, long WarningsExpected)
{
    public static async Task<ClusterAccount> OfAsync(CloudCluster cluster, IReadOnlyList<LedgerGateway> gateways, Func<LedgerGateway, bool> inAlarm, CancellationToken cancel)
    {
        await using var database = RecordDatabase.Open(
            new PostgreSqlDialect(new PostgreSqlOptions { Connection = cluster.Records, Readers = 2 }), SeriesBookSchema.Schema, WarningSchema.Schema);
        await using var series = new InfluxSeriesStore(Options.Create(cluster.Series), database, TimeProvider.System, NullLogger<InfluxSeriesStore>.Instance);
        long stored = 0, missing = 0, doubled = 0;
        foreach (var gateway in gateways)
        {
            var times = new Dictionary<ulong, int>();
            await foreach (var reading in series.ReplayAsync(
                new ReplayQuery(new ProjectId(gateway.Project), ReplayOrder.DeviceTime, DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue, new DeviceId(gateway.Device), [new PointId("load")]), cancel))
            {
                var sequence = (ulong)reading.Reading.Value;
                times[sequence] = times.GetValueOrDefault(sequence) + 1;
                stored++;
            }

            doubled += times.Values.Sum(count => count - 1);
            for (var sequence = 1ul; sequence <= gateway.Sequence; sequence++)
                if (!times.ContainsKey(sequence))
                    missing++;
        }

        var warnings = (await new RecordWarningStore(database).ListAsync(new WarningFilter { Open = null, Limit = WarningFilter.MaxLimit }, cancel)).Items
            .Where(w => w.RuleId == "crane-moment").Sum(w => (long)w.Count);
        return new ClusterAccount(gateways.Sum(g => (long)g.Sequence), stored, missing, doubled, warnings, gateways.Count(inAlarm));
    }
}
