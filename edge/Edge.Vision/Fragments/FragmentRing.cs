using System.Threading.Channels;

namespace Edge.Vision.Fragments;

/// <summary>The last seconds of a camera's encoded stream, for clips, recording and viewers. One writer, many readers.</summary>
/// <param name="keep">Seconds kept.</param>
/// <param name="mostBytes">Bytes kept at most.</param>
public sealed class FragmentRing(TimeSpan keep, long mostBytes) : IStreamSource
{
    private const int MostWaiting = 512;

    private readonly Lock _lock = new();
    private readonly Queue<Fragment> _fragments = new();
    private readonly List<Channel<FragmentItem>> _followers = [];
    private FragmentStart? _start;
    private long _bytes;

    /// <summary>The stream's beginning; null before there is one.</summary>
    public FragmentStart? Start
    {
        get
        {
            lock (_lock)
                return _start;
        }
    }

    /// <summary>A stream begins: what was kept belongs to another one.</summary>
    public void Begin(FragmentStart start)
    {
        lock (_lock)
        {
            _start = start;
            _fragments.Clear();
            _bytes = 0;
            foreach (var follower in _followers)
                Give(follower, new FragmentItem(start, null));
        }
    }

    /// <summary>Forgets what is kept: who follows next must not be shown the past.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _start = null;
            _fragments.Clear();
            _bytes = 0;
        }
    }

    /// <summary>Takes a fragment.</summary>
    public void Add(Fragment fragment)
    {
        lock (_lock)
        {
            _fragments.Enqueue(fragment);
            _bytes += fragment.Bytes.Length;
            while (_fragments.TryPeek(out var oldest) && (fragment.At - oldest.At > keep || _bytes > mostBytes))
                _bytes -= _fragments.Dequeue().Bytes.Length;
            foreach (var follower in _followers)
                Give(follower, new FragmentItem(null, fragment));
        }
    }

    /// <summary>The stretch from the key frame before <paramref name="from"/> to <paramref name="to"/>; empty when nothing of it is kept.</summary>
    public (FragmentStart? Start, IReadOnlyList<Fragment> Fragments) Cut(DateTimeOffset from, DateTimeOffset to)
    {
        lock (_lock)
        {
            var all = _fragments.ToList();
            var first = all.FindLastIndex(fragment => fragment.IsKey && fragment.At <= from);
            if (first < 0)
                first = all.FindIndex(fragment => fragment.IsKey && fragment.At <= to);
            return first < 0 ? (_start, []) : (_start, [.. all.Skip(first).TakeWhile(fragment => fragment.At <= to)]);
        }
    }

    /// <summary>
    /// Everything from now on, until disposed; a reader that lags by more than a few hundred frames is cut off.
    /// With <paramref name="fromKey"/> it begins with the newest key frame that is kept.
    /// </summary>
    public FragmentSubscription Follow(bool fromKey)
    {
        var channel = Channel.CreateUnbounded<FragmentItem>();
        lock (_lock)
        {
            if (_start is not null)
                channel.Writer.TryWrite(new FragmentItem(_start, null));
            var all = _fragments.ToList();
            var first = fromKey ? all.FindLastIndex(fragment => fragment.IsKey) : -1;
            foreach (var fragment in first < 0 ? [] : all.Skip(first))
                channel.Writer.TryWrite(new FragmentItem(null, fragment));
            _followers.Add(channel);
        }

        return new FragmentSubscription(channel.Reader, () =>
        {
            lock (_lock)
                _followers.Remove(channel);
        });
    }

    FragmentSubscription IStreamSource.Follow() => Follow(fromKey: true);

    private static void Give(Channel<FragmentItem> follower, FragmentItem item)
    {
        if (follower.Reader.Count < MostWaiting)
            follower.Writer.TryWrite(item);
        else
            follower.Writer.TryComplete();
    }
}

/// <summary>A beginning or a fragment.</summary>
public sealed record FragmentItem(FragmentStart? Start, Fragment? Fragment);

/// <summary>A reader of a ring; ends with its disposal.</summary>
public sealed class FragmentSubscription(ChannelReader<FragmentItem> items, Action end) : IDisposable
{
    public ChannelReader<FragmentItem> Items => items;

    public void Dispose() => end();
}
