using System.Buffers.Binary;
using System.Net.WebSockets;
using Edge.Vision.Fragments;
using Telemetry.Model.Vision;

namespace Edge.Vision.Live;

/// <summary>Sends a camera's encoded stream over one socket, from its newest key frame on: as it is, never transcoded.</summary>
internal sealed class LiveSender(WebSocket socket, TimeProvider clock)
{
    private static readonly TimeSpan SendLimit = TimeSpan.FromSeconds(10);

    /// <summary>Sends until the platform says goodbye, does not read, or cancelled.</summary>
    public async Task SendAsync(IStreamSource source, CancellationToken cancel)
    {
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var closing = WatchAsync(gone);
        try
        {
            using (var following = source.Follow())
            {
                await foreach (var item in following.Items.ReadAllAsync(gone.Token))
                    await WriteAsync(item, gone.Token);
            }

            await socket.CloseOutputAsync(WebSocketCloseStatus.EndpointUnavailable, "lagged", gone.Token);
            await closing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        finally
        {
            await gone.CancelAsync();
            await closing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task WriteAsync(FragmentItem item, CancellationToken cancel)
    {
        using var limit = new CancellationTokenSource(SendLimit, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        if (item.Start is { } start)
        {
            var description = new StreamDescription(start.Codec, start.Width, start.Height, start.Timescale);
            await socket.SendAsync(description.Encode(), WebSocketMessageType.Text, true, both.Token);
            await socket.SendAsync(Message(0, clock.GetUtcNow(), 0, 0, start.Bytes), WebSocketMessageType.Binary, true, both.Token);
        }

        if (item.Fragment is { } fragment)
            await socket.SendAsync(
                Message((byte)(fragment.IsKey ? 1 : 2), fragment.At, fragment.DecodeTime, fragment.Duration, fragment.Bytes), WebSocketMessageType.Binary, true, both.Token);
    }

    // One byte: 0 beginning, 1 key frame, 2 other; when it came from the camera, ms since 1970; decode time; duration; the boxes.
    private static byte[] Message(byte kind, DateTimeOffset at, ulong time, uint duration, byte[] boxes)
    {
        var message = new byte[VideoOrder.Head + boxes.Length];
        message[0] = kind;
        BinaryPrimitives.WriteInt64BigEndian(message.AsSpan(1), at.ToUnixTimeMilliseconds());
        BinaryPrimitives.WriteUInt64BigEndian(message.AsSpan(9), time);
        BinaryPrimitives.WriteUInt32BigEndian(message.AsSpan(17), duration);
        boxes.CopyTo(message, VideoOrder.Head);
        return message;
    }

    // The platform says nothing but goodbye.
    private async Task WatchAsync(CancellationTokenSource gone)
    {
        var buffer = new byte[256];
        try
        {
            while ((await socket.ReceiveAsync(buffer.AsMemory(), gone.Token)).MessageType != WebSocketMessageType.Close)
            {
            }
        }
        catch (WebSocketException)
        {
            // The connection broke: the same.
        }

        await gone.CancelAsync();
    }
}
