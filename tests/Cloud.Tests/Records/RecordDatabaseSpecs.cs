using System.Data.Common;
using Cloud.Storage.Records;
using TestKit.Records;

namespace Cloud.Tests.Records;

/// <summary>What both record databases promise to the stores, and what the words of the dialect mean on both.</summary>
public abstract class RecordDatabaseContract(IStorePlace<RecordDatabase> place) : StoreContract<RecordDatabase>(place)
{
    internal static readonly RecordSchema Notes = new("notes",
    [
        """
        CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT UNIQUE NOT NULL);
        CREATE TABLE kind (
            name TEXT NOT NULL UNIQUE COLLATE NOCASE, label TEXT NOT NULL DEFAULT '', done INTEGER, at INTEGER, value REAL, picture BLOB, body JSON) ;
        CREATE INDEX kind_size ON kind ((body ->> 'Size'));
        CREATE TABLE kept (id TEXT PRIMARY KEY, text TEXT NOT NULL, sealed INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TRIGGER kept_stays BEFORE DELETE ON kept BEGIN SELECT RAISE(ABORT, 'what is kept stays'); END;
        CREATE TRIGGER kept_sealed BEFORE UPDATE ON kept WHEN (OLD.sealed = 1) BEGIN SELECT RAISE(ABORT, 'what is sealed stays'); END;
        """,
    ]);

    [Fact]
    public async Task what_was_answered_is_there_after_opening_again()
    {
        await Task.WhenAll(Enumerable.Range(0, 500).Select(i => Store.WriteAsync(c => Insert(c, $"note {i}"), Cancel)));

        await ReopenAsync();

        Assert.Equal(500L, await Store.ReadAsync(Count, Cancel));
    }

    [Fact]
    public async Task a_write_that_fails_takes_no_other_with_it()
    {
        var writes = Enumerable.Range(0, 100).Select(i => Store.WriteAsync(c => Insert(c, i % 10 == 0 ? "same" : $"note {i}"), Cancel)).ToList();
        await Task.WhenAll(writes.Select(w => w.ContinueWith(_ => { }, Cancel, TaskContinuationOptions.None, TaskScheduler.Default)));

        Assert.Equal(9, writes.Count(w => w.Exception?.InnerException is DbException));
        Assert.Equal(91L, await Store.ReadAsync(Count, Cancel));
    }

    [Fact]
    public async Task a_page_is_read_while_every_thread_that_reckons_is_held_up()
    {
        using var held = new ManualResetEventSlim();
        var reckoning = Enumerable.Range(0, 20).Select(_ => Store.ReckonAsync(connection => { held.Wait(Cancel); return Count(connection); }, Cancel)).ToList();

        Assert.Equal(0L, await Store.ReadAsync(Count, Cancel));
        held.Set();

        Assert.All(await Task.WhenAll(reckoning), count => Assert.Equal(0L, count));
    }

    [Fact]
    public async Task more_statements_than_are_kept_prepared_are_answered_and_asked_again()
    {
        for (var round = 0; round < 2; round++)
            for (var i = 0; i < 600; i++)
                Assert.Equal(i + 1L, await Store.ReadAsync(c => c.Scalar($"SELECT CAST(@one + {i} AS BIGINT)", ("@one", 1L)), Cancel));
    }

    [Fact]
    public async Task a_half_done_write_leaves_nothing()
    {
        var failing = Enumerable.Range(0, 20).Select(i => Store.WriteAsync(
            c =>
            {
                if (i % 2 == 0)
                    Insert(c, $"first half {i}");
                throw new InvalidOperationException("second half");
            },
            Cancel)).ToList();
        await Store.WriteAsync(c => Insert(c, "whole"), Cancel);

        foreach (var write in failing)
            await Assert.ThrowsAsync<InvalidOperationException>(() => write);
        Assert.Equal(1L, await Store.ReadAsync(Count, Cancel));
    }

    [Fact]
    public async Task a_write_sees_nobody_between_its_reading_and_its_writing()
    {
        await Store.WriteAsync(c => Insert(c, "0"), Cancel);
        await using var other = Open(Notes);

        await Task.WhenAll(Enumerable.Range(0, 200).Select(i => (i % 2 == 0 ? Store : other).WriteAsync(
            c =>
            {
                var value = int.Parse((string)c.Scalar("SELECT text FROM note")!, System.Globalization.CultureInfo.InvariantCulture);
                c.Execute("UPDATE note SET text = @t", ("@t", (value + 1).ToString(System.Globalization.CultureInfo.InvariantCulture)));
            },
            Cancel)));

        Assert.Equal("200", await Store.ReadAsync(c => c.Scalar("SELECT text FROM note"), Cancel));
    }

