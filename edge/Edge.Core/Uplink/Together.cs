namespace Edge.Core.Uplink;

/// <summary>Runs the parts of a session as one: the first that ends, ends them all.</summary>
internal static class Together
{
    /// <summary>Returns when all parts have ended; throws what the first one threw.</summary>
    public static async Task RunAsync(IEnumerable<Func<CancellationToken, Task>> parts, CancellationToken cancel)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var running = parts.Select(part => part(end.Token)).ToList();
        var first = await Task.WhenAny(running);
        await end.CancelAsync();
        foreach (var part in running)
            await part.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await first;
    }
}
