using Cloud.Platform.Registers;
using Cloud.Storage.Records;

namespace Cloud.Storage.Registers;

/// <summary>Brings each register's own table to its description: a field more or less needs nothing, an index more or less a column.</summary>
internal static class RegisterTables
{
    // What scopes ask for and what people count by; the area first, because most people have one.
    private static readonly string[] FigureColumns =
        ["area", "state", "is_void", "secrecy", "disciplines", "project", "owner", "id", "due", "source", "created_on"];

    public static void Prepare(RecordConnection connection, IReadOnlyList<RegisterDescriptor> registers)
    {
        connection.Execute("INSERT INTO record_series VALUES ('', 0) ON CONFLICT DO NOTHING");
        foreach (var script in connection.Dialect.Search.Schema)
            connection.Execute(script);
        var known = connection.Query("SELECT register, name FROM register_column", row => (Register: row.GetString(0), Name: row.GetString(1))).ToHashSet();
        foreach (var register in registers)
            Prepare(connection, register, known);
        if (connection.Scalar("SELECT record FROM record_party_unplaced LIMIT 1") is null)
            return;
        foreach (var register in registers)
            Place(connection, register);
        connection.Execute("ANALYZE record_party");
    }

    // What an older version wrote. Of a register that this one does not know it stays until one knows it again.
    private static void Place(RecordConnection connection, RegisterDescriptor register)
    {
        connection.Execute(
            $"""
            INSERT INTO record_party
            SELECT old.organisation, @r, {register.Table}.place, old.record FROM record_party_unplaced old CROSS JOIN {register.Table} WHERE {register.Table}.id = old.record
            """,
            ("@r", register.Name));
        connection.Execute($"DELETE FROM record_party_unplaced WHERE record IN (SELECT record FROM record_party WHERE register = @r)", ("@r", register.Name));
    }

    private static void Prepare(RecordConnection connection, RegisterDescriptor register, HashSet<(string Register, string Name)> known)
    {
        if (!known.Contains((register.Name, "")))
            Create(connection, register);
        var wanted = register.Fields.Where(field => field.Indexed).ToDictionary(field => ColumnSql.Lifted(field.Name));
        var (missing, superfluous) = (
            wanted.Where(column => !known.Contains((register.Name, column.Key))).ToList(),
            known.Where(column => column.Register == register.Name && column.Name.Length > 0 && !wanted.ContainsKey(column.Name)).ToList());
        if (missing.Count + superfluous.Count > 0)
            connection.Execute($"DROP INDEX IF EXISTS {register.Table}_figures");
        foreach (var (name, field) in missing)
            Lift(connection, register, name, field);
        foreach (var (_, name) in superfluous)
            Drop(connection, register, name);
        if (connection.Dialect.SortsToGroup)
            connection.Execute($"CREATE INDEX IF NOT EXISTS {register.Table}_figures ON {register.Table} ({string.Join(", ", FigureColumns.Concat(wanted.Keys))})");
    }

    private static void Create(RecordConnection connection, RegisterDescriptor register)
    {
        var table = register.Table;
        connection.Execute(connection.Dialect.Script(
            $"""
            CREATE TABLE IF NOT EXISTS {table} (
              place INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, title TEXT NOT NULL, state TEXT NOT NULL, version INTEGER NOT NULL, project TEXT, area TEXT NOT NULL,
              owner TEXT, disciplines INTEGER NOT NULL, secrecy INTEGER NOT NULL, due TEXT, source TEXT NOT NULL, created_at INTEGER NOT NULL, created_on TEXT NOT NULL, created_by TEXT NOT NULL,
              created_name TEXT NOT NULL, updated_at INTEGER NOT NULL, updated_by TEXT NOT NULL, updated_name TEXT NOT NULL, is_void INTEGER NOT NULL, void_reason TEXT,
              body JSON NOT NULL);
            CREATE INDEX IF NOT EXISTS {table}_area ON {table} (area, place, state, is_void, secrecy, disciplines);
            CREATE INDEX IF NOT EXISTS {table}_state ON {table} (state, place, area, is_void, secrecy, disciplines);
            CREATE INDEX IF NOT EXISTS {table}_project ON {table} (project, place);
            CREATE INDEX IF NOT EXISTS {table}_owner ON {table} (owner, place);
            CREATE INDEX IF NOT EXISTS {table}_due ON {table} (due, state);
            CREATE INDEX IF NOT EXISTS {table}_created ON {table} (created_on, place, area, state, is_void, secrecy, disciplines)
            """));
        Know(connection, register, "", "");
    }

    // Everything that a scope asks for stands in the index, so that lists and pivots over it do not read the records.
    private static void Lift(RecordConnection connection, RegisterDescriptor register, string name, Field field)
    {
        var type = ColumnSql.Type(field);
        connection.Execute(connection.Dialect.Script($"ALTER TABLE {register.Table} ADD COLUMN {name} {type}"));
        connection.Execute($"UPDATE {register.Table} SET {name} = {ColumnSql.Member(field)}");
        connection.Execute($"CREATE INDEX {register.Table}_{name} ON {register.Table} ({name}, place, area, state, is_void, secrecy, disciplines)");
        Know(connection, register, name, type);
    }

    private static void Drop(RecordConnection connection, RegisterDescriptor register, string name)
    {
        connection.Execute($"DROP INDEX IF EXISTS {register.Table}_{name}");
        connection.Execute($"ALTER TABLE {register.Table} DROP COLUMN {name}");
        connection.Execute("DELETE FROM register_column WHERE register = @r AND name = @n", ("@r", register.Name), ("@n", name));
    }

    private static void Know(RecordConnection connection, RegisterDescriptor register, string name, string type) => connection.Execute(
        "INSERT INTO register_column VALUES (@r, @n, @t) ON CONFLICT DO NOTHING", ("@r", register.Name), ("@n", name), ("@t", type));
}
