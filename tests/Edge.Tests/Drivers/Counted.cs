using System.Diagnostics.Metrics;

namespace Edge.Tests.Drivers;

/// <summary>Waits for a counter to move.</summary>
internal sealed class Counted : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Counted(string instrument)
    {
        _listener.InstrumentPublished = (i, listener) =>
        {
            if (i.Name == instrument)
                listener.EnableMeasurementEvents(i);
        };
        _listener.SetMeasurementEventCallback<long>((_, _, _, _) => _first.TrySetResult());
        _listener.Start();
    }

    public Task FirstAsync(CancellationToken cancel) => _first.Task.WaitAsync(cancel);

    public void Dispose() => _listener.Dispose();
}
