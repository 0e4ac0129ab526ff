using Cloud.Storage.Records;
using Orleans.Runtime;
using Orleans.Storage;

namespace Cloud.Tests.Projects;

public sealed class RecordGrainStorageSpecs : IAsyncDisposable
{
    private static readonly GrainId Id = GrainId.Create("note", "n-1");
    private readonly string _folder = Directory.CreateTempSubdirectory("edge-grains").FullName;
    private readonly RecordDatabase _database;
    private readonly RecordGrainStorage _storage;

    public RecordGrainStorageSpecs()
    {
        _database = RecordDatabase.Open(Path.Combine(_folder, "records.db"), RecordGrainStorage.Schema);
        _storage = new RecordGrainStorage(_database);
    }

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task what_was_written_is_read_and_what_was_not_is_fresh()
    {
        await _storage.WriteStateAsync("s", Id, new Held { State = new Note { Text = "kept" } });

        var same = new Held();
        var other = new Held();
        await _storage.ReadStateAsync("s", Id, same);
        await _storage.ReadStateAsync("other", Id, other);

        Assert.Equal(("kept", "1", true), (same.State.Text, same.ETag, same.RecordExists));
        Assert.Equal(("", null, false), (other.State.Text, other.ETag, other.RecordExists));
    }

    [Fact]
    public async Task of_two_writers_from_one_version_the_second_is_refused()
    {
        var first = new Held { State = new Note { Text = "a" } };
        await _storage.WriteStateAsync("s", Id, first);
        var second = new Held();
        await _storage.ReadStateAsync("s", Id, second);

        await _storage.WriteStateAsync("s", Id, first);

        await Assert.ThrowsAsync<InconsistentStateException>(() => _storage.WriteStateAsync("s", Id, second));
        await Assert.ThrowsAsync<InconsistentStateException>(() => _storage.WriteStateAsync("s", Id, new Held()));
        await Assert.ThrowsAsync<InconsistentStateException>(() => _storage.ClearStateAsync("s", Id, second));
    }

    [Fact]
    public async Task cleared_state_is_gone_and_can_be_written_again()
    {
        var held = new Held { State = new Note { Text = "a" } };
        await _storage.WriteStateAsync("s", Id, held);

        await _storage.ClearStateAsync("s", Id, held);
        Assert.False(held.RecordExists);
        await _storage.WriteStateAsync("s", Id, held);

        Assert.Equal("1", held.ETag);
    }

    private sealed class Note
    {
        public string Text { get; set; } = "";
    }

    private sealed class Held : IGrainState<Note>
    {
        [System.Diagnostics.CodeAnalysis.AllowNull]
        public Note State { get; set; } = new();

        public string? ETag { get; set; }

        public bool RecordExists { get; set; }
    }
}
