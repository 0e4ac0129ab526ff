using System.Runtime.InteropServices;
using DuckDB.NET.Data;

namespace Cloud.Storage.DuckDb;

/// <summary>
/// Readings received by device and site day. A commit appends what it adds; now and then the additions are folded into
/// the days that they belong to.
/// </summary>
internal sealed class TallyBook
{
    private const int FoldAbove = 100_000;

    private readonly Dictionary<(uint Device, int Day), (long Received, long Late)> _added = [];
    private long _logged;

    public void Load(DuckDBConnection connection) =>
        _logged = connection.Query("SELECT count(*) FROM tally_log", r => r.GetInt64(0))[0];

    public void Add(uint device, int day, bool late)
    {
        ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(_added, (device, day), out _);
        sum.Received++;
        if (late)
            sum.Late++;
    }

    public void AppendAdded(DuckDBConnection connection)
    {
        if (_added.Count == 0)
            return;
        using (var log = connection.CreateAppender("tally_log"))
            foreach (var ((device, day), (received, late)) in _added)
                log.CreateRow().AppendValue((uint?)device).AppendValue((int?)day).AppendValue((long?)received).AppendValue((long?)late).EndRow();
        _logged += _added.Count;
        if (_logged < FoldAbove)
            return;
        connection.Execute(
            """
            CREATE TEMP TABLE folded AS SELECT device, day, sum(received)::BIGINT AS received, sum(late)::BIGINT AS late
              FROM (SELECT * FROM tally_log UNION ALL SELECT * FROM tally WHERE day IN (SELECT DISTINCT day FROM tally_log)) GROUP BY device, day;
            DELETE FROM tally WHERE day IN (SELECT DISTINCT day FROM tally_log);
            DELETE FROM tally_log;
            INSERT INTO tally SELECT * FROM folded;
            DROP TABLE folded;
            """);
        _logged = 0;
    }

    public void Clear() => _added.Clear();
}
