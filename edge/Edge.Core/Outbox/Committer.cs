using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Telemetry.Model;

namespace Edge.Core.Outbox;

/// <summary>The one writer: takes whatever is queued, does it in one flushed transaction, and answers.</summary>
internal sealed class Committer : IAsyncDisposable
{
    private const int MaxBatch = 4_096;
    private readonly Channel<Work> _queue = Channel.CreateUnbounded<Work>(new UnboundedChannelOptions { SingleReader = true });
    private readonly OutboxStore _store;
    private readonly OutboxOptions _options;
    private readonly OutboxMeter _meter;
    private readonly LaneCursors _cursors;
    private readonly AgeMarks _recent;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _loop;

    public Committer(OutboxStore store, OutboxOptions options, OutboxMeter meter, LaneCursors cursors, AgeMarks recent, TimeProvider time, ILogger logger)
    {
        (_store, _options, _meter, _cursors, _recent, _time, _logger) = (store, options, meter, cursors, recent, time, logger);
        _loop = Task.Run(RunAsync);
    }

    /// <summary>Queues work; false once the outbox is closing.</summary>
    public bool TryPost(Work work) => _queue.Writer.TryWrite(work);

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _stop.CancelAsync();
        await _loop;
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        var batch = new List<Work>();
        while (await _queue.Reader.WaitToReadAsync(CancellationToken.None))
        {
            // The window ends early when the outbox closes; what is queued is still committed.
            if (_options.CommitWindowMilliseconds > 0 && !_stop.IsCancellationRequested)
                await Task.Delay(TimeSpan.FromMilliseconds(_options.CommitWindowMilliseconds), _time, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            batch.Clear();
            while (batch.Count < MaxBatch && _queue.Reader.TryRead(out var work))
                batch.Add(work);
            try
            {
                Commit(batch);
            }
            catch (Exception fault)
            {
                // The one place for a bug in here: callers must not wait for ever, and the next batch may well pass.
                Log.Fault(_logger, fault);
                foreach (var work in batch)
                    work.Fail(new OutboxRefusedException(fault.Message));
            }
        }
    }

    private void Commit(List<Work> batch)
    {
        _store.TryHeal();
        HandleFaults(batch);
        var checkpointed = false;
        for (var attempt = 0; attempt < 4 && _store.File is { } file; attempt++)
        {
            try
            {
                Write(file, batch);
                Publish(file, batch);
                return;
            }
            catch (SqliteException fault) when (fault.SqliteErrorCode == SQLitePCL.raw.SQLITE_FULL)
            {
                if (!_store.Pressure)
                {
                    _store.EnterPressure();
                }
                else if (!checkpointed)
                {
                    _store.Checkpoint();
                    checkpointed = true;
                }
                else
                {
                    GiveUp(file, batch);
                    return;
                }
            }
            catch (SqliteException fault) when (IsBusy(fault))
            {
                // Someone looks into the file with a tool; SQLite has waited for 5 s already.
                Log.Unwritable(_logger, file.Path, fault.Message);
            }
            catch (SqliteException fault)
            {
                _store.Recover(fault);
            }
        }

        Refuse(batch, "nothing can be stored");
    }

    // Before the transaction: what a reader has found, and a cloud that holds more than was ever sent under this epoch:
    // the file is an old copy (a restored card), so its next sequences would be taken for duplicates.
    private void HandleFaults(List<Work> batch)
    {
        foreach (var found in batch.OfType<FaultWork>().Where(f => !IsBusy(f.Fault)).Take(1))
            _store.Recover(found.Fault);
        if (_store.File is { State: var state } && batch.OfType<AcknowledgeWork>().Any(a => a.Epoch == state.Epoch && a.Highest > state.Last))
            _store.Replace("rolled-back");
    }

    private void Write(OutboxFile file, List<Work> batch)
    {
        var swept = batch.Exists(w => w is SweepWork);
        foreach (var sweep in batch.OfType<SweepWork>().Where(w => w.Last <= file.State.Last))
            file.NoteAge(sweep.Uptime, sweep.Last);

        if (batch.TrueForAll(w => w is SweepWork or LedgerWork or FaultWork) && !_store.Operations.NeedsSweep(file.State))
            return;

        _recent.Note(Seconds(), file.State.LastStored[1]);
        file.NoteAge(file.Uptime, file.State.Last);
        var started = _time.GetTimestamp();
        file.Transact(next =>
        {
            var room = !_store.Pressure || HasRoom(file, next, batch);
            foreach (var work in batch)
                Apply(next, work, room);
            if (swept)
                _store.Operations.DropAged(next);
            if (!_store.Pressure || swept)
                _store.Operations.TellLosses(next);
        });
        _meter.Committed(_time.GetElapsedTime(started));
    }

