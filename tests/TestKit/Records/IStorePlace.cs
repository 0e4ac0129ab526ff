namespace TestKit.Records;

/// <summary>Where one test's store lies: an empty place on one backend.</summary>
public interface IStorePlace<T> : IAsyncDisposable
{
    /// <summary>Opens the store; what was written before is there again. Skips the test where the backend is not installed.</summary>
    Task<T> OpenAsync(CancellationToken cancel);

    /// <summary>Closes every store that was opened, everything flushed.</summary>
    Task CloseAsync();
}
