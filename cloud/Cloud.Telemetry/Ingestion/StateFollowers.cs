using System.Collections.Concurrent;

namespace Cloud.Telemetry.Ingestion;

/// <summary>
/// Who has asked for the host's STATE at QoS 1. A host that stops waits until they all know, so that they leave it by
/// themselves instead of finding a dead connection.
/// </summary>
internal sealed class StateFollowers
{
    private readonly ConcurrentDictionary<string, byte> _clients = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource _told = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _leaving;

    public void Follow(string client) => _clients[client] = 0;

    /// <summary>The client has confirmed the last STATE, or is gone.</summary>
    public void Release(string client)
    {
        _clients.TryRemove(client, out _);
        if (_leaving && _clients.IsEmpty)
            _told.TrySetResult();
    }

    /// <summary>The client has confirmed a STATE.</summary>
    public void Confirmed(string client)
    {
        if (_leaving)
            Release(client);
    }

    /// <summary>Completes when everybody has confirmed what is published after this call.</summary>
    public Task Leave()
    {
        _leaving = true;
        if (_clients.IsEmpty)
            _told.TrySetResult();
        return _told.Task;
    }
}
