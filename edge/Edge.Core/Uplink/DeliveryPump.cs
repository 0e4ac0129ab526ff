using Edge.Core.Outbox;
using Telemetry.Model;

namespace Edge.Core.Uplink;

/// <summary>
/// Empties the outbox into a link: alarms at once, live records in small batches, backlog in what the link has to spare,
/// media last. Everything stays in the outbox until it is acknowledged; what is not, in time, is sent again.
/// </summary>
internal sealed class DeliveryPump(IOutbox outbox, DeliveryOptions options, UplinkMeter meter, TimeProvider time)
{
    private const int TakeRecords = 2_000, MediaRecords = 20, MaxTimeoutFactor = 6;
    private readonly InFlight _inFlight = new();
    private readonly DrainWindow _drain = new(options.DrainRecords);
    private double _nextLive, _timeout = options.AckTimeoutSeconds;
    private volatile bool _resend;

    /// <summary>Sends one message; returns once it is handed to the link.</summary>
    public delegate Task Send(OutboxBatch batch, CancellationToken cancel);

    /// <summary>Runs until cancelled, or until the link fails.</summary>
    /// <param name="send">The link.</param>
    /// <param name="probe">Asks the other end for a sign of life; throws when there is none.</param>
    /// <param name="cancel">The session ends.</param>
    public async Task RunAsync(Send send, Func<CancellationToken, Task> probe, CancellationToken cancel)
    {
        Restart();
        while (true)
        {
            cancel.ThrowIfCancellationRequested();
            var released = _inFlight.Released;
            if (_resend)
                Restart();
            else if (_inFlight.Oldest + _timeout <= Now())
                await ResendAsync(probe, cancel);
            if (!await SendUrgentAsync(send, cancel) && !await SendBacklogAsync(send, cancel))
                await WaitAsync(released, cancel);
        }
    }

    /// <summary>The other end holds these: frees the windows and deletes them from the outbox.</summary>
    public async Task AcknowledgeAsync(ulong epoch, SequenceRanges held, CancellationToken cancel)
    {
        var now = Now();
        foreach (var batch in _inFlight.Release(epoch, held))
        {
            var roundTrip = TimeSpan.FromSeconds(now - batch.SentAt);
            meter.Acknowledged(batch.Lane, batch.Sequences.Length, roundTrip);
            // Without backlog on its way the other end may let an acknowledgement wait for the next: that says nothing about the link.
            if (batch.Lane == Lane.History || _inFlight.Records(Lane.History) > 0)
                _drain.Sample(roundTrip, batch.Sequences.Length, batch.Lane == Lane.History, now);
            _timeout = options.AckTimeoutSeconds;
        }

        await outbox.AcknowledgeAsync(epoch, held, cancel);
    }

    /// <summary>The other end has not understood something: everything unacknowledged is sent again.</summary>
    public void RequestResend()
    {
        _resend = true;
        _inFlight.Signal();
    }

    private void Restart()
    {
        _resend = false;
        _inFlight.Clear();
        outbox.ResetCursor();
    }

    private async Task ResendAsync(Func<CancellationToken, Task> probe, CancellationToken cancel)
    {
        // A link that is cut without a word swallows data for minutes; a probe tells it from a slow cloud.
        await probe(cancel);
        if (_inFlight.Oldest + _timeout > Now() || _inFlight.Oldest is null)
            return;
        meter.TimedOut();
        _drain.TimedOut();
        _timeout = Math.Min(_timeout * 2, options.AckTimeoutSeconds * MaxTimeoutFactor);
        Restart();
    }

    private async Task<bool> SendUrgentAsync(Send send, CancellationToken cancel)
    {
        var sent = await SendAlarmsAsync(send, cancel);
        var room = options.WindowRecords - _inFlight.Records(Lane.Live);
        if (Now() < _nextLive || room <= 0)
            return sent;
        var taken = await outbox.TakeAsync(Lane.Live, Math.Min(room, TakeRecords), cancel);
        if (taken.Count == 0)
            return sent;
        _nextLive = Now() + (options.BatchMilliseconds / 1000d);
        await SendAsync(Lane.Live, taken, send, between: () => SendAlarmsAsync(send, cancel), cancel);
        return true;
    }

    private async Task<bool> SendAlarmsAsync(Send send, CancellationToken cancel)
    {
        var room = options.WindowRecords - _inFlight.Records(Lane.Alarm);
        if (room <= 0)
            return false;
        var taken = await outbox.TakeAsync(Lane.Alarm, Math.Min(room, TakeRecords), cancel);
        await SendAsync(Lane.Alarm, taken, send, between: null, cancel);
        return taken.Count > 0;
    }

    private async Task<bool> SendBacklogAsync(Send send, CancellationToken cancel)
    {
        foreach (var (lane, window) in ((Lane, int)[])[(Lane.History, _drain.Records), (Lane.Media, MediaRecords)])
        {
            var room = window - _inFlight.Records(lane);
            if (room <= 0)
                continue;
            var taken = await outbox.TakeAsync(lane, Math.Min(room, TakeRecords), cancel);
            if (taken.Count == 0)
                continue;
            await SendAsync(lane, taken, send, between: () => SendUrgentAsync(send, cancel), cancel);
            return true;
        }

        return false;
    }

    private async Task SendAsync(Lane lane, IReadOnlyList<OutboxRecord> taken, Send send, Func<Task<bool>>? between, CancellationToken cancel)
    {
        foreach (var batch in OutboxBatch.Divide(lane, taken, options.BatchRecords, options.BatchBytes))
        {
            if (between is not null)
                await between();
            _inFlight.Add(batch, Now());
            await send(batch, cancel);
            meter.Sent(lane, batch.Records.Count);
        }
    }

    private async Task WaitAsync(Task released, CancellationToken cancel)
    {
        var now = Now();
        var due = Math.Min(_inFlight.Oldest + _timeout ?? double.MaxValue, now < _nextLive ? _nextLive : double.MaxValue);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var arrived = LeastUrgent(now) is { } least ? outbox.WaitAsync(least, over.Token).AsTask() : Task.Delay(Timeout.InfiniteTimeSpan, time, over.Token);
        var timer = due == double.MaxValue ? Task.Delay(Timeout.InfiniteTimeSpan, time, over.Token)
            : Task.Delay(TimeSpan.FromSeconds(Math.Max(0.001, due - now)), time, over.Token);
        await Task.WhenAny(arrived, released, timer);
        await over.CancelAsync();
        if (arrived.IsFaulted)
            await arrived;
    }

    // Only what could be sent is worth waking for; null = nothing could, an acknowledgement or the time-out must come first.
    private Lane? LeastUrgent(double now)
    {
        if (_inFlight.Records(Lane.Alarm) >= options.WindowRecords)
            return null;
        if (now < _nextLive || _inFlight.Records(Lane.Live) >= options.WindowRecords)
            return Lane.Alarm;
        if (_inFlight.Records(Lane.History) >= _drain.Records)
            return Lane.Live;
        return _inFlight.Records(Lane.Media) >= MediaRecords ? Lane.History : Lane.Media;
    }

    private double Now() => time.GetElapsedTime(0).TotalSeconds;
}
