using Microsoft.Data.Sqlite;
using Telemetry.Model;

namespace Edge.Core.Outbox;

/// <summary>Carries what can still be read in another store over to this one, under new sequences.</summary>
internal static class Salvage
{
    /// <summary>Records carried over. Where the other file cannot be read, the rest of that lane is given up.</summary>
    /// <param name="path">The other database.</param>
    /// <param name="into">The store that takes the records.</param>
    /// <param name="operations">Of <paramref name="into"/>.</param>
    /// <param name="chunk">Records per transaction.</param>
    public static long Absorb(string path, OutboxFile into, StoreOperations operations, int chunk)
    {
        var carried = 0L;
        using var records = Read(path).GetEnumerator();
        for (var more = true; more;)
        {
            var batch = new List<DeviceReport>();
            while (batch.Count < chunk && (more = records.MoveNext()))
                batch.Add(records.Current);
            into.Transact(next => batch.ForEach(report => operations.Append(next, report, count: false)));
            carried += batch.Count;
        }

        if (ReadLedger(path) is { } ledger)
            into.Transact(next => next.Uncounted.Add(ledger));
        return carried;
    }

    private static IEnumerable<DeviceReport> Read(string path)
    {
        using var connection = Try(() => OutboxSchema.Connect(path, SqliteOpenMode.ReadWrite));
        var names = new NameTable();
        if (connection is null || !Succeeds(() => OutboxSchema.LoadNames(connection, names)))
            yield break;
        var encoding = new RecordEncoding(names);
        for (var lane = 0; lane < LaneTable.Names.Length; lane++)
        {
            using var select = Try(() => new Statement(connection, $"SELECT sequence, body FROM {LaneTable.Names[lane]} ORDER BY sequence"));
            using var row = Try(() => select?.Read());
            while (row is not null && Succeeds(row.Read))
                if (encoding.TryDecode((ulong)row.GetInt64(0), row.GetFieldValue<byte[]>(1), LaneTable.LaneOf(lane), out var report))
                    yield return report;
        }
    }

    private static Tally? ReadLedger(string path) => Try(() =>
    {
        using var connection = OutboxSchema.Connect(path, SqliteOpenMode.ReadWrite);
        return OutboxFile.ReadLedger(connection);
    });

    private static bool Succeeds(Action read) => Succeeds(() =>
    {
        read();
        return true;
    });

    private static bool Succeeds(Func<bool> read)
    {
        try
        {
            return read();
        }
        catch (SqliteException)
        {
            return false;
        }
    }

    private static T? Try<T>(Func<T?> read) where T : class
    {
        try
        {
            return read();
        }
        catch (SqliteException)
        {
            return null;
        }
    }
}
