using Cloud.Platform.Papers;
using Cloud.Platform.Registers;
using Xunit;

namespace TestKit.Records;

/// <summary>What it means to tell names.</summary>
public abstract class NameStoreContract(IStorePlace<INameStore> place) : StoreContract<INameStore>(place)
{
    /// <summary>Adds a project with this id and name.</summary>
    protected abstract Task AddProjectAsync(string id, string name);

    [Fact]
    public async Task names_are_told_of_what_there_is_however_many_are_asked_at_once()
    {
        for (var i = 0; i < 3; i++)
            await AddProjectAsync($"site-{i}", $"工程{i}");
        var asked = Enumerable.Range(0, 1300).Select(i => (FieldKind.Project, $"site-{i}")).Append((FieldKind.Organisation, "site-0")).Append((FieldKind.Text, "site-0")).ToList();

        var names = await Store.NamesAsync(asked, Cancel);

        Assert.Equal([("site-0", "工程0"), ("site-1", "工程1"), ("site-2", "工程2")], names.OrderBy(name => name.Key.Id, StringComparer.Ordinal).Select(name => (name.Key.Id, name.Value)));
        Assert.Empty(await Store.NamesAsync([], Cancel));
    }
}
