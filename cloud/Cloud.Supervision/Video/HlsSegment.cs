namespace Cloud.Supervision.Video;

/// <summary>Some frames that are sent together.</summary>
internal sealed record HlsPart(IReadOnlyList<byte[]> Boxes, double Seconds, bool IsIndependent);

/// <summary>From one key frame to the next.</summary>
internal sealed class HlsSegment(long number, int init, DateTimeOffset at, bool isDiscontinuous)
{
    private readonly List<HlsPart> _parts = [];
    private readonly List<byte[]> _open = [];
    private double _openSeconds;
    private bool _openIsKey;

    public long Number => number;

    /// <summary>Number of the beginning that it needs.</summary>
    public int Init => init;

    public DateTimeOffset At => at;

    /// <summary>True when the stream began anew before it.</summary>
    public bool IsDiscontinuous => isDiscontinuous;

    public IReadOnlyList<HlsPart> Parts => _parts;

    public double Seconds { get; private set; }

    public long Bytes { get; private set; }

    public void Add(bool isKey, double seconds, byte[] boxes)
    {
        if (_open.Count == 0)
            _openIsKey = isKey;
        _open.Add(boxes);
        _openSeconds += seconds;
        Seconds += seconds;
        Bytes += boxes.Length;
        // Half a frame short is nearer than half a frame too long.
        if (_openSeconds >= HlsStream.PartSeconds - seconds / 2)
            Close();
    }

    public void Close()
    {
        if (_open.Count == 0)
            return;
        _parts.Add(new HlsPart([.. _open], _openSeconds, _openIsKey));
        _open.Clear();
        _openSeconds = 0;
    }
}
