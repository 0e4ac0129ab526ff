using Telemetry.Model;

namespace Edge.Core.Outbox;

/// <summary>
/// What of each lane was handed out. Live and backlog share a table: live goes on from <c>_live</c>, and what grew old
/// before it was handed out is moved to the backlog's ranges.
/// </summary>
internal sealed class LaneCursors
{
    private readonly Lock _gate = new();
    private readonly List<SequenceRange> _backlog = [];
    private ulong _alarm, _live, _media;
    private ulong _lastAlarm, _lastLive, _lastMedia;
    private int _generation;
    private TaskCompletionSource _changed = NewSignal();

    /// <summary>First live sequence that is not backlog.</summary>
    public ulong Boundary { get; private set; } = 1;

    /// <summary>Starts on a store: everything alive in it is backlog.</summary>
    public void Restart(IReadOnlyList<ulong> lastByTable)
    {
        lock (_gate)
        {
            (_lastAlarm, _lastLive, _lastMedia) = (lastByTable[0], lastByTable[1], lastByTable[2]);
            Boundary = 1;
            Reset(_lastLive);
        }
    }

    /// <summary>Offers everything again; live records up to <paramref name="backlog"/> as backlog.</summary>
    public void ResetTo(ulong backlog)
    {
        lock (_gate)
            Reset(backlog);
    }

    /// <summary>Tells that records were stored.</summary>
    public void Stored(Lane lane, ulong sequence)
    {
        lock (_gate)
        {
            switch (lane)
            {
                case Lane.Alarm: _lastAlarm = sequence; break;
                case Lane.Media: _lastMedia = sequence; break;
                default: _lastLive = sequence; break;
            }

            Signal();
        }
    }

    /// <summary>What was not handed out live and is now this old becomes backlog.</summary>
    public void Age(ulong oldest)
    {
        lock (_gate)
        {
            if (oldest >= Boundary)
                Boundary = oldest + 1;
            if (oldest < _live)
                return;
            _backlog.Add(new SequenceRange(_live, oldest));
            _live = oldest + 1;
            Signal();
        }
    }

    /// <summary>What to read for a lane next; null = nothing. Hand the result to <see cref="Took"/>.</summary>
    public (SequenceRange Range, int Generation)? Next(Lane lane)
    {
        lock (_gate)
        {
            var range = lane switch
            {
                Lane.Alarm => new SequenceRange(_alarm, _lastAlarm),
                Lane.Live => new SequenceRange(_live, _lastLive),
                Lane.Media => new SequenceRange(_media, _lastMedia),
                _ => _backlog.Count > 0 ? _backlog[0] : new SequenceRange(1, 0),
            };
            return range.First <= range.Last ? (range, _generation) : null;
        }
    }

    /// <summary>Everything up to <paramref name="last"/> was read, unless the cursors were reset meanwhile.</summary>
    public void Took(Lane lane, ulong last, int generation)
    {
        lock (_gate)
        {
            if (generation != _generation)
                return;
            switch (lane)
            {
                case Lane.Alarm: _alarm = last + 1; break;
                case Lane.Live: _live = Math.Max(_live, last + 1); break;
                case Lane.Media: _media = last + 1; break;
                default:
                    if (_backlog[0].Last <= last) _backlog.RemoveAt(0);
                    else _backlog[0] = _backlog[0] with { First = last + 1 };
                    break;
            }
        }
    }

    /// <summary>Completed when a lane has something, else the signal of the next change.</summary>
    public Task Ready(Lane least)
    {
        lock (_gate)
        {
            var ready = _alarm <= _lastAlarm
                || (least >= Lane.Live && _live <= _lastLive)
                || (least >= Lane.History && _backlog.Count > 0)
                || (least >= Lane.Media && _media <= _lastMedia);
            return ready ? Task.CompletedTask : _changed.Task;
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Reset(ulong backlog)
    {
        // What was backlog once stays it.
        backlog = Math.Max(backlog, Boundary - 1);
        _generation++;
        _backlog.Clear();
        if (backlog > 0)
            _backlog.Add(new SequenceRange(1, backlog));
        (_alarm, _live, _media) = (1, backlog + 1, 1);
        Boundary = backlog + 1;
        Signal();
    }

    private void Signal()
    {
        _changed.TrySetResult();
        _changed = NewSignal();
    }
}
