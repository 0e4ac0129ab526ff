using System.Buffers;
using System.Net;
using System.Net.Sockets;
using Protocols.Modbus;

namespace Protocols.Tests.Interop;

/// <summary>The codec's client side on a real Modbus TCP socket.</summary>
internal sealed class ModbusSocketClient : IDisposable
{
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp);
    private ushort _transaction;

    public static async Task<ModbusSocketClient> ConnectAsync(int port, CancellationToken cancel)
    {
        var client = new ModbusSocketClient();
        await client._socket.ConnectAsync(IPAddress.Loopback, port, cancel);
        return client;
    }

    /// <summary>Asks once; the data of the answer as it was on the wire.</summary>
    public async Task<(ModbusExceptionCode Exception, byte[] Payload)> AskAsync(
        byte unit, ModbusRequest request, byte[] payload, CancellationToken cancel)
    {
        var writer = new ArrayBufferWriter<byte>();
        ModbusTcp.WriteRequest(writer, ++_transaction, unit, request, payload);
        await _socket.SendAsync(writer.WrittenMemory, cancel);

        var (received, used) = (new byte[ModbusLimits.TcpFrame], 0);
        while (true)
        {
            used += await _socket.ReceiveAsync(received.AsMemory(used), cancel) is > 0 and var count
                ? count
                : throw new EndOfStreamException("The peer has closed the connection.");
            var buffer = new ReadOnlySequence<byte>(received, 0, used);
            var status = ModbusTcp.Scan(ref buffer, out var frame, out var fault);
            Assert.Equal(ModbusFault.None, fault);
            if (status == OperationStatus.Done)
                return Read(frame, unit, request);
        }
    }

    public void Dispose() => _socket.Dispose();

    private (ModbusExceptionCode Exception, byte[] Payload) Read(in ModbusFrame frame, byte unit, in ModbusRequest request)
    {
        Assert.Equal(ModbusFault.None, frame.Check(_transaction, unit));
        var reader = new ModbusResponseReader(frame.Pdu);
        Assert.True(reader.Read(request) == OperationStatus.Done, reader.Fault.ToString());
        var payload = new byte[reader.Payload.Length];
        reader.Payload.CopyTo(payload);
        return (reader.Exception, payload);
    }
}
