using Microsoft.Data.Sqlite;
using Telemetry.Model;

namespace Edge.Core.Outbox;

/// <summary>
/// One lane's table, keyed by sequence. Live and backlog share one: a record becomes backlog by growing old, without
/// being written again.
/// </summary>
internal sealed class LaneTable : IDisposable
{
    /// <summary>Tables by index: alarm, live, media.</summary>
    public static readonly string[] Names = ["alarm", "live", "media"];

    private readonly Statement _insert, _totals, _delete, _oldest, _sequences;

    public LaneTable(SqliteConnection connection, int index)
    {
        var name = Names[index];
        _insert = new Statement(connection, $"INSERT INTO {name}(sequence, at, body) VALUES($1, $2, $3)");
        _totals = new Statement(connection, $"SELECT count(*), coalesce(sum(length(body)), 0) FROM {name} WHERE sequence BETWEEN $1 AND $2");
        _delete = new Statement(connection, $"DELETE FROM {name} WHERE sequence BETWEEN $1 AND $2");
        _oldest = new Statement(connection, $"SELECT sequence, body FROM {name} WHERE sequence <= $1 ORDER BY sequence LIMIT $2");
        _sequences = new Statement(connection, $"SELECT sequence FROM {name} WHERE sequence BETWEEN $1 AND $2 ORDER BY sequence");
    }

    public static int IndexOf(Lane lane) => lane switch { Lane.Alarm => 0, Lane.Media => 2, _ => 1 };

    public static Lane LaneOf(int index) => index switch { 0 => Lane.Alarm, 2 => Lane.Media, _ => Lane.Live };

    public void Insert(ulong sequence, long at, byte[] body) => _insert.Run(sequence, at, body);

    /// <summary>Deletes first..last; how many records and bytes they were.</summary>
    public (long Records, long Bytes) Delete(ulong first, ulong last)
    {
        long records, bytes;
        using (var row = _totals.Read(first, last))
        {
            row.Read();
            (records, bytes) = (row.GetInt64(0), row.GetInt64(1));
        }

        if (records > 0)
            _delete.Run(first, last);
        return (records, bytes);
    }

    public IReadOnlyList<(ulong Sequence, byte[] Body)> Oldest(ulong last, int limit)
    {
        var rows = new List<(ulong, byte[])>();
        using var row = _oldest.Read(last, limit);
        while (row.Read())
            rows.Add(((ulong)row.GetInt64(0), row.GetFieldValue<byte[]>(1)));
        return rows;
    }

    public IReadOnlyList<ulong> Sequences(ulong first, ulong last)
    {
        var found = new List<ulong>();
        using var row = _sequences.Read(first, last);
        while (row.Read())
            found.Add((ulong)row.GetInt64(0));
        return found;
    }

    public void Dispose()
    {
        foreach (var statement in (Statement[])[_insert, _totals, _delete, _oldest, _sequences])
            statement.Dispose();
    }
}
