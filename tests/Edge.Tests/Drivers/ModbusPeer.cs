using System.Buffers;
using System.Net;
using System.Net.Sockets;
using Protocols.Modbus;

namespace Edge.Tests.Drivers;

/// <summary>A Modbus server behind a real socket or pseudo-terminal, with the ways a field device misbehaves.</summary>
internal sealed class ModbusPeer : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _tasks = [];
    private readonly List<Socket> _sockets = [];
    private readonly bool _rtu;
    private TcpListener? _listener;

    public ModbusPeer(bool rtu) => _rtu = rtu;

    public ModbusMemory Memory { get; } = new(64, 64, 256, 256);

    public int Port { get; private set; }

    public int Connections { get; private set; }

    /// <summary>What is sent instead of the answer; null = the answer; empty = nothing.</summary>
    public Func<byte[], byte[]>? Answer { get; set; }

    /// <summary>Refuses any request that touches an address in the range.</summary>
    public (int First, int Last)? Hole { get; set; }

    /// <summary>Function codes that are refused.</summary>
    public HashSet<ModbusFunction> Unknown { get; } = [];

    /// <summary>Units that never answer.</summary>
    public HashSet<byte> Dead { get; } = [];

    public List<(byte Unit, ModbusFunction Function, int Address, int Quantity)> Requests { get; } = [];

    public void Listen()
    {
        _listener = new TcpListener(IPAddress.Loopback, Port);
        _listener.Server.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _tasks.Add(AcceptAsync(_listener));
    }

    /// <summary>Stops listening and breaks every connection.</summary>
    public void Cut()
    {
        _listener?.Stop();
        lock (_sockets)
        {
            _sockets.ForEach(s => s.Close());
            _sockets.Clear();
        }
    }

    public void Serve(Stream stream) => _tasks.Add(ServeAsync(stream));

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        Cut();
        foreach (var task in _tasks)
            await Record.ExceptionAsync(() => task);
        _stop.Dispose();
    }

    private async Task AcceptAsync(TcpListener listener)
    {
        while (true)
        {
            var socket = await listener.AcceptSocketAsync(_stop.Token);
            socket.NoDelay = true;
            Connections++;
            lock (_sockets)
                _sockets.Add(socket);
            _tasks.Add(ServeAsync(new NetworkStream(socket, ownsSocket: true)));
        }
    }

    private async Task ServeAsync(Stream stream)
    {
        await using var owned = stream;
        var buffer = new byte[1024];
        var count = 0;
        while (true)
        {
            var read = await stream.ReadAsync(buffer.AsMemory(count), _stop.Token);
            if (read == 0)
                return;
            count += read;
            foreach (var answer in Handle(buffer, ref count))
                await stream.WriteAsync(answer, _stop.Token);
        }
    }

    private List<byte[]> Handle(byte[] buffer, ref int count)
    {
        var answers = new List<byte[]>();
        var rest = new ReadOnlySequence<byte>(buffer, 0, count);
        while (true)
        {
            var status = _rtu
                ? ModbusRtu.ScanRequest(ref rest, silence: false, out var frame, out _)
                : ModbusTcp.Scan(ref rest, out frame, out _);
            if (status == OperationStatus.NeedMoreData)
                break;
            if (status == OperationStatus.Done && Reply(frame) is { Length: > 0 } answer)
                answers.Add(answer);
        }

        var left = rest.ToArray();
        left.CopyTo(buffer, 0);
        count = left.Length;
        return answers;
    }

    private byte[] Reply(in ModbusFrame frame)
    {
        var reader = new ModbusRequestReader(frame.Pdu);
        reader.Read();
        var request = reader.Request;
        lock (Requests)
            Requests.Add((frame.Unit, request.Function, request.Address, request.Quantity));
        if (Dead.Contains(frame.Unit))
            return [];
        var code = Unknown.Contains(request.Function) ? ModbusExceptionCode.IllegalFunction
            : Hole is { } hole && request.Address <= hole.Last && request.Address + request.Quantity > hole.First ? ModbusExceptionCode.IllegalDataAddress
            : ModbusExceptionCode.None;
        var writer = new ArrayBufferWriter<byte>();
        if (code != ModbusExceptionCode.None)
        {
            ReadOnlySpan<byte> pdu = [(byte)((byte)request.Function | 0x80), (byte)code];
            if (_rtu) ModbusRtu.WriteFrame(writer, frame.Unit, pdu);
            else ModbusTcp.WriteFrame(writer, frame.Transaction, frame.Unit, pdu);
        }
        else if (_rtu)
        {
            ModbusServer.HandleRtu(frame, Memory, writer);
        }
        else
        {
            ModbusServer.HandleTcp(frame, Memory, writer);
        }

        var answer = writer.WrittenSpan.ToArray();
        return Answer is { } change ? change(answer) : answer;
    }
}
