namespace System.Tests.Programs;

/// <summary>Looks until something is seen, and says what was missing when it is not.</summary>
internal static class Until
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(100);

    /// <summary>The first answer that is not null. A page that cannot be reached is looked at again.</summary>
    public static async Task<T> SeenAsync<T>(string what, TimeSpan limit, Func<CancellationToken, Task<T?>> look, CancellationToken cancel)
        where T : struct
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        ended.CancelAfter(limit);
        using var timer = new PeriodicTimer(Period);
        Exception? last = null;
        try
        {
            do
            {
                try
                {
                    if (await look(ended.Token) is { } seen)
                        return seen;
                }
                catch (Exception error) when (error is HttpRequestException or IOException || (error is OperationCanceledException && !ended.IsCancellationRequested))
                {
                    last = error;
                }
            }
            while (await timer.WaitForNextTickAsync(ended.Token));
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            // Told below with what was missing.
        }

        throw new TimeoutException($"not within {limit.TotalSeconds:0} s: {what}" + (last is null ? "" : $" (last fault: {last.Message})"));
    }

    /// <summary>Returns once the condition holds.</summary>
    public static Task TrueAsync(string what, TimeSpan limit, Func<CancellationToken, Task<bool>> look, CancellationToken cancel) =>
        SeenAsync<bool>(what, limit, async token => await look(token) ? true : null, cancel);
}
