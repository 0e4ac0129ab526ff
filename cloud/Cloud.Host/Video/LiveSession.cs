using System.Threading.Channels;

namespace Cloud.Host.Video;

/// <summary>A message of a live stream: text describes it, binary carries its beginning (0), a key frame (1) or another frame (2).</summary>
public sealed record LiveMessage(bool IsText, byte[] Bytes)
{
    /// <summary>True when decoding may begin here.</summary>
    public bool IsKey => !IsText && Bytes[0] == 1;

    /// <summary>True for what a player must have before any frame.</summary>
    public bool IsStart => IsText || Bytes[0] == 0;
}

/// <summary>One who looks. Frames wait for a moment; one who does not read is dropped.</summary>
public sealed class LiveViewer
{
    /// <summary>Messages that may wait: some ten seconds.</summary>
    public const int MostWaiting = 300;

    private readonly Channel<LiveMessage> _messages = Channel.CreateUnbounded<LiveMessage>();

    /// <summary>What comes.</summary>
    public ChannelReader<LiveMessage> Messages => _messages.Reader;

    /// <summary>False when too much waits already; the viewer is then at its end.</summary>
    public bool Give(LiveMessage message)
    {
        if (_messages.Reader.Count < MostWaiting)
            return _messages.Writer.TryWrite(message);
        _messages.Writer.TryComplete();
        return false;
    }

    /// <summary>Nothing more comes.</summary>
    public void End() => _messages.Writer.TryComplete();
}

/// <summary>One camera's stream and its viewers. A new viewer gets the beginning and everything since the last key frame.</summary>
public sealed class LiveSession(StreamKey stream, string id, Action dropped)
{
    private const int MostKept = 600;

    private readonly Lock _lock = new();
    private readonly List<LiveViewer> _viewers = [];
    private readonly List<LiveMessage> _start = [];
    private readonly List<LiveMessage> _sinceKey = [];
    private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _isOver;

    /// <summary>What is shown.</summary>
    public StreamKey Stream => stream;

    /// <summary>Its name, known to platform and gateway only.</summary>
    public string Id => id;

    /// <summary>Number of viewers.</summary>
    public int Viewers
    {
        get
        {
            lock (_lock)
                return _viewers.Count;
        }
    }

    /// <summary>Ends with the last viewer, or with the source.</summary>
    public Task Over => _over.Task;

    /// <summary>False when the session is over.</summary>
    public bool TryAdd(LiveViewer viewer)
    {
        lock (_lock)
        {
            if (_isOver)
                return false;
            foreach (var message in _start.Concat(_sinceKey))
                viewer.Give(message);
            _viewers.Add(viewer);
            return true;
        }
    }

    /// <summary>True when it was the last one.</summary>
    public bool Remove(LiveViewer viewer)
    {
        lock (_lock)
        {
            _viewers.Remove(viewer);
            if (_viewers.Count > 0 || _isOver)
                return false;
            _isOver = true;
        }

        _over.TrySetResult();
        return true;
    }

    /// <summary>Gives a message to all.</summary>
    public void Take(LiveMessage message)
    {
        lock (_lock)
        {
            if (message.IsText)
                _start.Clear();
            if (message.IsStart)
                _start.Add(message);
            if (message.IsStart || message.IsKey)
                _sinceKey.Clear();
            if (!message.IsStart && _sinceKey.Count < MostKept)
                _sinceKey.Add(message);
            foreach (var lagging in _viewers.FindAll(viewer => !viewer.Give(message)))
            {
                _viewers.Remove(lagging);
                dropped();
            }
        }
    }

    /// <summary>The source has ended.</summary>
    public void End()
    {
        lock (_lock)
        {
            _isOver = true;
            foreach (var viewer in _viewers)
                viewer.End();
            _viewers.Clear();
        }

        _over.TrySetResult();
    }
}
