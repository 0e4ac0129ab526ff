using FirmwareSim.Machines;
using Protocols.Sparkplug;
using Protocols.Sparkplug.Wire;

namespace FirmwareSim.Fleet;

/// <summary>Topics and payloads of one gateway of the fleet. Used by one sender at a time.</summary>
internal sealed class FleetMessages(FleetOptions options, int number, Noise noise)
{
    private const ulong EventAlias = 100;

    // Point, least, greatest and longest step of a crane at work; nothing of it is near a limit.
    private static readonly (string Name, double Least, double Greatest, double Step)[] PointShapes =
    [
        ("moment-ratio", 20, 80, 1), ("load", 0.2, 4, 0.05), ("radius", 5, 50, 0.3), ("hook-height", 2, 38, 0.5), ("slewing-angle", -170, 170, 2), ("wind-speed", 1, 8, 0.2),
    ];

    private readonly double[] _values = [.. PointShapes.Select(shape => noise.Uniform(shape.Least, shape.Greatest))];

    private readonly string _project = options.ProjectOf(number);
    private readonly string _device = FleetOptions.DeviceOf(number);
    private readonly SequenceCounter _seq = new();
    private ulong _sequence;

    public string Gateway { get; } = options.GatewayOf(number);

    public ulong Epoch { get; } = (ulong)(options.Seed + 1) << 32 | (uint)(number + 1);

    public long ConfigurationVersion { get; set; }

    public string DeathTopic => Node(SparkplugMessageType.NDeath);

    public string CommandTopic => Node(SparkplugMessageType.NCmd);

    public string NodeBirthTopic => Node(SparkplugMessageType.NBirth);

    public string DeviceBirthTopic => SparkplugTopic.ForDevice(SparkplugMessageType.DBirth, _project, Gateway, _device).ToString();

    public string DataTopic { get; } =
        SparkplugTopic.ForDevice(SparkplugMessageType.DData, options.ProjectOf(number), options.GatewayOf(number), FleetOptions.DeviceOf(number)).ToString();

    private int Points => Math.Min(options.Points, PointShapes.Length);

    public Payload NodeBirth(byte bdSeq, long nowMs)
    {
        var birth = BirthDeath.NodeBirth(bdSeq, _seq.Birth(), nowMs);
        birth.Metrics.Add(MetricFactory.UInt64(MetricKey.Named(MetricNames.DeliveryEpoch), Epoch, nowMs));
        birth.Metrics.Add(MetricFactory.Int64(MetricKey.Named(MetricNames.ConfigVersion), ConfigurationVersion, nowMs));
        return birth;
    }

    public Payload DeviceBirth(long nowMs)
    {
        var birth = new Payload { Timestamp = (ulong)nowMs, Seq = _seq.Next() };
        for (var i = 0; i < Points; i++)
            birth.Metrics.Add(MetricFactory.Null(MetricKey.Birth(PointShapes[i].Name, (ulong)(i + 1)), SparkplugDataType.Double, nowMs));
        birth.Metrics.Add(MetricFactory.Null(MetricKey.Birth(MetricNames.Event, EventAlias), SparkplugDataType.String, nowMs));
        return birth;
    }

    /// <summary>The next record. An alarm is a load moment above its limit.</summary>
    public (ulong Sequence, Payload Payload) Data(bool alarm, long measuredAtMs, long nowMs)
    {
        var payload = new Payload { Timestamp = (ulong)nowMs, Seq = _seq.Next() };
        for (var i = 0; i < Points; i++)
            payload.Metrics.Add(MetricFactory.Double(MetricKey.Aliased((ulong)(i + 1)), alarm && i == 0 ? Math.Round(noise.Uniform(101, 108), 1) : Move(i), measuredAtMs));
        DeliveryEnvelope.Attach(payload, Epoch, (byte)(alarm ? 0 : 1), [++_sequence], [Points]);
        return (_sequence, payload);
    }

    /// <summary>The same record in the order of the session that it is sent in now.</summary>
    public Payload Again(Payload payload)
    {
        payload.Seq = _seq.Next();
        return payload;
    }

    private double Move(int point)
    {
        var shape = PointShapes[point];
        _values[point] = Math.Clamp(_values[point] + noise.Uniform(-shape.Step, shape.Step), shape.Least, shape.Greatest);
        return Math.Round(_values[point], 2);
    }

    private string Node(SparkplugMessageType type) => SparkplugTopic.ForNode(type, _project, Gateway).ToString();
}
