using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Cloud.Platform.Notifications;

/// <summary>In-app messages as a live stream. A reader that is too slow loses the oldest: the list pages hold everything anyway.</summary>
public sealed class InAppStream
{
    private const int Buffer = 256;
    private readonly ConcurrentDictionary<object, Channel<NotificationMessage>> _readers = new();

    /// <summary>Gives a message to everybody who listens; how many that were.</summary>
    public int Publish(NotificationMessage message)
    {
        var count = 0;
        foreach (var reader in _readers.Values)
            if (reader.Writer.TryWrite(message))
                count++;
        return count;
    }

    /// <summary>Messages from now on, until cancelled.</summary>
    public async IAsyncEnumerable<NotificationMessage> ReadAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        var key = new object();
        var channel = Channel.CreateBounded<NotificationMessage>(new BoundedChannelOptions(Buffer) { FullMode = BoundedChannelFullMode.DropOldest });
        _readers[key] = channel;
        try
        {
            await foreach (var message in channel.Reader.ReadAllAsync(cancel))
                yield return message;
        }
        finally
        {
            _readers.TryRemove(key, out _);
        }
    }
}
