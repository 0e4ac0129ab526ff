using DuckDB.NET.Data;
using FirmwareSim.Numbered;
using Telemetry.Model;

namespace System.Tests.Ledger;

/// <summary>The cloud's series file, read after the cloud has stopped.</summary>
internal sealed class SeriesFile : IDisposable
{
    private const byte LateBit = 0x10;

    private readonly DuckDBConnection _connection;

    public SeriesFile(string folder)
    {
        _connection = new DuckDBConnection($"Data Source={Path.Combine(folder, "series.duckdb")};ACCESS_MODE=READ_ONLY");
        _connection.Open();
    }

    /// <summary>Good readings of a numbered device, in order of arrival.</summary>
    public IReadOnlyList<StoredNumber> Numbers(string project, string device)
    {
        var checks = Rows(project, device, "driver-id", Quality.Good).ToLookup(row => (row.Time, row.Arrival), row => row.Value);
        return
        [
            .. from row in Rows(project, device, "cycle-count", Quality.Good)
               let whole = checks[(row.Time, row.Arrival)].Contains(NumberedRegisters.CheckOf((uint)row.Value))
               select new StoredNumber(row.Value, whole, row.Time, (Lane)(row.Flags & 0x0F), (row.Flags & LateBit) != 0, row.Arrival),
        ];
    }

    /// <summary>When the gateway says that it could not read a numbered device, Unix milliseconds.</summary>
    public IReadOnlyList<long> FailedReads(string project, string device) => [.. Rows(project, device, "cycle-count", Quality.Bad).Select(row => row.Time)];

    /// <summary>Readings stored by device.</summary>
    public IReadOnlyDictionary<string, long> Readings(string project) => Query(
        """
        SELECT d.device, count(*) FROM reading r JOIN series s ON s.id = r.series JOIN device d ON d.id = s.device
        WHERE d.project = ? GROUP BY d.device
        """,
        row => (Device: row.GetString(0), Count: row.GetInt64(1)), project).ToDictionary(row => row.Device, row => row.Count);

    /// <summary>Readings of each device, and a hash over all of them that does not depend on when they came.</summary>
    public IReadOnlyList<(string Device, long Count, string Hash)> Digests(string project) => Query(
        """
        SELECT d.device, count(*), bit_xor(hash(s.point, r.ts, r.value, r.quality, r.flags & 15))::VARCHAR
        FROM reading r JOIN series s ON s.id = r.series JOIN device d ON d.id = s.device
        WHERE d.project = ? GROUP BY d.device ORDER BY d.device
        """,
        row => (row.GetString(0), row.GetInt64(1), row.GetString(2)), project);

    /// <summary>Of every point of the devices that match: readings, different instants, sum of the values.</summary>
    public IReadOnlyList<(string Device, string Point, long Count, long Instants, long Sum)> Sums(string project, string devices) => Query(
        """
        SELECT d.device, s.point, count(*), count(DISTINCT r.ts), sum(r.value)::BIGINT
        FROM reading r JOIN series s ON s.id = r.series JOIN device d ON d.id = s.device
        WHERE d.project = ? AND d.device LIKE ? GROUP BY d.device, s.point
        """,
        row => (row.GetString(0), row.GetString(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4)), project, devices);

    /// <summary>Readings of the devices that match which were committed before an earlier one of their point.</summary>
    public long Reordered(string project, string devices) => Query(
        """
        SELECT count(*) FROM (
          SELECT r.arrival < lag(r.arrival) OVER (PARTITION BY r.series ORDER BY r.ts) AS behind
          FROM reading r JOIN series s ON s.id = r.series JOIN device d ON d.id = s.device WHERE d.project = ? AND d.device LIKE ?)
        WHERE behind
        """,
        row => row.GetInt64(0), project, devices)[0];

    /// <summary>What the cloud holds of a gateway, by epoch.</summary>
    public IReadOnlyDictionary<ulong, SequenceRanges> Held(string project, string gateway) => Query(
        """
        SELECT epoch, high, islands FROM mark_log WHERE project = ? AND gateway = ?
        QUALIFY row_number() OVER (PARTITION BY epoch ORDER BY arrival DESC) = 1
        """,
        row => (Epoch: (ulong)row.GetValue(0), Held: SequenceRanges.Restore((ulong)row.GetValue(1), Islands(row.GetString(2)))),
        project, gateway).ToDictionary(row => row.Epoch, row => row.Held);

    /// <summary>Events of a kind, as JSON, in order of arrival.</summary>
    public IReadOnlyList<string> Events(string project, string kind) => Query(
        "SELECT json FROM event WHERE project = ? AND kind = ? ORDER BY arrival, rowid", row => row.GetString(0), project, kind);

    public void Dispose() => _connection.Dispose();

    /// <summary>
    /// A settled row has kept its commit, not its place within the commit; there only the order between commits can be judged.
    /// </summary>
    private List<(long Value, long Time, byte Flags, long Arrival)> Rows(string project, string device, string point, Quality quality) => Query(
        """
        WITH every AS (
          SELECT *, true AS is_settled, rowid AS place FROM settled
          UNION ALL SELECT *, false, rowid FROM fresh0 UNION ALL SELECT *, false, rowid FROM fresh1)
        SELECT CASE WHEN isfinite(r.value) THEN r.value::BIGINT ELSE 0 END, r.ts, r.flags, r.arrival
        FROM every r JOIN series s ON s.id = r.series JOIN device d ON d.id = s.device
        WHERE d.project = ? AND d.device = ? AND s.point = ? AND r.quality = ?
        ORDER BY r.arrival, CASE WHEN is_settled THEN r.ts END, CASE WHEN is_settled THEN r.value ELSE r.place END
        """,
        row => (row.GetInt64(0), row.GetInt64(1), row.GetByte(2), row.GetInt64(3)), project, device, point, (int)quality);

    private static IEnumerable<SequenceRange> Islands(string text) =>
        from part in text.Split(',', StringSplitOptions.RemoveEmptyEntries)
        let ends = part.Split('-')
        select new SequenceRange(
            ulong.Parse(ends[0], Globalization.CultureInfo.InvariantCulture), ulong.Parse(ends[1], Globalization.CultureInfo.InvariantCulture));

    private List<T> Query<T>(string sql, Func<DuckDBDataReader, T> map, params object[] parameters)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        foreach (var parameter in parameters)
            command.Parameters.Add(new DuckDBParameter(parameter));
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
            rows.Add(map(reader));
        return rows;
    }
}
