using System.Threading.Channels;
using Edge.Core.Drivers;
using Telemetry.Model;

namespace Edge.Tests.Drivers;

/// <summary>Hands out what was read, batch by batch.</summary>
internal sealed class BatchSink : IReadingSink
{
    private readonly Channel<IReadOnlyList<Reading>> _batches = Channel.CreateUnbounded<IReadOnlyList<Reading>>();
    private List<Reading> _batch = [];

    public void Add(in Reading reading) => _batch.Add(reading);

    public void Complete()
    {
        _batches.Writer.TryWrite(_batch);
        _batch = [];
    }

    public ValueTask<IReadOnlyList<Reading>> NextAsync(CancellationToken cancel) => _batches.Reader.ReadAsync(cancel);
}
