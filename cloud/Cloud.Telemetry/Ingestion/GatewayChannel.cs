using System.Buffers;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using MQTTnet.Channel;
using MQTTnet.Exceptions;

namespace Cloud.Telemetry.Ingestion;

/// <summary>One accepted connection as the broker reads it: limited, and with the instant of its last byte.</summary>
internal sealed class GatewayChannel(Socket socket, Stream stream, X509Certificate2? certificate, IngestionMetrics metrics, TimeProvider time, int maxPacketBytes)
    : IMqttChannel
{
    private const int ReadBytes = 1024, PieceBytes = 16 * 1024;

    private readonly PacketLimit _limit = new(maxPacketBytes);
    private readonly byte[] _read = new byte[ReadBytes];
    private Memory<byte> _buffered;
    private ReadOnlySequence<byte> _head;
    private long _lastReceived = time.GetTimestamp();

    public X509Certificate2 ClientCertificate => certificate!;

    public EndPoint RemoteEndPoint { get; } = socket.RemoteEndPoint!;

    public EndPoint LocalEndPoint { get; } = socket.LocalEndPoint!;

    public bool IsSecureConnection => stream is not NetworkStream;

    /// <summary>How long nothing has come.</summary>
    public TimeSpan Silence => time.GetElapsedTime(Volatile.Read(ref _lastReceived));

    public Task ConnectAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task DisconnectAsync(CancellationToken cancellationToken)
    {
        await stream.DisposeAsync();
        socket.Dispose();
    }

    /// <summary>
    /// The broker asks for the two bytes of a head, then for the rest: what the socket has at once is kept, so that a usual
    /// message costs one system call and not one for each part of it.
    /// </summary>
    public Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        if (_buffered.Length == 0)
            return ReceiveAsync(buffer.AsMemory(offset, count), cancellationToken);
        return Task.FromResult(Take(buffer.AsSpan(offset, count)));
    }

    /// <summary>
    /// The broker hands over a message's head, then its payload: they leave in one piece, because two would be two system
    /// calls and two segments on the wire.
    /// </summary>
    public async Task WriteAsync(ReadOnlySequence<byte> buffer, bool isEndOfPacket, CancellationToken cancellationToken)
    {
        if (!isEndOfPacket)
        {
            _head = buffer;
            return;
        }

        var head = _head;
        _head = default;
        try
        {
            if (head.IsEmpty && buffer.IsSingleSegment)
                await stream.WriteAsync(buffer.First, cancellationToken);
            else
                await WriteTogetherAsync(head, buffer, cancellationToken);
        }
        catch (Exception fault) when (fault is IOException or ObjectDisposedException)
        {
            throw new MqttCommunicationException(fault);
        }
    }

    public void Dispose()
    {
        stream.Dispose();
        socket.Dispose();
        certificate?.Dispose();
    }

    private async Task<int> ReceiveAsync(Memory<byte> into, CancellationToken cancel)
    {
        var direct = into.Length >= _read.Length;
        int read;
        try
        {
            read = await stream.ReadAsync(direct ? into : _read, cancel);
        }
        catch (Exception fault) when (fault is IOException or ObjectDisposedException)
        {
            // The peer is gone: the broker's word for it is an empty read.
            return 0;
        }

        Volatile.Write(ref _lastReceived, time.GetTimestamp());
        if (!_limit.TryPass((direct ? into : _read).Span[..read]))
        {
            metrics.Refused(Refusal.PacketTooLarge);
            throw new MqttProtocolViolationException("The packet is longer than the limit.");
        }

        if (direct)
            return read;
        _buffered = _read.AsMemory(0, read);
        return Take(into.Span);
    }

    private int Take(Span<byte> into)
    {
        var taken = Math.Min(into.Length, _buffered.Length);
        _buffered.Span[..taken].CopyTo(into);
        _buffered = _buffered[taken..];
        return taken;
    }

    // In pieces out of the pool: the socket goes on holding what it sent last, and that must not be a whole configuration.
    private async Task WriteTogetherAsync(ReadOnlySequence<byte> head, ReadOnlySequence<byte> rest, CancellationToken cancel)
    {
        var payload = rest;
        var piece = ArrayPool<byte>.Shared.Rent((int)Math.Min(PieceBytes, head.Length + rest.Length));
        try
        {
            while (!head.IsEmpty || !rest.IsEmpty)
            {
                var filled = Fill(piece, ref head);
                filled += Fill(piece.AsSpan(filled), ref rest);
                await stream.WriteAsync(piece.AsMemory(0, filled), cancel);
            }

            SentOnce.Release(payload);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(piece);
        }

        static int Fill(Span<byte> piece, ref ReadOnlySequence<byte> from)
        {
            var length = (int)Math.Min(piece.Length, from.Length);
            from.Slice(0, length).CopyTo(piece);
            from = from.Slice(length);
            return length;
        }
    }
}
