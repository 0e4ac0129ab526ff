namespace Cloud.Tests.Ingestion;

/// <summary>Waits for a state that is only reached by other parts' work; fails instead of hanging.</summary>
internal static class Eventually
{
    public static async Task<T> TrueAsync<T>(Func<Task<T>> read, Func<T, bool> wanted)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        timeout.CancelAfter(TimeSpan.FromSeconds(30));
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (true)
        {
            var value = await read();
            if (wanted(value))
                return value;
            await ticks.WaitForNextTickAsync(timeout.Token);
        }
    }

    public static Task TrueAsync(Func<bool> wanted) => TrueAsync(() => Task.FromResult(wanted()), value => value);
}
