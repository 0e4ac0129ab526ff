using System.Diagnostics.CodeAnalysis;
using DuckDB.NET.Data;

namespace Cloud.Storage.DuckDb;

/// <summary>Tables of the series file. No primary keys: an index over readings would cost more than the readings.</summary>
internal static class SeriesSchema
{
    /// <summary>Arrival in ms is the commit's position: unique per commit and ascending, so it compresses to nothing.</summary>
    /// <remarks>
    /// Readings are appended in order of arrival to one of two fresh tables; when it is full the other takes over, and its
    /// rows move to the settled table sorted by series and time. So a curve touches the few blocks that hold its series
    /// instead of every block of its time, and neighbours compress each other.
    /// </remarks>
    private const string Tables =
        """
        CREATE TABLE IF NOT EXISTS device(id UINTEGER, project VARCHAR, device VARCHAR);
        CREATE TABLE IF NOT EXISTS series(id UINTEGER, device UINTEGER, point VARCHAR);
        CREATE TABLE IF NOT EXISTS fresh0(series UINTEGER, ts BIGINT, value DOUBLE, quality UTINYINT, reason UTINYINT, flags UTINYINT, arrival BIGINT);
        CREATE TABLE IF NOT EXISTS fresh1(series UINTEGER, ts BIGINT, value DOUBLE, quality UTINYINT, reason UTINYINT, flags UTINYINT, arrival BIGINT);
        CREATE TABLE IF NOT EXISTS settled(series UINTEGER, ts BIGINT, value DOUBLE, quality UTINYINT, reason UTINYINT, flags UTINYINT, arrival BIGINT);
        CREATE OR REPLACE VIEW reading AS SELECT * FROM settled UNION ALL SELECT * FROM fresh0 UNION ALL SELECT * FROM fresh1;
        CREATE TABLE IF NOT EXISTS event(project VARCHAR, gateway VARCHAR, device VARCHAR, ts BIGINT, kind VARCHAR, json VARCHAR, arrival BIGINT);
        CREATE TABLE IF NOT EXISTS mark_log(project VARCHAR, gateway VARCHAR, epoch UBIGINT, high UBIGINT, islands VARCHAR, arrival BIGINT);
        CREATE TABLE IF NOT EXISTS tally_log(device UINTEGER, day INTEGER, received BIGINT, late BIGINT);
        CREATE TABLE IF NOT EXISTS tally(device UINTEGER, day INTEGER, received BIGINT, late BIGINT);
        CREATE TABLE IF NOT EXISTS ledger(project VARCHAR, gateway VARCHAR, epoch UBIGINT, device VARCHAR, day INTEGER, expected BIGINT);
        CREATE TABLE IF NOT EXISTS lost(project VARCHAR, gateway VARCHAR, epoch UBIGINT, first UBIGINT, last UBIGINT, lane VARCHAR, reason VARCHAR, device VARCHAR, day INTEGER, count BIGINT);
        """;

    public static void Create(DuckDBConnection connection) => connection.Execute(Tables);

    [SuppressMessage("Security", "CA2100", Justification = "Texts are constants of this assembly, or built from numbers and parameters.")]
    public static int Execute(this DuckDBConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteNonQuery();
    }

    /// <summary>Rows of a query; parameters are positional (<c>?</c>).</summary>
    [SuppressMessage("Security", "CA2100", Justification = "Texts are constants of this assembly, or built from numbers and parameters.")]
    public static List<T> Query<T>(this DuckDBConnection connection, string sql, Func<DuckDBDataReader, T> map, params ReadOnlySpan<object> parameters)
    {
        using var command = connection.CreateCommand();
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
