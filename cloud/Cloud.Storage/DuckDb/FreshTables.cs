using DuckDB.NET.Data;
using Microsoft.Extensions.Logging;

namespace Cloud.Storage.DuckDb;

/// <summary>
/// The two tables that take readings in order of arrival in turn, and the move of the full one into the settled table.
/// The move is one transaction on a connection of its own, so that a reader sees every row once and a crash leaves it
/// where it was. Used by the writer's thread; the move runs beside it.
/// </summary>
internal sealed class FreshTables(Func<DuckDBConnection> open, int settleRows, ILogger logger) : IAsyncDisposable
{
    private readonly long[] _rows = new long[2];
    private int _active;
    private Task? _moving;

    /// <summary>The table that takes what comes now.</summary>
    public string Active => Name(_active);

    private int Other => 1 - _active;

    public void Load(DuckDBConnection connection)
    {
        for (var i = 0; i < 2; i++)
            _rows[i] = connection.Query($"SELECT count(*) FROM {Name(i)}", r => r.GetInt64(0))[0];
    }

    /// <summary>Readings were committed into the active table; starts a move when it is time.</summary>
    public void Committed(int added)
    {
        _rows[_active] += added;
        if (_rows[_active] < settleRows || _moving is { IsCompleted: false })
            return;

        // After a failed move the other table is full as well: it is moved first and the active one grows on.
        if (Interlocked.Read(ref _rows[Other]) == 0)
            _active = Other;
        var full = Other;
        _moving = Task.Run(() => Move(full));
    }

    public async ValueTask DisposeAsync()
    {
        if (_moving is { } moving)
            await moving;
    }

    private void Move(int table)
    {
        try
        {
            using var connection = open();
            connection.Execute(
                $"BEGIN TRANSACTION; INSERT INTO settled SELECT * FROM {Name(table)} ORDER BY series, ts; DELETE FROM {Name(table)}; COMMIT");
            Interlocked.Exchange(ref _rows[table], 0);
        }
        catch (Exception fault) // the rim of the move: nothing is lost, the rows stay in the fresh table
        {
            Log.SettleFailed(logger, fault);
        }
    }

    private static string Name(int table) => table == 0 ? "fresh0" : "fresh1";
}
