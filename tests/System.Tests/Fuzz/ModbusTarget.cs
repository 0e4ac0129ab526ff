using System.Buffers;
using Protocols.Modbus;
using Protocols.Tests.Modbus;

namespace System.Tests.Fuzz;

/// <summary>Modbus: three scanners on one stream, the readers, and a server behind them.</summary>
internal sealed class ModbusTarget : FuzzTarget
{
    private delegate OperationStatus Scanner(ref ReadOnlySequence<byte> buffer, out ModbusFrame frame, out ModbusFault fault);

    private const int LongestHeld = 2 * ModbusLimits.TcpFrame;
    private readonly ModbusMemory _map = new(65_536, 65_536, 65_536, 65_536);
    private readonly ArrayBufferWriter<byte> _answer = new(512);
    private readonly Dictionary<string, byte[]> _rest = new() { ["tcp"] = [], ["request"] = [], ["response"] = [] };
    private readonly ModbusRequest _asked = Golden.Named("read holding registers (6.3)").Request;

    public override string Name => "modbus";

    public override IReadOnlyList<byte[]> Corpus { get; } = [.. Golden.All.SelectMany(g => (byte[][])[g.AskedRtu, g.AnsweredRtu, g.AskedTcp, g.AnsweredTcp])];

    public override byte[] Alphabet { get; } = [0, 1, 2, 3, 4, 5, 6, 7, 15, 16, 17, 22, 23, 43, 0x83, 0x84, 0xFF];

    public override void Feed(byte[] input, Random random)
    {
        var silence = random.Next(3) == 0;
        Scan("tcp", input, random, ModbusTcp.Scan);
        Scan("request", input, random, (ref ReadOnlySequence<byte> buffer, out ModbusFrame frame, out ModbusFault fault) => ModbusRtu.ScanRequest(ref buffer, silence, out frame, out fault));
        Scan("response", input, random, (ref ReadOnlySequence<byte> buffer, out ModbusFrame frame, out ModbusFault fault) =>
            ModbusRtu.ScanResponse(ref buffer, Golden.Unit, _asked, silence, out frame, out fault));
        Read(new ReadOnlySequence<byte>(input));
    }

    public override byte[] Repair(byte[] input)
    {
        if (input.Length < 4)
            return input;
        var crc = ModbusCrc.Compute(input.AsSpan(..^2));
        return [.. input[..^2], (byte)crc, (byte)(crc >> 8)];
    }

    private void Scan(string name, byte[] input, Random random, Scanner scan)
    {
        byte[] all = [.. _rest[name], .. input];
        var buffer = Wire.Cut(all, random.Next(all.Length + 1));
        while (true)
        {
            var before = buffer.Length;
            var status = scan(ref buffer, out var frame, out var fault);
            if (status == OperationStatus.NeedMoreData)
                break;
            Promise(buffer.Length < before, $"the {name} scanner goes on after {status}");
            if (status == OperationStatus.Done)
                Read(frame.Pdu);
            else
                Refuse(fault.ToString());
        }

        _rest[name] = buffer.ToArray();
        Held = Math.Max(Held, _rest[name].Length);
        Promise(_rest[name].Length <= LongestHeld, "no more is held back than the longest frame");
    }

    private void Read(ReadOnlySequence<byte> pdu)
    {
        Accepted++;
        _answer.ResetWrittenCount();
        ModbusServer.Handle(pdu, _map, _answer);
        Promise(_answer.WrittenCount is >= 2 and <= ModbusLimits.Pdu, "every PDU is answered with a legal one");
        new ModbusRequestReader(pdu).Read();
        new ModbusResponseReader(pdu).Read(_asked);
    }
}
