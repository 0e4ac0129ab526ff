using Xunit;

namespace TestKit.Records;

/// <summary>A suite over one port; each backend subclasses it with its place.</summary>
public abstract class StoreContract<T>(IStorePlace<T> place) : IAsyncLifetime
{
    /// <summary>The store under test, empty at first.</summary>
    protected T Store { get; private set; } = default!;

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => Store = await place.OpenAsync(Cancel);

    public async ValueTask DisposeAsync()
    {
        await place.CloseAsync();
        await place.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>A second process on the same data.</summary>
    protected Task<T> OpenAnotherAsync() => place.OpenAsync(Cancel);

    /// <summary>As after a restart.</summary>
    protected async Task ReopenAsync()
    {
        await place.CloseAsync();
        Store = await place.OpenAsync(Cancel);
    }
}
