using System.Buffers;
using System.Text;
using Google.Protobuf;
using Protocols.Sparkplug;
using Protocols.Sparkplug.Wire;

namespace System.Tests.Fuzz;

/// <summary>Sparkplug: payloads and what hosts and nodes read out of them, acknowledgements, STATE, topics.</summary>
internal sealed class SparkplugTarget : FuzzTarget
{
    private const long Time = 1_795_000_000_000;
    private readonly AliasTable _aliases = new();

    public override string Name => "sparkplug";

    public override IReadOnlyList<byte[]> Corpus { get; } = Seeds();

    public override byte[] Alphabet { get; } = [0x08, 0x0A, 0x10, 0x12, 0x18, 0x1A, 0x22, 0x2A, 0x4A, 0x50, 0x58, 0x61, 0x68, 0x7A, 0x82, 0x8A, 0x92, 0x01, 0xFF];

    public override void Feed(byte[] input, Random random)
    {
        var cut = random.Next(input.Length + 1);
        var status = PayloadReader.TryDecode(Protocols.Tests.Modbus.Wire.Cut(input, cut), out var payload, out var fault);
        Promise((status is OperationStatus.Done) == (payload is not null && fault is SparkplugFault.None), "a payload or a fault, never both and never neither");
        if (payload is null)
            Refuse(fault.ToString());
        else
            Read(payload, random.Next(4) == 0 ? null : "crane-1");
        AckMessage.TryDecode(input, out _, out _);
        HostState.TryDecode(input, out _, out _);
        var text = Encoding.Latin1.GetString(input);
        Promise(!SparkplugTopic.TryParse(text, out var topic) || topic.ToString() == text, "a topic is written as it was read");
    }

    private void Read(Payload payload, string? device)
    {
        Accepted++;
        if (payload.Metrics.Count < 200)
            _aliases.Load(device, payload);
        foreach (var metric in payload.Metrics)
        {
            _aliases.Resolve(device, metric, out var definition);
            metric.TryReadDouble(out _, definition?.Type ?? SparkplugDataType.Unknown);
            metric.TryReadInt64(out _);
            metric.TryReadUInt64(out _);
            metric.TryReadBoolean(out _);
            metric.TryReadString(out _);
            metric.TryReadBytes(out _);
            metric.ReadQuality();
        }

        if (DeliveryEnvelope.TryRead(payload, out var envelope, out _) is OperationStatus.Done)
            Promise(envelope!.MetricCounts.Sum() == payload.Metrics.Count, "an envelope that is taken owns every metric");
        BirthDeath.TryReadBdSeq(payload, out _);
        Promise(PayloadReader.TryDecode(new ReadOnlySequence<byte>(PayloadWriter.ToArray(payload)), out _, out _) is OperationStatus.Done, "what was read can be written and read again");
    }

    private static List<byte[]> Seeds()
    {
        var birth = BirthDeath.NodeBirth(3, 0, Time);
        birth.Metrics.Add(MetricFactory.UInt64(MetricNames.DeliveryEpoch, 0x0123_4567_89AB_CDEF, Time));
        var device = new Payload { Timestamp = (ulong)Time, Seq = 1 };
        for (var i = 1ul; i <= 6; i++)
            device.Metrics.Add(MetricFactory.Double(MetricKey.Birth($"point-{i}", i), i * 1.5, Time).WithQuality(i % 2 == 0 ? 192 : 64, 6));
        device.Metrics[0].Properties.Values.Add(new PropertyValue { Type = 20, PropertysetValue = new PropertySet { Keys = { "in" }, Values = { new PropertyValue { StringValue = "ner" } } } });
        device.Metrics[0].Properties.Keys.Add("nested");
        device.Metrics.Add(new Metric { Name = "chart", Datatype = 16, DatasetValue = new DataSet { NumOfColumns = 1, Columns = { "r" }, Types_ = { 10 }, Rows = { new DataSet.Types.Row { Elements = { new DataSet.Types.DataSetValue { DoubleValue = 3 } } } } } });
        device.Metrics.Add(new Metric { Name = "crane", Datatype = 19, TemplateValue = new Template { IsDefinition = true, Metrics = { new Metric { Name = "inner", Datatype = 10, DoubleValue = 1 } } } });
        var data = new Payload { Timestamp = (ulong)Time, Seq = 2 };
        for (var i = 1ul; i <= 6; i++)
            data.Metrics.Add(MetricFactory.Double(MetricKey.Aliased(i), i, Time));
        DeliveryEnvelope.Attach(data, 77, 1, [41, 42, 43], [1, 2, 3]);
        var happened = new Payload { Timestamp = (ulong)Time, Seq = 3, Metrics = { MetricFactory.String(MetricNames.Event, """{"kind":"clock-step","seconds":-3}""", Time) } };
        return
        [
            .. ((Payload[])[birth, device, data, happened, BirthDeath.NodeDeath(3, Time), BirthDeath.RebirthCommand(Time)]).Select(PayloadWriter.ToArray),
            new AckMessage(77, 40, [new AckRange(45, 50), new AckRange(60, 60)]).Encode(), new HostState(true, Time).Encode(),
            "spBv1.0/bridge-7/DDATA/gw-1/crane-1"u8.ToArray(), "spBv1.0/STATE/edge-cloud"u8.ToArray(),
        ];
    }
}
