using System.Threading.Channels;

namespace Cloud.Telemetry.Warnings;

/// <summary>Wakes the push service; losing a signal costs at most its polling period, because what is due lies in the store.</summary>
public sealed class PushSignal
{
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    internal void Wake() => _wake.Writer.TryWrite(true);

    internal async Task WaitAsync(TimeSpan longest, TimeProvider time, CancellationToken cancel)
    {
        using var timer = new CancellationTokenSource(longest > TimeSpan.Zero ? longest : TimeSpan.FromMilliseconds(1), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancel);
        try
        {
            await _wake.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            // Time is up: look again.
        }
    }
}
