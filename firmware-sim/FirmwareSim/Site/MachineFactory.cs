using FirmwareSim.Machines;
using Telemetry.Model.Profiles;

namespace FirmwareSim.Site;

/// <summary>Builds the physics behind a device from its profile's sensor type and its numbers.</summary>
public static class MachineFactory
{
    /// <summary>The machine, or null for devices that need none (GPIO panels live in the gateway).</summary>
    public static IMachine? Create(SiteDevice device, DeviceProfile profile, int seed)
    {
        var noise = Noise.For(seed, device.Id);
        double Number(string name, double otherwise) =>
            device.Simulation?.Numbers is { } numbers && numbers.TryGetValue(name, out var value) ? value : otherwise;
        double Parameter(string name, double otherwise) =>
            device.Parameters is { } own && own.TryGetValue(name, out var value) ? value
            : profile.Parameters is { } defaults && defaults.TryGetValue(name, out value) ? value
            : otherwise;

        return profile.SensorType switch
        {
            "tower-crane" => new TowerCrane(device.Id,
                new CraneBuild(Number("x", 0), Number("y", 0), Number("jibHeight", 45), Number("jibLength", 56), Number("driver", 2_024_000_017)),
                new LoadChart(MaxRadius: Number("jibLength", 56)), noise),
            "builders-hoist" => new BuildersHoist(device.Id, Number("topHeight", 60), noise),
            "dust-station" => new DustStation(device.Id, noise),
            "high-formwork" => new HighFormwork(device.Id, Parameter("design-axial-force", 30), noise),
            "foundation-pit" => new FoundationPit(device.Id, Depths(profile, Number), noise),
            "site-environment" => new SiteGases(device.Id, noise),
            _ => null,
        };
    }

    private static Dictionary<string, double> Depths(DeviceProfile profile, Func<string, double, double> number)
    {
        var spacing = number("inclinometerSpacing", 1.5);
        return profile.Points.Where(point => point.Id.StartsWith("deep-horizontal-", StringComparison.Ordinal))
            .Select((point, index) => (point.Id, Depth: (index + 1) * spacing))
            .ToDictionary(pair => pair.Id, pair => pair.Depth);
    }
}