    private void Apply(StoreState next, Work work, bool room)
    {
        switch (work)
        {
            case AppendWork append when room || append.IsAlarm:
                append.Refusal = null;
                append.Id = new RecordId(next.Epoch, _store.Operations.Append(next, append.Report));
                break;
            case AppendWork append:
                append.Refusal = "the disk is full; the record is named as lost";
                _store.Operations.LoseArrival(next, append.Report);
                break;
            case AcknowledgeWork ack when ack.Epoch == next.Epoch:
                _store.Operations.Acknowledge(next, ack.Held);
                break;
            case AcknowledgeWork:
                next.AfterCommit.Add(_meter.ForeignAcknowledgement);
                break;
            case QuarantineWork damaged:
                _store.Operations.Quarantine(next, damaged.Lane, damaged.Sequence, damaged.Body);
                break;
        }
    }

    // On the reserve, telemetry may only use pages that are free inside the file: the oldest gives way, media first.
    private bool HasRoom(OutboxFile file, StoreState next, List<Work> batch)
    {
        var need = batch.OfType<AppendWork>().Where(a => !a.IsAlarm).Sum(a => a.Estimate);
        if (need == 0)
            return true;
        need = (need * 2) + (32 * OutboxSchema.PageBytes);
        while (file.Number("PRAGMA freelist_count") * OutboxSchema.PageBytes < need)
            if (!_store.Operations.DropOldest(next, 2, need, "disk-full") && !_store.Operations.DropOldest(next, 1, need, "disk-full"))
                return false;
        return true;
    }

    private void Publish(OutboxFile file, List<Work> batch)
    {
        for (var lane = 0; lane < LaneTable.Names.Length; lane++)
            _cursors.Stored(LaneTable.LaneOf(lane), file.State.LastStored[lane]);
        foreach (var work in batch)
        {
            if (work is LedgerWork ledger)
            {
                ledger.Ledger = file.Ledger();
                ledger.Ledger.Add(file.State.Uncounted);
            }

            work.Complete();
        }

        foreach (var lane in batch.OfType<AppendWork>().Where(a => a.Refusal is null).CountBy(a => a.Report.Lane))
            _meter.Appended(lane.Key, lane.Value);
        if (batch.Exists(w => w is SweepWork) && !_store.Pressure)
            Shrink(file);
    }

    // After a long outage the file is mostly free pages; a little of it goes back to the disk at each sweep.
    private static void Shrink(OutboxFile file)
    {
        var pages = file.Number("PRAGMA page_count");
        if (pages > 4_096 && file.Number("PRAGMA freelist_count") > pages / 2)
            file.Execute("PRAGMA incremental_vacuum(1024)");
    }

    // Full even on the reserve. Deletes may still fit; telemetry is named as lost in memory and saved with the next commit.
    private void GiveUp(OutboxFile file, List<Work> batch)
    {
        try
        {
            Write(file, batch.FindAll(w => w is not AppendWork));
        }
        catch (SqliteException fault)
        {
            Log.Unwritable(_logger, file.Path, fault.Message);
        }

        var next = file.State.Copy();
        foreach (var append in batch.OfType<AppendWork>().Where(a => !a.IsAlarm))
            _store.Operations.LoseArrival(next, append.Report);
        next.AfterCommit.ForEach(count => count());
        file.State = next;
        Refuse(batch, "the disk is full and the reserve is spent");
    }

    private void Refuse(List<Work> batch, string reason)
    {
        foreach (var work in batch)
        {
            if (work is AppendWork append)
            {
                append.Refusal = reason;
                _meter.Refused(append.Report.Lane);
            }

            work.Complete();
        }
    }

    private static bool IsBusy(SqliteException fault) =>
        fault.SqliteErrorCode is SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_LOCKED;

    private double Seconds() => _time.GetElapsedTime(0).TotalSeconds;
}
