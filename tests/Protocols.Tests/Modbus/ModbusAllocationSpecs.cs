using System.Buffers;
using Protocols.Modbus;

namespace Protocols.Tests.Modbus;

/// <summary>The path of every poll takes nothing from the heap.</summary>
public sealed class ModbusAllocationSpecs
{
    private const int Rounds = 1_000;

    [Fact]
    public void a_poll_allocates_nothing_on_either_side_or_framing()
    {
        var golden = Golden.All.ToArray();
        var wires = golden.Select(g => (Rtu: Wire.Cut(g.AskedRtu, 3), Answer: Wire.Cut(g.AnsweredRtu, 3), Tcp: Wire.Whole(g.AnsweredTcp), Payload: g.PayloadBytes)).ToArray();
        var map = new ModbusMemory(4096, 4096, 4096, 4096);
        var writer = new ArrayBufferWriter<byte>(1024);
        Poll(golden, wires, map, writer);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Rounds; i++)
            Poll(golden, wires, map, writer);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void Poll(
        Golden[] golden, (ReadOnlySequence<byte> Rtu, ReadOnlySequence<byte> Answer, ReadOnlySequence<byte> Tcp, byte[] Payload)[] wires,
        ModbusMemory map, ArrayBufferWriter<byte> writer)
    {
        Span<byte> registers = stackalloc byte[ModbusLimits.Pdu];
        for (var i = 0; i < golden.Length; i++)
        {
            var request = golden[i].Request;
            var (asked, answered, tcp, payload) = wires[i];
            writer.ResetWrittenCount();
            ModbusRtu.WriteRequest(writer, Golden.Unit, request, payload);
            ModbusTcp.WriteRequest(writer, Golden.Transaction, Golden.Unit, request, payload);
            ModbusRtu.ScanRequest(ref asked, silence: false, out var frame, out _);
            ModbusServer.HandleRtu(frame, map, writer);
            ModbusRtu.ScanResponse(ref answered, Golden.Unit, request, silence: false, out frame, out _);
            Read(frame, request, registers);
            ModbusTcp.Scan(ref tcp, out frame, out _);
            Read(frame, request, registers);
        }
    }

    private static void Read(in ModbusFrame frame, in ModbusRequest request, Span<byte> registers)
    {
        var reader = new ModbusResponseReader(frame.Pdu);
        if (reader.Read(request) != OperationStatus.Done || reader.Payload.Length < 4)
            return;
        reader.Payload.CopyTo(registers);
        ModbusValue.Read(registers, new(RegisterType.Float32, ByteOrder.Little, WordOrder.Little));
    }
}
