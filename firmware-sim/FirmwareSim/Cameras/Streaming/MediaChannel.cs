namespace FirmwareSim.Cameras.Streaming;

/// <summary>The viewers of one stream and the demand that they make: a stream that nobody wants costs nothing.</summary>
internal sealed class MediaChannel(TimeProvider time)
{
    /// <summary>For so long a stream goes on without demand, so that a client's probe and its viewing are one start.</summary>
    public static readonly TimeSpan Linger = TimeSpan.FromSeconds(8);

    private readonly Lock _gate = new();
    private readonly List<Viewer> _viewers = [];
    private TaskCompletionSource _wanted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _lastDemand = time.GetTimestamp() - (time.TimestampFrequency * 3600);

    /// <summary>True while somebody wants the stream, or did a moment ago.</summary>
    public bool IsWanted
    {
        get
        {
            lock (_gate)
                return IsWantedNow;
        }
    }

    private bool IsWantedNow => _viewers.Count > 0 || time.GetElapsedTime(_lastDemand) < Linger;

    /// <summary>Number of viewers.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return _viewers.Count;
        }
    }

    /// <summary>Wants the stream for a moment.</summary>
    public void Demand()
    {
        lock (_gate)
        {
            _lastDemand = time.GetTimestamp();
            _wanted.TrySetResult();
        }
    }

    /// <summary>Waits until the stream is wanted.</summary>
    public async Task WaitAsync(CancellationToken cancel)
    {
        while (!IsWanted)
            await NextDemand().WaitAsync(cancel);
    }

    private Task NextDemand()
    {
        lock (_gate)
        {
            if (IsWantedNow)
                return Task.CompletedTask;
            if (_wanted.Task.IsCompleted)
                _wanted = new(TaskCreationOptions.RunContinuationsAsynchronously);
            return _wanted.Task;
        }
    }

    /// <summary>Adds a viewer.</summary>
    public void Add(Viewer viewer)
    {
        lock (_gate)
            _viewers.Add(viewer);
        Demand();
    }

    /// <summary>Removes a viewer.</summary>
    public void Remove(Viewer viewer)
    {
        lock (_gate)
            _viewers.Remove(viewer);
        viewer.Complete();
        Demand();
    }

    /// <summary>Gives a unit to all viewers.</summary>
    public void Publish(MediaUnit unit)
    {
        lock (_gate)
            foreach (var viewer in _viewers)
                viewer.Offer(unit);
    }
}
