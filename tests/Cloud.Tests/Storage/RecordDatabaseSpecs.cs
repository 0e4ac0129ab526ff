using System.Data.Common;
using Cloud.Storage.Records;

namespace Cloud.Tests.Storage;

public sealed class RecordDatabaseSpecs : IDisposable
{
    private static readonly RecordSchema Notes = new("notes", ["CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT UNIQUE NOT NULL)"]);
    private readonly string _folder = Directory.CreateTempSubdirectory("edge-records").FullName;

    private string File => Path.Combine(_folder, "records.db");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task what_was_answered_is_there_after_opening_again()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using (var database = RecordDatabase.Open(File, Notes))
            await Task.WhenAll(Enumerable.Range(0, 500).Select(i => database.WriteAsync(c => Insert(c, $"note {i}"), cancel)));

        await using var again = RecordDatabase.Open(File, Notes);
        Assert.Equal(500L, await again.ReadAsync(Count, cancel));
    }

    [Fact]
    public async Task a_write_that_fails_takes_no_other_with_it()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var database = RecordDatabase.Open(File, Notes);

        var writes = Enumerable.Range(0, 100).Select(i => database.WriteAsync(c => Insert(c, i % 10 == 0 ? "same" : $"note {i}"), cancel)).ToList();
        await Task.WhenAll(writes.Select(w => w.ContinueWith(_ => { }, cancel, TaskContinuationOptions.None, TaskScheduler.Default)));

        Assert.Equal(9, writes.Count(w => w.Exception?.InnerException is DbException));
        Assert.Equal(91L, await database.ReadAsync(Count, cancel));
    }

    [Fact]
    public async Task a_half_done_write_leaves_nothing()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var database = RecordDatabase.Open(File, Notes);

        await Assert.ThrowsAsync<InvalidOperationException>(() => database.WriteAsync(
            c => { Insert(c, "first half"); throw new InvalidOperationException("second half"); }, cancel));

        Assert.Equal(0L, await database.ReadAsync(Count, cancel));
    }

    [Fact]
    public async Task a_feature_is_brought_up_from_the_version_it_has()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using (var old = RecordDatabase.Open(File, Notes))
            await old.WriteAsync(c => Insert(c, "kept"), cancel);

        var newer = Notes with { Scripts = [.. Notes.Scripts, "ALTER TABLE note ADD COLUMN author TEXT DEFAULT 'unknown'"] };
        await using (var database = RecordDatabase.Open(File, newer))
            Assert.Equal("unknown", await database.ReadAsync(c => c.Scalar("SELECT author FROM note WHERE text = 'kept'"), cancel));

        Assert.Throws<InvalidDataException>(() => RecordDatabase.Open(File, Notes));
    }

    private static void Insert(RecordConnection connection, string text) =>
        connection.Execute("INSERT INTO note (text) VALUES (@text)", ("@text", text));

    private static object? Count(RecordConnection connection) => connection.Scalar("SELECT count(*) FROM note");
}
