using Telemetry.Model;

namespace Benchmarks.Paths;

/// <summary>
/// Crane-shaped readings, the same for every store: a random walk for each point with the decimals that its controller
/// gives, one reading a second. Made slice by slice, so that a day fits into memory.
/// </summary>
internal sealed class CraneDay(int devices, DateTimeOffset start)
{
    private const int SliceSeconds = 60, Day = 86_400;
    private static readonly (string Name, double Least, double Greatest, double Step, int Decimals)[] Shapes =
    [
        ("moment-ratio", 0, 90, 1, 1), ("load", 0, 4, 0.05, 2), ("radius", 3, 50, 0.3, 2), ("hook-height", 2, 38, 0.5, 1), ("slewing-angle", -170, 170, 2, 1), ("wind-speed", 0, 12, 0.3, 1),
    ];

    private static readonly ProjectId TheProject = new("bench");
    private readonly Random _random = new(20261123);
    private readonly double[] _values = [.. Enumerable.Range(0, devices).SelectMany(_ => Shapes.Select(shape => (shape.Least + shape.Greatest) / 2))];
    private int _second;

    public static ProjectId Project => TheProject;

    public static IReadOnlyList<string> PointNames { get; } = [.. Shapes.Select(shape => shape.Name)];

    public static IReadOnlyList<PointId> PointIds { get; } = [.. Shapes.Select(shape => new PointId(shape.Name))];

    public int Devices => devices;

    public DateTimeOffset Start => start;

    public long Points => (long)devices * Shapes.Length * Day;

    public static DeviceId Device(int device) => new($"crane-{device}");

    public static GatewayId Gateway(int device) => new($"gw-{device}");

    /// <summary>The whole day.</summary>
    public IEnumerable<Slice> Slices()
    {
        while (_second < Day)
            yield return NextSlice(SliceSeconds);
    }

    public Slice NextSlice(int seconds)
    {
        var values = new double[devices * seconds * Shapes.Length];
        var at = 0;
        for (var device = 0; device < devices; device++)
            for (var second = 0; second < seconds; second++)
                for (var point = 0; point < Shapes.Length; point++)
                    values[at++] = Move(device, point);
        var slice = new Slice(devices, seconds, start.AddSeconds(_second), values);
        _second += seconds;
        return slice;
    }

    private double Move(int device, int point)
    {
        var shape = Shapes[point];
        ref var value = ref _values[device * Shapes.Length + point];
        // A crane stands still for most of the time.
        if (_random.NextDouble() < 0.4)
            value = Math.Clamp(value + (_random.NextDouble() - 0.5) * 2 * shape.Step, shape.Least, shape.Greatest);
        return Math.Round(value, shape.Decimals);
    }

    /// <summary>Some seconds of all devices.</summary>
    internal sealed record Slice(int Devices, int Seconds, DateTimeOffset From, double[] Values)
    {
        public DateTimeOffset At(int second) => From.AddSeconds(second);

        public double Value(int device, int second, int point) => Values[(device * Seconds + second) * Shapes.Length + point];
    }
}