    [Fact]
    public async Task a_feature_is_brought_up_from_the_version_it_has()
    {
        await Store.WriteAsync(c => Insert(c, "kept"), Cancel);
        var newer = Notes with { Scripts = [.. Notes.Scripts, "ALTER TABLE note ADD COLUMN author TEXT DEFAULT 'unknown'"] };

        await using (var database = Open(newer))
            Assert.Equal("unknown", await database.ReadAsync(c => c.Scalar("SELECT author FROM note WHERE text = 'kept'"), Cancel));

        Assert.Throws<InvalidDataException>(() => Open(Notes));
    }

    [Fact]
    public async Task the_same_words_mean_the_same()
    {
        var at = new DateTimeOffset(2026, 11, 23, 4, 0, 0, 123, TimeSpan.Zero);
        await Store.WriteAsync(
            c =>
            {
                c.Execute("INSERT INTO kind VALUES (@n, @l, @d, @at, @v, @p, @b)",
                    ("@n", "Ärger"), ("@l", "b"), ("@d", true), ("@at", at), ("@v", 0.1), ("@p", new byte[] { 0, 255 }), ("@b", new JsonText("""{"Size": 12}""")));
                c.Execute("INSERT INTO kind (name, label, done, at) VALUES (@n, @l, @d, @at)", ("@n", "second"), ("@l", "B"), ("@d", null), ("@at", null));
            },
            Cancel);

        var first = (await Store.ReadAsync(
            c => c.Query("SELECT done, at, value, picture FROM kind WHERE name = @n", r => (r.Flag(0), r.Instant(1), r.GetDouble(2), ((byte[])r.GetValue(3)).Length), ("@n", "ÄrGER")), Cancel)).Single();

        Assert.Equal((true, at, 0.1, 2), first);
        Assert.Equal(["B", "b"], await Store.ReadAsync(c => c.Query("SELECT label FROM kind ORDER BY label", r => r.GetString(0)), Cancel));
        Assert.Null(await Store.ReadAsync(c => c.Query("SELECT at FROM kind WHERE name = 'SECOND'", r => r.InstantOrNull(0)).Single(), Cancel));
        Assert.Equal(1L, await Store.ReadAsync(c => c.Scalar("SELECT count(*) FROM kind WHERE CAST(body ->> 'Size' AS BIGINT) >= 12"), Cancel));
        Assert.Equal(2L, await Store.ReadAsync(c => c.Scalar($"SELECT count(*) FROM kind WHERE label {c.Dialect.Like} @p ESCAPE '\\'", ("@p", "%B%")), Cancel));
        var ids = await Store.WriteAsync(c => (c.Scalar("INSERT INTO note (text) VALUES ('a') RETURNING id"), c.Scalar("INSERT INTO note (text) VALUES ('b') RETURNING id")), Cancel);
        Assert.Equal((1L, 2L), ids);
    }

    [Fact]
    public async Task a_refusal_of_the_schema_says_why()
    {
        await Store.WriteAsync(c => c.Execute("INSERT INTO kept VALUES ('open', 'a', 0), ('sealed', 'b', 1)"), Cancel);

        await Store.WriteAsync(c => c.Execute("UPDATE kept SET text = 'c' WHERE id = 'open'"), Cancel);
        var sealing = await Assert.ThrowsAnyAsync<DbException>(() => Store.WriteAsync(c => c.Execute("UPDATE kept SET text = 'c'"), Cancel));
        var deleting = await Assert.ThrowsAnyAsync<DbException>(() => Store.WriteAsync(c => c.Execute("DELETE FROM kept WHERE id = 'open'"), Cancel));

        Assert.Contains("what is sealed stays", sealing.Message, StringComparison.Ordinal);
        Assert.Contains("what is kept stays", deleting.Message, StringComparison.Ordinal);
        Assert.Equal(2L, await Store.ReadAsync(c => c.Scalar("SELECT count(*) FROM kept"), Cancel));
    }

    /// <summary>Another process on the same database.</summary>
    private RecordDatabase Open(RecordSchema schema) => RecordDatabase.Open(Store.Dialect, schema);

    private static void Insert(RecordConnection connection, string text) =>
        connection.Execute("INSERT INTO note (text) VALUES (@text)", ("@text", text));

    private static object? Count(RecordConnection connection) => connection.Scalar("SELECT count(*) FROM note");
}

public sealed class SqliteRecordDatabaseSpecs() : RecordDatabaseContract(RecordPlace.Sqlite(database => database, Notes));

public sealed class PostgreSqlRecordDatabaseSpecs(PostgreSqlServer server) : RecordDatabaseContract(RecordPlace.PostgreSql(server, database => database, Notes));
