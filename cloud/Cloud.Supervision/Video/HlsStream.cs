using Cloud.Platform.Clauses;

namespace Cloud.Supervision.Video;

/// <summary>
/// One camera's stream as low-latency HLS: frames are joined to parts of two or three frames and to segments that begin with key frames.
/// Nothing is transcoded. Whoever asks for what is not there yet waits for it. Safe for several threads.
/// </summary>
[Clause("5.6.2-1.5")]
public sealed class HlsStream
{
    /// <summary>Seconds that a part shall have: a viewer is three parts and one behind, and asks once for each.</summary>
    public const double PartSeconds = 0.15;

    private const int MostSegments = 8, MostInits = 4, MostSegmentBytes = 16 << 20;
    private const double LeastSegment = 0.9, LongestSegment = 20;

    private readonly Lock _lock = new();
    private readonly List<HlsSegment> _segments = [];
    private readonly SortedDictionary<int, byte[]> _inits = [];
    private TaskCompletionSource _changed = New();
    private HlsSegment? _open;
    private int _init;
    private long _next;
    private bool _isOver;

    /// <summary>Segments that were given up because no key frame came: a stream that nobody can begin to look at.</summary>
    public int GivenUp { get; private set; }

    /// <summary>A stream begins, or begins anew with another size or codec.</summary>
    public void Begin(byte[] init)
    {
        lock (_lock)
        {
            Close();
            _inits[++_init] = init;
            while (_inits.Count > MostInits)
                _inits.Remove(_inits.Keys.First());
        }
    }

    /// <summary>A frame.</summary>
    /// <param name="isKey">True when decoding may begin here.</param>
    /// <param name="at">When it came from the camera.</param>
    /// <param name="seconds">How long it is shown.</param>
    /// <param name="boxes">Its boxes.</param>
    public void Add(bool isKey, DateTimeOffset at, double seconds, byte[] boxes)
    {
        lock (_lock)
        {
            if (_init == 0 || _isOver)
                return;
            if (isKey && _open is null or { Seconds: >= LeastSegment })
            {
                Close();
                _open = new HlsSegment(_next++, _init, at, _segments.Count > 0 && _segments[^1].Init != _init);
            }

            if (_open is null)
                return;
            _open.Add(isKey, Math.Clamp(seconds, 0.001, 5), boxes);
            if (_open.Seconds > LongestSegment || _open.Bytes > MostSegmentBytes)
            {
                GivenUp++;
                _open = null;
            }

            Pulse();
        }
    }

    /// <summary>Nothing more comes.</summary>
    public void End()
    {
        lock (_lock)
        {
            _isOver = true;
            Pulse();
        }
    }

    /// <summary>The playlist, once it has the part that is asked for; null when the stream has ended, or what is asked for is too far off.</summary>
    /// <param name="segment">Number of a segment; null for the playlist of now.</param>
    /// <param name="part">Number of a part in it; null for the whole segment.</param>
    /// <param name="cancel">Ends the waiting.</param>
    public async Task<string?> PlaylistAsync(long? segment, int? part, CancellationToken cancel)
    {
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                if (segment > _next + 1)
                    return null;
                var first = _segments.Count > 0 || _open is { Parts.Count: > 0 };
                if (first && (segment is null || Has(segment.Value, part)))
                    return HlsPlaylist.Write(_segments, _open);
                if (_isOver)
                    return null;
                changed = _changed.Task;
            }

            await changed.WaitAsync(cancel);
        }
    }

    /// <summary>The beginning with this number; null when there is none.</summary>
    public byte[]? Init(int number)
    {
        lock (_lock)
            return _inits.GetValueOrDefault(number);
    }

    /// <summary>A whole segment; null when it is not complete, or gone.</summary>
    public IReadOnlyList<byte[]>? Segment(long number)
    {
        lock (_lock)
            return _segments.Find(one => one.Number == number)?.Parts.SelectMany(part => part.Boxes).ToList();
    }

    /// <summary>A part, once it is there; null when it can never be.</summary>
    public async Task<IReadOnlyList<byte[]>?> PartAsync(long segment, int part, CancellationToken cancel)
    {
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                if (Find(segment) is { } found && part < found.Parts.Count)
                    return [.. found.Parts[part].Boxes];
                var isNext = !_isOver && (segment == _open?.Number || segment == _next) && part <= (segment == _next ? 0 : _open!.Parts.Count);
                if (!isNext)
                    return null;
                changed = _changed.Task;
            }

            await changed.WaitAsync(cancel);
        }
    }

    private HlsSegment? Find(long number) => _open?.Number == number ? _open : _segments.Find(one => one.Number == number);

    // RFC 8216bis 6.2.5.2: a part beyond the last one of a segment that is complete counts as the first of the next.
    private bool Has(long segment, int? part) =>
        segment < (_open?.Number ?? _next) || (segment == _open?.Number && part is { } wanted && wanted < _open.Parts.Count);

    private void Close()
    {
        if (_open is null)
            return;
        _open.Close();
        if (_open.Parts.Count > 0)
            _segments.Add(_open);
        if (_segments.Count > MostSegments)
            _segments.RemoveAt(0);
        _open = null;
        Pulse();
    }

    private void Pulse()
    {
        _changed.TrySetResult();
        _changed = New();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
