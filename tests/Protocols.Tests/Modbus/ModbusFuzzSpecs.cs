using System.Buffers;
using Protocols.Modbus;

namespace Protocols.Tests.Modbus;

/// <summary>Noise, mutated frames and random requests with fixed seeds: nothing throws, hangs or reads too far.</summary>
public sealed class ModbusFuzzSpecs
{
    private const int Noise = 1_000_000;

    [Theory, InlineData(1), InlineData(2)]
    public void noise_is_eaten_to_the_end_by_every_scanner(int seed)
    {
        var bytes = new byte[Noise];
        new Random(seed).NextBytes(bytes);
        // Functions are rare in plain noise; half of the bytes come from a small alphabet so that frames begin often.
        for (var i = 0; i < bytes.Length; i += 2)
            bytes[i] = (byte)(bytes[i] % 24);
        var request = Golden.Named("read holding registers (6.3)").Request;

        Eat(bytes, seed, (ref ReadOnlySequence<byte> buffer, bool silence, out ModbusFrame frame) =>
            ModbusRtu.ScanRequest(ref buffer, silence, out frame, out _));
        Eat(bytes, seed, (ref ReadOnlySequence<byte> buffer, bool silence, out ModbusFrame frame) =>
            ModbusRtu.ScanResponse(ref buffer, Golden.Unit, request, silence, out frame, out _));
        Eat(bytes, seed, (ref ReadOnlySequence<byte> buffer, bool silence, out ModbusFrame frame) =>
            ModbusTcp.Scan(ref buffer, out frame, out _));
    }

    [Fact]
    public void mutated_frames_never_break_a_reader_or_a_server()
    {
        var random = new Random(3);
        var map = new ModbusMemory(4096, 4096, 4096, 4096);
        var writer = new ArrayBufferWriter<byte>(512);
        for (var i = 0; i < 100_000; i++)
        {
            var golden = Golden.All[random.Next(Golden.All.Count)];
            var pdu = Mutate(random, random.Next(2) == 0 ? golden.AskedPdu : golden.AnsweredPdu);
            var cut = Wire.Cut(pdu, random.Next(pdu.Length + 1));

            writer.ResetWrittenCount();
            var code = ModbusServer.Handle(cut, map, writer);
            new ModbusResponseReader(cut).Read(golden.Request);

            Assert.InRange(writer.WrittenCount, 2, ModbusLimits.Pdu);
            Assert.Equal(code != ModbusExceptionCode.None, writer.WrittenSpan[0] >= 0x80);
        }
    }

    [Fact]
    public void random_requests_make_the_round_trip_through_a_noisy_stream()
    {
        var random = new Random(4);
        var map = new ModbusMemory(65_536, 65_536, 65_536, 65_536);
        for (var i = 0; i < 5_000; i++)
        {
            var request = RandomRequest(random);
            var payload = new byte[request.PayloadLength];
            random.NextBytes(payload);
            var unit = (byte)random.Next(1, 248);

            var asked = Wire.Written(w => ModbusRtu.WriteRequest(w, unit, request, payload));
            var buffer = Wire.Cut(asked, random.Next(asked.Length));
            Assert.Equal(OperationStatus.Done, ModbusRtu.ScanRequest(ref buffer, silence: false, out var frame, out _));
            var answer = Wire.Written(w => Assert.Equal(ModbusExceptionCode.None, ModbusServer.HandleRtu(frame, map, w)));

            // 0xF8-0xFF is nobody's unit, so this noise can never begin an answer.
            byte[] noise = [.. Enumerable.Range(0, random.Next(20)).Select(_ => (byte)random.Next(0xF8, 0x100))];
            buffer = Wire.Cut([.. noise, .. answer], random.Next(answer.Length));
            OperationStatus status;
            while ((status = ModbusRtu.ScanResponse(ref buffer, unit, request, silence: false, out frame, out _)) == OperationStatus.InvalidData)
            {
            }

            Assert.Equal(OperationStatus.Done, status);
            Assert.Equal(OperationStatus.Done, new ModbusResponseReader(frame.Pdu).Read(request));
        }
    }

    private delegate OperationStatus Scanner(ref ReadOnlySequence<byte> buffer, bool silence, out ModbusFrame frame);

    /// <summary>Feeds bytes in pieces as a socket would, and holds each scanner to its contract.</summary>
    private static void Eat(byte[] bytes, int seed, Scanner scan)
    {
        var random = new Random(seed);
        var (from, to) = (0, 0);
        while (from < bytes.Length)
        {
            to = Math.Min(bytes.Length, to + random.Next(1, 400));
            var buffer = new ReadOnlySequence<byte>(bytes, from, to - from);
            OperationStatus status;
            do
            {
                var before = buffer.Length;
                status = scan(ref buffer, to == bytes.Length || random.Next(8) == 0, out var frame);
                var progress = before - buffer.Length;

                Assert.Equal(status == OperationStatus.NeedMoreData, progress == 0);
                Assert.InRange(frame.Pdu.Length, status == OperationStatus.Done ? 1 : 0, status == OperationStatus.Done ? ModbusLimits.Pdu : 0);
                from += (int)progress;
            }
            while (status != OperationStatus.NeedMoreData);

            Assert.InRange(to - from, 0, ModbusLimits.TcpFrame);
            if (to == bytes.Length)
                return;
        }
    }

    private static byte[] Mutate(Random random, byte[] bytes)
    {
        var mutated = bytes.ToList();
        for (var changes = random.Next(1, 4); changes > 0 && mutated.Count > 1; changes--)
        {
            var at = random.Next(mutated.Count);
            switch (random.Next(4))
            {
                case 0: mutated[at] ^= (byte)(1 << random.Next(8)); break;
                case 1: mutated[at] = (byte)random.Next(256); break;
                case 2: mutated.RemoveAt(at); break;
                default: mutated.InsertRange(at, Enumerable.Repeat((byte)random.Next(256), random.Next(1, 300))); break;
            }
        }

        return [.. mutated];
    }

    private static ModbusRequest RandomRequest(Random random)
    {
        var address = (ushort)random.Next(60_000);
        return random.Next(7) switch
        {
            0 => ModbusRequest.Read((ModbusTable)random.Next(4), address, random.Next(1, 126)),
            1 => ModbusRequest.WriteCoil(address, random.Next(2) == 0),
            2 => ModbusRequest.WriteRegister(address, (ushort)random.Next(65_536)),
            3 => ModbusRequest.WriteCoils(address, random.Next(1, 1969)),
            4 => ModbusRequest.WriteRegisters(address, random.Next(1, 124)),
            5 => ModbusRequest.MaskWrite(address, (ushort)random.Next(65_536), (ushort)random.Next(65_536)),
            _ => ModbusRequest.ReadWrite(address, random.Next(1, 126), address, random.Next(1, 122)),
        };
    }
}
