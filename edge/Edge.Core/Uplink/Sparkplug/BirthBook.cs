using Protocols.Sparkplug;
using Protocols.Sparkplug.Wire;
using Telemetry.Model;

namespace Edge.Core.Uplink.Sparkplug;

/// <summary>
/// What was born in this session, under which aliases. Backlog may name a device or point that the configuration no
/// longer has; it is born beside the others, or the host could never take those records.
/// </summary>
internal sealed class BirthBook
{
    private readonly Lock _gate = new();
    private readonly AliasTable _aliases = new();
    private readonly Dictionary<string, Dictionary<string, PointType>> _points = new(StringComparer.Ordinal);
    private readonly HashSet<string> _dead = new(StringComparer.Ordinal);
    private DirectorySnapshot _directory = new(0, null, []);

    /// <summary>Name of a metric that came by alias; null when no birth gave it. Asked from another thread than the publisher's.</summary>
    public string? NameOf(string? device, Metric metric)
    {
        lock (_gate)
            return _aliases.Resolve(device, metric, out var known) == AliasResult.Done ? known!.Name : null;
    }

    /// <summary>Devices in the order of their births.</summary>
    public IReadOnlyCollection<string> Devices => _points.Keys;

    /// <summary>
    /// Starts over; with another configuration devices known only from backlog are forgotten until they are met again. An alias
    /// once given stays with its metric to the end of the session: a command that crosses a rebirth must not reach another point.
    /// </summary>
    public void Restart(DirectorySnapshot directory)
    {
        _dead.Clear();
        if (ReferenceEquals(_directory, directory))
            return;
        _directory = directory;
        _points.Clear();
        foreach (var device in directory.Devices)
            _points[device.Id.Value] = device.Points.ToDictionary(p => p.Id.Value, p => p.Type, StringComparer.Ordinal);
    }

    /// <summary>Adds what a batch names and no birth has; true when its device must be born (again).</summary>
    public bool Learn(OutboxBatch batch)
    {
        var device = batch.Device.Value;
        if (device.Length == 0)
            return false;
        var learnt = false;
        if (!_points.TryGetValue(device, out var points))
        {
            _points.Add(device, points = new Dictionary<string, PointType>(StringComparer.Ordinal));
            learnt = true;
        }

        foreach (var record in batch.Records)
            foreach (var reading in record.Report.Readings)
                learnt |= points.TryAdd(reading.Point.Value, PointType.Number);
        return learnt;
    }

    public PointType TypeOf(string device, string point) => _points[device][point];

    /// <summary>True when the device has been lost and its death is not yet known to the host.</summary>
    public bool TryBury(string device) => IsLost(device) && _points.ContainsKey(device) && _dead.Add(device);

    /// <summary>True when a device whose death was told is back.</summary>
    public bool TryRevive(string device) => _dead.Contains(device) && !IsLost(device) && _dead.Remove(device);

    private bool IsLost(string device) => _directory.Devices.FirstOrDefault(d => d.Id.Value == device)?.IsLost?.Invoke() ?? false;

    public MetricKey NodeKey(string name, SparkplugDataType type) => Birth(null, name, type);

    /// <summary>Alias alone, for data after the birth.</summary>
    public MetricKey DataKey(string? device, string name, SparkplugDataType type) =>
        Alias(device, name, type) is { } alias ? MetricKey.Aliased(alias) : MetricKey.Named(name);

    /// <summary>DBIRTH of a device: every point with its current value, unit and range, and the event metric.</summary>
    public Payload DeviceBirth(string device, byte seq, long now)
    {
        var payload = new Payload { Timestamp = (ulong)now, Seq = seq };
        var metrics = new List<Metric>();
        var configured = _directory.Devices.FirstOrDefault(d => d.Id.Value == device);
        foreach (var (name, type) in _points[device])
        {
            var point = configured?.Points.FirstOrDefault(p => p.Id.Value == name);
            var dataType = DataType(type);
            var metric = point?.Last?.Invoke() is { } last
                ? ReadingMetric.Write(Birth(device, name, dataType), type, last)
                : MetricFactory.Null(Birth(device, name, dataType), dataType, now);
            if (point is not null)
                Describe(metric, point);
            metrics.Add(metric);
        }

        metrics.Add(MetricFactory.Null(Birth(device, MetricNames.Event, SparkplugDataType.String), SparkplugDataType.String, now));
        payload.Metrics.Add(metrics.OrderBy(m => m.Timestamp));
        return payload;
    }

    public static SparkplugDataType DataType(PointType type) => type == PointType.Flag ? SparkplugDataType.Boolean : SparkplugDataType.Double;

    private MetricKey Birth(string? device, string name, SparkplugDataType type) =>
        Alias(device, name, type) is { } alias ? MetricKey.Birth(name, alias) : MetricKey.Named(name);

    private ulong? Alias(string? device, string name, SparkplugDataType type)
    {
        lock (_gate)
            return _aliases.Assign(device, name, type).Alias;
    }

    // The names under which SCADA hosts look for units and ranges.
    private static void Describe(Metric metric, DirectoryPoint point)
    {
        var properties = metric.Properties ??= new PropertySet();
        if (point.Unit.Length > 0)
            Add(properties, "engUnit", new PropertyValue { Type = (uint)SparkplugDataType.String, StringValue = point.Unit });
        if (point.Range is { } range)
        {
            Add(properties, "engLow", new PropertyValue { Type = (uint)SparkplugDataType.Double, DoubleValue = range.Min });
            Add(properties, "engHigh", new PropertyValue { Type = (uint)SparkplugDataType.Double, DoubleValue = range.Max });
        }

        Add(properties, "readOnly", new PropertyValue { Type = (uint)SparkplugDataType.Boolean, BooleanValue = !point.Writable });
    }

    private static void Add(PropertySet properties, string key, PropertyValue value)
    {
        properties.Keys.Add(key);
        properties.Values.Add(value);
    }
}

/// <summary>A reading as a metric.</summary>
internal static class ReadingMetric
{
    public static Metric Write(MetricKey key, PointType type, in Reading reading)
    {
        var time = reading.Time.ToUnixTimeMilliseconds();
        var metric = type == PointType.Flag && double.IsFinite(reading.Value)
            ? MetricFactory.Boolean(key, reading.Value != 0, time)
            : type == PointType.Flag ? MetricFactory.Null(key, SparkplugDataType.Boolean, time) : MetricFactory.Double(key, reading.Value, time);
        return metric.WithQuality((int)reading.Quality, (int)reading.Reason);
    }
}
