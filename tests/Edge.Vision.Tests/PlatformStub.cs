using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using Edge.Vision.Control;
using Telemetry.Model.Vision;

namespace Edge.Vision.Tests;

/// <summary>The platform's end of a control socket, over a real connection.</summary>
internal sealed class PlatformStub : IAsyncDisposable
{
    private readonly WebSocket _ours;
    private readonly WebSocket _theirs;
    private readonly Task _serving;
    private readonly byte[] _buffer = new byte[VideoAnswer.Longest];
    private long _last;

    private PlatformStub(WebSocket ours, WebSocket theirs, ControlDesk desk, CancellationToken cancel) =>
        (_ours, _theirs, _serving) = (ours, theirs, desk.ServeAsync(theirs, cancel));

    public static async Task<PlatformStub> ConnectAsync(ControlDesk desk, CancellationToken cancel)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var client = new TcpClient();
        await client.ConnectAsync((IPEndPoint)listener.LocalEndpoint, cancel);
        var server = await listener.AcceptTcpClientAsync(cancel);
        return new PlatformStub(
            WebSocket.CreateFromStream(server.GetStream(), new WebSocketCreationOptions { IsServer = true }),
            WebSocket.CreateFromStream(client.GetStream(), new WebSocketCreationOptions { IsServer = false }), desk, cancel);
    }

    public async Task<VideoAnswer> AskAsync(VideoQuestion question, CancellationToken cancel)
    {
        var (isText, bytes) = await SendAsync(question, cancel);
        Assert.True(isText);
        return VideoAnswer.Parse(bytes)!;
    }

    /// <summary>The file that an answer names; its reason when there is none.</summary>
    public async Task<VideoFile> MadeAsync(VideoQuestion question, CancellationToken cancel)
    {
        var answer = await AskAsync(question, cancel);
        Assert.True(answer.File is not null, $"{question.Ask}: {answer.Error} {answer.Reason}");
        return answer.File;
    }

    public async Task<byte[]> FileAsync(string file, long length, CancellationToken cancel)
    {
        using var whole = new MemoryStream();
        while (whole.Length < length)
        {
            var (isText, bytes) = await SendAsync(new VideoQuestion(0, VideoAsk.Read) { File = file, Offset = whole.Length, Length = VideoAnswer.MostBytes }, cancel);
            Assert.False(isText);
            Assert.Equal(_last, BinaryPrimitives.ReadInt64BigEndian(bytes));
            whole.Write(bytes.AsSpan(8));
        }

        return whole.ToArray();
    }

    public async Task<(bool IsText, byte[] Bytes)> SendAsync(VideoQuestion question, CancellationToken cancel)
    {
        await _ours.SendAsync((question with { Id = ++_last }).Encode(), WebSocketMessageType.Text, true, cancel);
        var length = 0;
        while (true)
        {
            var part = await _ours.ReceiveAsync(_buffer.AsMemory(length), cancel);
            length += part.Count;
            if (part.EndOfMessage)
                return (part.MessageType == WebSocketMessageType.Text, _buffer[..length]);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _ours.Abort();
        await _serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _ours.Dispose();
        _theirs.Dispose();
    }
}
