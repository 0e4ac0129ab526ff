using Orleans.Runtime;
using Orleans.Storage;
using Xunit;

namespace TestKit.Records;

/// <summary>What it means to keep the state of grains.</summary>
public abstract class GrainStorageContract(IStorePlace<IGrainStorage> place) : StoreContract<IGrainStorage>(place)
{
    private static readonly GrainId Id = GrainId.Create("note", "n-1");

    [Fact]
    public async Task what_was_written_is_read_and_what_was_not_is_fresh()
    {
        await Store.WriteStateAsync("s", Id, new Held { State = new Note { Text = "kept" } });

        var same = new Held();
        var other = new Held();
        await Store.ReadStateAsync("s", Id, same);
        await Store.ReadStateAsync("other", Id, other);

        Assert.Equal(("kept", "1", true), (same.State.Text, same.ETag, same.RecordExists));
        Assert.Equal(("", null, false), (other.State.Text, other.ETag, other.RecordExists));
    }

    [Fact]
    public async Task of_two_writers_from_one_version_the_second_is_refused()
    {
        var first = new Held { State = new Note { Text = "a" } };
        await Store.WriteStateAsync("s", Id, first);
        var second = new Held();
        await Store.ReadStateAsync("s", Id, second);

        await Store.WriteStateAsync("s", Id, first);

        await Assert.ThrowsAsync<InconsistentStateException>(() => Store.WriteStateAsync("s", Id, second));
        await Assert.ThrowsAsync<InconsistentStateException>(() => Store.WriteStateAsync("s", Id, new Held()));
        await Assert.ThrowsAsync<InconsistentStateException>(() => Store.ClearStateAsync("s", Id, second));
    }

    [Fact]
    public async Task cleared_state_is_gone_and_can_be_written_again()
    {
        var held = new Held { State = new Note { Text = "a" } };
        await Store.WriteStateAsync("s", Id, held);

        await Store.ClearStateAsync("s", Id, held);
        Assert.False(held.RecordExists);
        await Store.WriteStateAsync("s", Id, held);

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
