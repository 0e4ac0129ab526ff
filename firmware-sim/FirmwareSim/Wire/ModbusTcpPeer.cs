using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using Protocols.Modbus;

namespace FirmwareSim.Wire;

/// <summary>A controller on the network: Modbus TCP, or RTU frames over TCP as a serial server speaks them.</summary>
/// <param name="address">Where to listen.</param>
/// <param name="units">Devices behind the port.</param>
/// <param name="rtu">RTU frames instead of Modbus TCP.</param>
public sealed class ModbusTcpPeer(IPEndPoint address, ModbusUnits units, bool rtu) : IDisposable
{
    private readonly TcpListener _listener = new(address);

    /// <summary>Where it listens, known once it runs.</summary>
    public IPEndPoint Endpoint => (IPEndPoint)_listener.LocalEndpoint;

    /// <summary>Opens the port, so that a caller knows when it can be reached.</summary>
    public void Open() => _listener.Start();

    /// <summary>Serves every client until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        var clients = new List<Task>();
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(cancel);
                clients.RemoveAll(task => task.IsCompleted);
                clients.Add(ServeAsync(client, cancel));
            }
        }
        finally
        {
            _listener.Stop();
            await Task.WhenAll(clients);
        }
    }

    private async Task ServeAsync(TcpClient client, CancellationToken cancel)
    {
        using var owned = client;
        client.NoDelay = true;
        var stream = client.GetStream();
        try
        {
            if (rtu)
                await ModbusRtuLine.ServeAsync(stream, units, cancel);
            else
                await ServeTcpAsync(stream, cancel);
        }
        catch (Exception error) when (error is IOException or OperationCanceledException or SocketException)
        {
            // The client went away, as clients do.
        }
    }

    private async Task ServeTcpAsync(Stream stream, CancellationToken cancel)
    {
        var pipe = PipeReader.Create(stream);
        while (true)
        {
            var read = await pipe.ReadAsync(cancel);
            var buffer = read.Buffer;
            OperationStatus status;
            while ((status = ModbusTcp.Scan(ref buffer, out var frame, out _)) == OperationStatus.Done)
                if (await units.AnswerAsync(frame, tcp: true, cancel) is { } answer)
                    await stream.WriteAsync(answer, cancel);
            pipe.AdvanceTo(buffer.Start, buffer.End);
            if (status == OperationStatus.InvalidData || read.IsCompleted)
                return;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _listener.Dispose();
}
