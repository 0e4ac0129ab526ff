using System.Collections.Immutable;
using Telemetry.Model;
using Telemetry.Model.Configuration;
using Telemetry.Model.Profiles;
using Telemetry.Model.Sensors;

namespace Edge.Core.Drivers.Binding;

/// <summary>One configured device with its profile: the points that a driver serves.</summary>
public sealed class DeviceBinding
{
    private readonly Dictionary<string, ImmutableArray<BoundPoint>> _groups = new(StringComparer.Ordinal);
    private readonly Dictionary<string, BoundPoint> _byId = new(StringComparer.Ordinal);

    private DeviceBinding(DeviceConfiguration configuration, DeviceProfile profile, SensorType type)
    {
        Id = new DeviceId(configuration.Id);
        Configuration = configuration;
        Profile = profile;
        Type = type;
        Parameters = Merge(profile.Parameters, configuration.Parameters);
        foreach (var point in InputsFirst(profile.Points))
            _byId.Add(point.Id, new BoundPoint(point, type.Find(point.Id)!, WireOf(point)));
        Points = [.. _byId.Values];
        foreach (var group in profile.Groups.Keys)
            _groups[group] = [.. Points.Where(p => p.Profile.Group == group && p.Profile.Access != "w")];
    }

    /// <summary>The device.</summary>
    public DeviceId Id { get; }

    /// <summary>As the person configured it.</summary>
    public DeviceConfiguration Configuration { get; }

    /// <summary>As the maker built it.</summary>
    public DeviceProfile Profile { get; }

    /// <summary>What kind of machine it is.</summary>
    public SensorType Type { get; }

    /// <summary>The profile's parameters with the device's own over them.</summary>
    public IReadOnlyDictionary<string, double> Parameters { get; }

    /// <summary>All points; inputs of formulas come before the points that read them.</summary>
    public ImmutableArray<BoundPoint> Points { get; }

    /// <summary>Binds a configured device to its profile; null with the reasons when that is impossible.</summary>
    /// <param name="configuration">The device.</param>
    /// <param name="profile">A validated profile.</param>
    /// <param name="faults">Takes every reason, English, one line each.</param>
    public static DeviceBinding? TryBind(
        DeviceConfiguration configuration, DeviceProfile profile, ICollection<string> faults)
    {
        var before = faults.Count;
        var parameters = Merge(profile.Parameters, configuration.Parameters);
        var type = SensorTypes.Find(profile.SensorType);
        if (type is null)
            faults.Add($"{configuration.Id}: profile {profile.Id} names an unknown sensor type '{profile.SensorType}'");
        foreach (var point in profile.Points)
        {
            if (type is not null && type.Find(point.Id) is null)
                faults.Add($"{configuration.Id}: {profile.SensorType} has no point {point.Id}");
            if (point.Formula is not { } formula)
                continue;
            if (formula.Kind != "vibrating-wire")
                faults.Add($"{configuration.Id}: point {point.Id} names an unknown formula '{formula.Kind}'");
            foreach (var name in VibratingWire.Parameters)
                if (!parameters.ContainsKey(name) && (formula.TemperaturePoint is not null || name is "k" or "f0"))
                    faults.Add($"{configuration.Id}: parameter {name} of point {point.Id} is missing");
            if (formula.TemperaturePoint is { } input && profile.Points.All(p => p.Id != input || p.Formula is not null))
                faults.Add($"{configuration.Id}: point {point.Id} reads temperature from '{input}', which is no plain point of the profile");
        }

        foreach (var (name, value) in parameters)
            if (!double.IsFinite(value))
                faults.Add($"{configuration.Id}: parameter {name} is not a number");
        return type is not null && faults.Count == before ? new DeviceBinding(configuration, profile, type) : null;
    }

    /// <summary>Readable points of a polling group, inputs of formulas first; empty for an unknown group.</summary>
    public ImmutableArray<BoundPoint> InGroup(string group) => _groups.GetValueOrDefault(group, []);

    /// <summary>The point with this id, or null.</summary>
    public BoundPoint? Find(PointId point) => _byId.GetValueOrDefault(point.Value);

    private VibratingWire? WireOf(ProfilePoint point)
    {
        if (point.Formula is not { } formula)
            return null;
        var temperature = formula.TemperaturePoint is { } input ? _byId[input] : null;
        return new VibratingWire(
            Parameters["k"], Parameters["f0"], Parameters.GetValueOrDefault("b"), Parameters.GetValueOrDefault("t0"), temperature);
    }

    private static IEnumerable<ProfilePoint> InputsFirst(IReadOnlyList<ProfilePoint> points) =>
        points.Where(p => p.Formula is null).Concat(points.Where(p => p.Formula is not null));

    private static Dictionary<string, double> Merge(
        IReadOnlyDictionary<string, double>? defaults, IReadOnlyDictionary<string, double>? own)
    {
        var merged = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var (name, value) in (defaults ?? merged).Concat(own ?? new Dictionary<string, double>()))
            merged[name] = value;
        return merged;
    }
}
