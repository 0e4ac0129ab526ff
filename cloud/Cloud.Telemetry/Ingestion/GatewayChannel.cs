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
    private readonly PacketLimit _limit = new(maxPacketBytes);
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

    public async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        int read;
        try
        {
            read = await stream.ReadAsync(buffer.AsMemory(offset, count), cancellationToken);
        }
        catch (Exception fault) when (fault is IOException or ObjectDisposedException)
        {
            // The peer is gone: the broker's word for it is an empty read.
            return 0;
        }

        Volatile.Write(ref _lastReceived, time.GetTimestamp());
        if (_limit.TryPass(buffer.AsSpan(offset, read)))
            return read;
        metrics.Refused(Refusal.PacketTooLarge);
        throw new MqttProtocolViolationException("The packet is longer than the limit.");
    }

    public async Task WriteAsync(ReadOnlySequence<byte> buffer, bool isEndOfPacket, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var segment in buffer)
                await stream.WriteAsync(segment, cancellationToken);
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
}
