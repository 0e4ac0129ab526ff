using System.Buffers;
using System.IO.Pipelines;
using System.Net.Sockets;
using System.Text.Json;

namespace Edge.Core.Vision;

/// <summary>One connection of the local channel: JSON lines of limited length over a Unix socket.</summary>
public sealed class VisionChannel : IAsyncDisposable
{
    private readonly NetworkStream _stream;
    private readonly PipeReader _reader;
    private readonly SemaphoreSlim _writing = new(1);

    /// <summary>Takes the connected socket over.</summary>
    public VisionChannel(Socket socket)
    {
        _stream = new NetworkStream(socket, ownsSocket: true);
        _reader = PipeReader.Create(_stream);
    }

    /// <summary>Connects to the gateway.</summary>
    /// <exception cref="SocketException">Nobody listens there.</exception>
    public static async Task<VisionChannel> ConnectAsync(string file, CancellationToken cancel)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(file), cancel);
            return new VisionChannel(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>The next message; null when the other side has closed.</summary>
    /// <exception cref="InvalidDataException">A line is too long or is no message; the connection is of no more use.</exception>
    /// <exception cref="IOException">The connection broke.</exception>
    public async ValueTask<VisionMessage?> ReadAsync(CancellationToken cancel)
    {
        while (true)
        {
            var result = await _reader.ReadAsync(cancel);
            var buffer = result.Buffer;
            if (buffer.PositionOf((byte)'\n') is { } end)
            {
                var message = Parse(buffer.Slice(0, end));
                _reader.AdvanceTo(buffer.GetPosition(1, end));
                return message;
            }

            if (buffer.Length > VisionMessage.MostBytes)
                throw new InvalidDataException($"a line is longer than {VisionMessage.MostBytes} bytes");
            _reader.AdvanceTo(buffer.Start, buffer.End);
            if (result.IsCompleted)
                return null;
        }
    }

    /// <summary>Sends a message; callers take turns.</summary>
    /// <exception cref="IOException">The connection broke.</exception>
    public ValueTask WriteAsync(VisionMessage message, CancellationToken cancel) => WriteAsync(() => message, cancel);

    /// <summary>Sends a message that is made when its turn has come, so that the last one sent is the newest.</summary>
    /// <exception cref="IOException">The connection broke.</exception>
    /// <exception cref="InvalidDataException">It is longer than a line may be.</exception>
    public async ValueTask WriteAsync(Func<VisionMessage> make, CancellationToken cancel)
    {
        await _writing.WaitAsync(cancel);
        try
        {
            var line = JsonSerializer.SerializeToUtf8Bytes(make(), VisionMessageJson.Default.VisionMessage);
            if (line.Length >= VisionMessage.MostBytes)
                throw new InvalidDataException($"a message of {line.Length} bytes is longer than a line may be");
            await _stream.WriteAsync((byte[])[.. line, (byte)'\n'], cancel);
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _reader.CompleteAsync();
        await _stream.DisposeAsync();
        _writing.Dispose();
    }

    private static VisionMessage Parse(ReadOnlySequence<byte> line)
    {
        if (line.Length > VisionMessage.MostBytes)
            throw new InvalidDataException($"a line is longer than {VisionMessage.MostBytes} bytes");
        try
        {
            var reader = new Utf8JsonReader(line);
            return JsonSerializer.Deserialize(ref reader, VisionMessageJson.Default.VisionMessage)
                ?? throw new InvalidDataException("a line is null");
        }
        catch (JsonException fault)
        {
            throw new InvalidDataException($"a line is no message: {fault.Message}", fault);
        }
    }
}
