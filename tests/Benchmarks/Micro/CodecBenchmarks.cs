using System.Buffers;
using BenchmarkDotNet.Attributes;
using Protocols.Modbus;
using Protocols.Sparkplug;
using Protocols.Sparkplug.Wire;

namespace Benchmarks.Micro;

/// <summary>What every message costs before anything is done with it.</summary>
public class CodecBenchmarks
{
    private byte[] _data = [];
    private byte[] _frame = [];
    private Payload _payload = new();

    [Params(3, 100)]
    public int Points { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        _payload = new Payload { Timestamp = 1_795_000_000_000, Seq = 7 };
        for (var i = 0; i < Points; i++)
            _payload.Metrics.Add(MetricFactory.Double(MetricKey.Aliased((ulong)i + 1), i * 1.1, 1_795_000_000_000));
        DeliveryEnvelope.Attach(_payload, 42, 1, [1], [Points]);
        _data = PayloadWriter.ToArray(_payload);
        var answer = new ArrayBufferWriter<byte>();
        answer.Write((ReadOnlySpan<byte>)[0, 1, 0, 0, 0, 63, 1, 3, 60]);
        answer.Write((ReadOnlySpan<byte>)new byte[60]);
        _frame = answer.WrittenSpan.ToArray();
    }

    [Benchmark]
    public int Sparkplug_decode() =>
        PayloadReader.TryDecode(new ReadOnlySequence<byte>(_data), out var payload, out _) == OperationStatus.Done ? payload!.Metrics.Count : 0;

    [Benchmark]
    public int Sparkplug_encode() => PayloadWriter.ToArray(_payload).Length;

    [Benchmark]
    public bool Modbus_scan_thirty_registers()
    {
        var buffer = new ReadOnlySequence<byte>(_frame);
        return ModbusTcp.Scan(ref buffer, out _, out _) == OperationStatus.Done;
    }
}
