using System.Threading.Channels;
using Edge.Core.Outbox;
using Telemetry.Model;

namespace Edge.Tests.Rules;

/// <summary>An outbox in memory that a test can make slow or full: what is tested is the way up to it.</summary>
internal sealed class FakeOutbox : IOutbox
{
    private readonly Channel<DeviceReport> _reports = Channel.CreateUnbounded<DeviceReport>();
    private ulong _sequence;

    public ulong Epoch => 1;

    public bool Full { get; set; }

    public Task Gate { get; set; } = Task.CompletedTask;

    public OutboxStatus Status => new([], _sequence, [], OutboxCondition.Healthy);

    public async ValueTask<RecordId> AppendAsync(DeviceReport report, CancellationToken cancel)
    {
        await Gate.WaitAsync(cancel);
        if (Full)
            throw new OutboxRefusedException("the disk is full");
        _reports.Writer.TryWrite(report);
        return new RecordId(1, ++_sequence);
    }

    public ValueTask<DeviceReport> NextAsync(CancellationToken cancel) => _reports.Reader.ReadAsync(cancel);

    public bool TryNext(out DeviceReport? report) => _reports.Reader.TryRead(out report);

    public async Task<DeviceReport> NextEventAsync(CancellationToken cancel)
    {
        while (true)
            if (await NextAsync(cancel) is { Event: not null } report)
                return report;
    }

    public ValueTask<IReadOnlyList<OutboxRecord>> TakeAsync(Lane lane, int limit, CancellationToken cancel) => throw new NotSupportedException();

    public ValueTask WaitAsync(Lane least, CancellationToken cancel) => throw new NotSupportedException();

    public void ResetCursor() => throw new NotSupportedException();

    public ValueTask AcknowledgeAsync(ulong epoch, SequenceRanges held, CancellationToken cancel) => throw new NotSupportedException();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
