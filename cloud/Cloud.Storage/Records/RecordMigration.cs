namespace Cloud.Storage.Records;

/// <summary>Brings the tables of every feature to their newest version; processes that start together do it one after another.</summary>
internal static class RecordMigration
{
    public static void Run(RecordConnection connection, IReadOnlyList<RecordSchema> schemas)
    {
        var dialect = connection.Dialect;
        connection.Begin();
        foreach (var script in dialect.Preamble)
            connection.Execute(script);
        connection.Execute(dialect.Script(
            "CREATE TABLE IF NOT EXISTS schema_version (feature TEXT PRIMARY KEY, version INTEGER NOT NULL) WITHOUT ROWID"));
        foreach (var schema in schemas)
            Bring(connection, schema);
        connection.Commit();
    }

    private static void Bring(RecordConnection connection, RecordSchema schema)
    {
        var version = (int)(connection.Scalar("SELECT version FROM schema_version WHERE feature = @f", ("@f", schema.Feature)) as long? ?? 0);
        if (version > schema.Scripts.Count)
        {
            throw new InvalidDataException(
                $"{connection.Dialect.Place}: feature {schema.Feature} has version {version}, this program knows {schema.Scripts.Count}.");
        }

        for (; version < schema.Scripts.Count; version++)
            connection.Execute(connection.Dialect.Script(schema.Scripts[version]));
        connection.Execute("INSERT INTO schema_version VALUES (@f, @v) ON CONFLICT (feature) DO UPDATE SET version = excluded.version",
            ("@f", schema.Feature), ("@v", (long)version));
    }
}
