using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace Cloud.Storage.Records;

/// <summary>
/// One connection to the record database while a read or a write holds it. SQL texts hold on both databases as
/// <see cref="IRecordDialect"/> says; values are parameters, never part of the text.
/// </summary>
public sealed class RecordConnection : IDisposable
{
    // A provider that prepares per command (SQLite) would compile every statement anew: a storm of warnings is the same ten.
    private const int MostKept = 256;
    private readonly Dictionary<string, LinkedListNode<(string Sql, DbCommand Command)>> _kept = new(StringComparer.Ordinal);
    private readonly LinkedList<(string Sql, DbCommand Command)> _byUse = new();
    private string _control = "";
    private string _outside = "";

    internal RecordConnection(IRecordDialect dialect, bool forWriting)
    {
        Dialect = dialect;
        Provider = dialect.Open(forWriting);
    }

    /// <summary>What this database says differently.</summary>
    public IRecordDialect Dialect { get; }

    /// <summary>The provider's own connection, for an object mapper that shares the transaction. It must leave the transaction alone.</summary>
    public DbConnection Provider { get; }

    /// <summary>Rows that statements have changed so far.</summary>
    public long Changed { get; private set; }

    /// <summary>Runs a statement; the number of rows that it changed.</summary>
    public int Execute(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var command = Command(sql, parameters);
        var changed = command.ExecuteNonQuery();
        Changed += Math.Max(0, changed);
        Keep(sql, command);
        return changed;
    }

    /// <summary>The first column of the first row; null when there is none or it is null.</summary>
    public object? Scalar(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var command = Command(sql, parameters);
        var value = command.ExecuteScalar();
        Keep(sql, command);
        return value is DBNull ? null : value;
    }

    /// <summary>Every row, mapped.</summary>
    public List<T> Query<T>(string sql, Func<DbDataReader, T> map, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var command = Command(sql, parameters);
        var rows = new List<T>();
        using (var reader = command.ExecuteReader())
            while (reader.Read())
                rows.Add(map(reader));
        Keep(sql, command);
        return rows;
    }

    /// <summary>Every row in turn, for what is too many to be held.</summary>
    public void Each(string sql, Action<DbDataReader> take, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var command = Command(sql, parameters);
        using (var reader = command.ExecuteReader())
            while (reader.Read())
                take(reader);
        Keep(sql, command);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var (_, command) in _byUse)
            command.Dispose();
        Provider.Dispose();
    }

    internal void Begin() => Execute(Dialect.Begin);

    internal void Commit()
    {
        Control("COMMIT");
        Flush();
    }

    /// <summary>Opens one write of the group.</summary>
    internal void Enter()
    {
        _outside = _control;
        Control("SAVEPOINT job");
    }

    /// <summary>Closes it, with or without its effect.</summary>
    internal void Leave(bool keep)
    {
        if (!keep && _control.Length > 0 && _control.Length > _outside.Length && Dialect.DefersControl)
        {
            // Nothing reached the database since Enter, not even the savepoint.
            _control = _outside;
            return;
        }

        if (!keep)
            Control("ROLLBACK TO job");
        Control("RELEASE job");
    }

    /// <summary>Sends what still waits for a statement to travel with.</summary>
    internal void Flush()
    {
        if (_control.Length > 0)
            Execute("");
    }

    private void Control(string sql)
    {
        _control += sql + ";";
        if (!Dialect.DefersControl)
            Flush();
    }

    // Taken out while it runs, so that a statement inside another's rows gets a command of its own. One that fails is not kept.
    [SuppressMessage("Security", "CA2100", Justification = "All texts are constants of this assembly or built from them; values are parameters.")]
    private DbCommand Command(string sql, ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        DbCommand command;
        if (_kept.Remove(sql, out var kept))
        {
            _byUse.Remove(kept);
            command = kept.Value.Command;
        }
        else
        {
            command = Provider.CreateCommand();
            command.CommandText = _control + sql;
        }

        (_control, _outside) = ("", "");
        command.Parameters.Clear();
        foreach (var (name, value) in parameters)
            command.Parameters.Add(Parameter(command, name, value));
        return command;
    }

    private void Keep(string sql, DbCommand command)
    {
        if (Dialect.DefersControl || sql.Length == 0 || _kept.ContainsKey(sql))
        {
            command.Dispose();
            return;
        }

        _kept.Add(sql, _byUse.AddLast((sql, command)));
        if (_kept.Count <= MostKept)
            return;
        // What was used longest ago makes room: lists with other filters every time would crowd out what every request asks.
        var (oldest, unused) = _byUse.First!.Value;
        _byUse.RemoveFirst();
        _kept.Remove(oldest);
        unused.Dispose();
    }

    private DbParameter Parameter(DbCommand command, string name, object? value)
    {
        if (value is JsonText json)
            return Dialect.Json(name, json.Text);
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value switch
        {
            null => DBNull.Value,
            bool flag => flag ? 1L : 0L,
            DateTimeOffset instant => instant.ToUnixTimeMilliseconds(),
            _ => value,
        };
        return parameter;
    }
}
