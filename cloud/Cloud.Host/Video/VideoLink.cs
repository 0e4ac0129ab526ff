using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Threading.Channels;
using Telemetry.Model.Vision;

namespace Cloud.Host.Video;

/// <summary>The socket over which one gateway answers questions. Questions wait until it is there.</summary>
public sealed class VideoLink(TimeProvider time, Action<VideoLink> ended)
{
    private const int MostMessage = VideoAnswer.Longest;
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(60), Goodbye = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<long, TaskCompletionSource<VideoReply?>> _open = new();
    private readonly Channel<VideoQuestion> _questions = Channel.CreateBounded<VideoQuestion>(64);
    private long _last;
    private long _usedAt = time.GetTimestamp();
    private int _isServed;

    /// <summary>Names the socket.</summary>
    public string Session { get; } = Guid.CreateVersion7().ToString("N");

    /// <summary>Asks; null when the socket ended before the answer: ask again over another.</summary>
    public async Task<VideoReply?> AskAsync(VideoQuestion question, CancellationToken cancel)
    {
        Volatile.Write(ref _usedAt, time.GetTimestamp());
        var id = Interlocked.Increment(ref _last);
        var answer = new TaskCompletionSource<VideoReply?>(TaskCreationOptions.RunContinuationsAsynchronously);
        _open[id] = answer;
        try
        {
            await _questions.Writer.WriteAsync(question with { Id = id }, cancel);
            return await answer.Task.WaitAsync(cancel);
        }
        catch (ChannelClosedException)
        {
            return null;
        }
        finally
        {
            _open.TryRemove(id, out _);
            Volatile.Write(ref _usedAt, time.GetTimestamp());
        }
    }

    /// <summary>Serves the socket until it ends or is quiet for a while.</summary>
    public async Task ServeAsync(WebSocket socket, CancellationToken cancel)
    {
        if (Interlocked.Exchange(ref _isServed, 1) == 1)
            return;
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var (reading, writing) = (ReadAsync(socket, over.Token), WriteAsync(socket, over.Token));
        while (!reading.IsCompleted && !writing.IsCompleted && (!_open.IsEmpty || time.GetElapsedTime(Volatile.Read(ref _usedAt)) < Quiet))
        {
            using var round = CancellationTokenSource.CreateLinkedTokenSource(over.Token);
            await Task.WhenAny(reading, writing, Task.Delay(Quiet, time, round.Token));
            await round.CancelAsync();
        }

        End();
        await writing;
        // Goodbye before the reading ends: a receive that is cancelled would cut the connection.
        if (socket.State == WebSocketState.Open)
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "over", cancel);
        await Task.WhenAny(reading, Task.Delay(Goodbye, time, over.Token));
        await over.CancelAsync();
        await reading;
    }

    /// <summary>Nothing is asked over it any more; what waits is told so.</summary>
    public void End()
    {
        ended(this);
        _questions.Writer.TryComplete();
        foreach (var (_, waiting) in _open)
            waiting.TrySetResult(null);
    }

    private async Task WriteAsync(WebSocket socket, CancellationToken cancel)
    {
        try
        {
            await socket.SendAsync(new VideoOrder(VideoOrder.Control).Encode(), WebSocketMessageType.Text, true, cancel);
            await foreach (var question in _questions.Reader.ReadAllAsync(cancel))
                await socket.SendAsync(question.Encode(), WebSocketMessageType.Text, true, cancel);
        }
        catch (Exception fault) when (fault is WebSocketException or OperationCanceledException)
        {
            // The gateway has gone, or we have: the same end.
        }
    }

    private async Task ReadAsync(WebSocket socket, CancellationToken cancel)
    {
        var buffer = new byte[MostMessage];
        try
        {
            while (true)
            {
                var length = 0;
                ValueWebSocketReceiveResult part;
                do
                {
                    if (length == buffer.Length)
                        return;
                    part = await socket.ReceiveAsync(buffer.AsMemory(length), cancel);
                    length += part.Count;
                }
                while (!part.EndOfMessage && part.MessageType != WebSocketMessageType.Close);
                if (part.MessageType == WebSocketMessageType.Close)
                    return;
                Take(buffer.AsSpan(0, length), part.MessageType == WebSocketMessageType.Text);
            }
        }
        catch (Exception fault) when (fault is WebSocketException or OperationCanceledException)
        {
            // The gateway has gone, or we have: the same end.
        }
    }

    private void Take(ReadOnlySpan<byte> message, bool isText)
    {
        if (!isText && message.Length >= 8)
            Complete(BinaryPrimitives.ReadInt64BigEndian(message), new VideoReply(new VideoAnswer(0), message[8..].ToArray()));
        else if (VideoAnswer.Parse(message) is { } answer)
            Complete(answer.Id, new VideoReply(answer));
    }

    private void Complete(long id, VideoReply reply)
    {
        if (_open.TryRemove(id, out var waiting))
            waiting.TrySetResult(reply);
    }
}
