namespace FirmwareSim.Site;

/// <summary>Tasks that live and end together.</summary>
public static class Together
{
    /// <summary>Runs all until the first one ends, cancels the others, waits for them, and ends as the first one did.</summary>
    public static async Task RunAsync(IEnumerable<Func<CancellationToken, Task>> tasks, CancellationToken cancel)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var running = tasks.Select(task => task(ending.Token)).ToList();
        var first = await Task.WhenAny(running);
        await ending.CancelAsync();
        await Task.WhenAll(running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await first;
    }
}
