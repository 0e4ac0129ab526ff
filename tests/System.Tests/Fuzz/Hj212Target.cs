using System.Buffers;
using System.Text;
using Protocols.Hj212;
using Protocols.Tests.Hj212;

namespace System.Tests.Fuzz;

/// <summary>HJ 212: a receiver, the decoder of a tolerant and of a strict station with a key, and the reassembly of parts.</summary>
internal sealed class Hj212Target : FuzzTarget
{
    private static readonly Hj212Rules Strict = new();
    private readonly Hj212Receiver _receiver = new(Hj212Rules.Listening);
    private readonly Hj212Cipher _cipher = new("0123456789abcdef"u8);
    private readonly Hj212Reassembly _reassembly = new();
    private DateTimeOffset _now = new(2026, 11, 23, 0, 0, 0, TimeSpan.Zero);

    public override string Name => "hj212";

    public override IReadOnlyList<byte[]> Corpus { get; } =
    [
        .. ((string[])[
            Hj212Vectors.Annex2017, Hj212Vectors.Annex2025, Hj212Vectors.FieldDust, Hj212Vectors.DataAnswer, Hj212Vectors.RequestAnswer, Hj212Vectors.ExecutionResult,
            Hj212Vectors.SiteDust, Hj212Vectors.SetTime, Hj212Vectors.ModbusCrc,
            Hj212Vectors.Frame($"QN=20260315083000123;ST=39;CN=2011;PW=123456;MN={Hj212Vectors.Mn};Flag=7;PNUM=2;PNO=1;CP=&&DataTime=20260315083000;a34001-Rtd=186.4&&"),
            Hj212Vectors.Frame($"QN=20260315083000123;ST=39;CN=2011;PW=123456;MN={Hj212Vectors.Mn};Flag=7;PNUM=2;PNO=2;CP=&&DataTime=20260315083000;a34002-Rtd=97.2&&"),
            Hj212Vectors.Frame($"QN=20260315083000123;ST=39;CN=2011;PW=123456;MN={Hj212Vectors.Mn};Flag=9;CP={{0x12,0x34,0x56,0x78,0x9A,0xBC,0xDE,0xF0,0x12,0x34,0x56,0x78,0x9A,0xBC,0xDE,0xF0}}"),
        ]).Select(Hj212Vectors.Bytes),
    ];

    public override byte[] Alphabet { get; } = "#&;=,{}0123456789ABCDEFQNSTCPWMRtdag-x\r\n"u8.ToArray();

    public override void Feed(byte[] input, Random random)
    {
        for (var at = 0; at < input.Length;)
        {
            var free = _receiver.GetMemory();
            var count = Math.Min(Math.Min(free.Length, input.Length - at), random.Next(1, 512));
            input.AsSpan(at, count).CopyTo(free.Span);
            _receiver.Advance(count);
            at += count;
            while (_receiver.TryRead(out var frame))
                Take(frame);
            Held = Math.Max(Held, _receiver.Buffered);
            Promise(_receiver.Buffered < Hj212Limits.Buffer, "a receiver never fills up");
        }

        if (random.Next(1_000) == 0)
            _reassembly.Expire(_now = _now.AddSeconds(20));
    }

    // A new head with the right length and check sum around whatever the data have become.
    public override byte[] Repair(byte[] input)
    {
        if (input.Length < 14)
            return input;
        var data = input[6..^6];
        return [.. Encoding.ASCII.GetBytes($"##{data.Length:D4}"), .. data, .. Encoding.ASCII.GetBytes($"{Hj212Crc.Compute(data):X4}\r\n")];
    }

    private void Take(in Hj212Frame frame)
    {
        if (frame.Status is not OperationStatus.Done)
        {
            Refuse(frame.Fault.ToString());
            return;
        }

        Decode(frame, Strict, null);
        if (Decode(frame, Hj212Rules.Listening, _cipher) is not { } packet)
            return;
        Accepted++;
        if (packet.Message.PartCount > 1)
            _reassembly.TryAdd(packet.Message, _now, out _, out _);
    }

    private Hj212Packet? Decode(in Hj212Frame frame, Hj212Rules rules, Hj212Cipher? cipher)
    {
        var status = Hj212Decoder.TryDecode(frame, rules, cipher, out var packet, out var fault);
        Promise((status is OperationStatus.Done) == (packet is not null && fault is Hj212Fault.None), "a packet or a fault, never both and never neither");
        if (packet is null)
            Refuse(fault.ToString());
        return packet;
    }
}
