using System.Buffers;
using System.Net;
using System.Net.Sockets;
using Protocols.Modbus;

namespace Protocols.Tests.Interop;

/// <summary>The pure server on a real socket, speaking Modbus TCP or RTU over TCP, serving one map at every unit.</summary>
internal sealed class ModbusSocketServer : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly IModbusRegisterMap _map;
    private readonly bool _rtu;
    private readonly Task _accepting;

    public ModbusSocketServer(IModbusRegisterMap map, bool rtu)
    {
        (_map, _rtu) = (map, rtu);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _accepting;
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var serving = new List<Task>();
        try
        {
            while (true)
                serving.Add(ServeAsync(await _listener.AcceptSocketAsync(_stop.Token)));
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(serving);
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        using var connection = socket;
        var (received, used) = (new byte[1024], 0);
        var answers = new ArrayBufferWriter<byte>();
        try
        {
            while (await socket.ReceiveAsync(received.AsMemory(used), _stop.Token) is > 0 and var count)
            {
                used += count;
                answers.ResetWrittenCount();
                var left = Answer(new ReadOnlySequence<byte>(received, 0, used), answers);
                received.AsSpan(used - left, left).CopyTo(received);
                used = left;
                if (answers.WrittenCount > 0)
                    await socket.SendAsync(answers.WrittenMemory, _stop.Token);
            }
        }
        catch (OperationCanceledException)
        {
        }
        catch (SocketException)
        {
        }
    }

    private int Answer(ReadOnlySequence<byte> buffer, ArrayBufferWriter<byte> answers)
    {
        while (true)
        {
            var status = _rtu
                ? ModbusRtu.ScanRequest(ref buffer, silence: false, out var frame, out _)
                : ModbusTcp.Scan(ref buffer, out frame, out _);
            if (status == OperationStatus.NeedMoreData)
                return (int)buffer.Length;
            if (status != OperationStatus.Done)
                continue;
            if (_rtu) ModbusServer.HandleRtu(frame, _map, answers);
            else ModbusServer.HandleTcp(frame, _map, answers);
        }
    }
}
