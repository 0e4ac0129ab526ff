namespace Edge.Vision.Tests;

/// <summary>Something that runs until it is disposed.</summary>
internal sealed class Running : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _task;

    public Running(Func<CancellationToken, Task> run) => _task = run(_stop.Token);

    /// <summary>Waits for a sign of life; a fault before it is the test's fault too, instead of a sign that never comes.</summary>
    public async Task UntilAsync(Task sign)
    {
        if (await Task.WhenAny(sign, _task) == _task)
            await _task;
        await sign;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }
}

/// <summary>The repository that the tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    private static string Find(string folder) =>
        File.Exists(Path.Combine(folder, "Edge.sln")) ? folder : Find(Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("Edge.sln"));
}
