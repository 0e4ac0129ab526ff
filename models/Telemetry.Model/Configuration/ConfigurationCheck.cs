using System.Text;
using Telemetry.Model.Faults;
using Telemetry.Model.Json;
using Telemetry.Model.Profiles;
using Telemetry.Model.Rules;
using Telemetry.Model.Sensors;

namespace Telemetry.Model.Configuration;

/// <summary>Checks what a gateway shall do before it does it: every fault at once, nothing half applied.</summary>
public static class ConfigurationCheck
{
    /// <summary>Most devices behind one gateway.</summary>
    public const int MaxDevices = 1_000;

    private const string Name = "configuration";

    /// <summary>Reads and checks a configuration from JSON (a <c>Config/Desired</c> command, a file).</summary>
    /// <returns>The configuration, or null when its shape does not let it be read, and every fault.</returns>
    public static Checked<GatewayConfiguration?> Parse(string json, ProfileCatalogue profiles)
    {
        var shape = new FaultList(Name);
        var configuration = ModelFile.Parse<GatewayConfiguration>(Encoding.UTF8.GetBytes(json), shape);
        return new(configuration, configuration is null ? shape.All : [.. shape.All, .. Check(configuration, profiles)]);
    }

    /// <summary>Every fault of a configuration; empty when it may be applied.</summary>
    public static IReadOnlyList<ModelFault> Check(GatewayConfiguration configuration, ProfileCatalogue profiles)
    {
        var faults = new FaultList(Name);
        faults.AddIf(configuration.Version < 0, "version", "must be 0 or more");
        faults.AddIf(configuration.Devices.Count > MaxDevices, "devices", $"{configuration.Devices.Count} are more than {MaxDevices}");
        var buses = new Dictionary<string, SerialSettings?>(StringComparer.Ordinal);
        for (var i = 0; i < configuration.Devices.Count; i++)
        {
            var (device, path) = (configuration.Devices[i], $"devices[{i}]");
            var earlier = configuration.Devices.Take(i);
            CheckDevice(device, profiles, path, faults);
            faults.AddIf(earlier.Any(other => other.Id == device.Id), $"{path}.id", $"'{device.Id}' is there twice");
            faults.AddIf(
                device.StationId is not null && earlier.Any(other => string.Equals(other.StationId, device.StationId, StringComparison.OrdinalIgnoreCase)),
                $"{path}.stationId", $"station {device.StationId} is there twice");
            if (DeviceAddress.TryParse(device.Address, out var address, out _) && !buses.TryAdd(address!.Bus, address.Serial))
                faults.AddIf(buses[address.Bus] != address.Serial, $"{path}.address", $"an earlier device uses {address.Bus} with other line settings");
        }

        return [.. faults.All, .. RuleCheck.Check(configuration.Rules, Name)];
    }

    /// <summary>Every fault of one device on its own, as a person adds it.</summary>
    public static IReadOnlyList<ModelFault> Check(DeviceConfiguration device, ProfileCatalogue profiles)
    {
        var faults = new FaultList("device");
        CheckDevice(device, profiles, "", faults);
        return faults.All;
    }

    private static void CheckDevice(DeviceConfiguration device, ProfileCatalogue profiles, string path, FaultList faults)
    {
        var at = path.Length == 0 ? "" : path + ".";
        faults.AddIf(!Identifier.IsValid(device.Id), $"{at}id", $"'{device.Id}' is not an id (a-z 0-9 . - _, at most {Identifier.MaxLength})");
        faults.AddIf(string.IsNullOrWhiteSpace(device.Name) || device.Name.Length > 64, $"{at}name", "must have 1 to 64 characters");
        var profile = profiles.Find(device.Profile);
        faults.AddIf(profile is null, $"{at}profile", $"'{device.Profile}' is not a known profile");
        if (!DeviceAddress.TryParse(device.Address, out var address, out var reason))
            faults.Add($"{at}address", reason!);
        else if (profile is not null)
            CheckFit(device, profile, address!, at, faults);
        if (profile is null)
            return;
        foreach (var (name, value) in device.Parameters ?? new Dictionary<string, double>())
            ParameterCheck.Check(SensorTypes.Find(profile.SensorType), name, value, $"{at}parameters.{name}", faults);
    }

    private static void CheckFit(DeviceConfiguration device, DeviceProfile profile, DeviceAddress address, string at, FaultList faults)
    {
        var fits = profile.Protocol switch
        {
            "modbus" => address.Scheme is "tcp" or "rtu" or "rtu+tcp",
            "hj212" => address.Scheme == "hj212",
            "vision" => address.Scheme == "rtsp",
            _ => address.Scheme == "gpio",
        };
        faults.AddIf(!fits, $"{at}address", $"'{address.Scheme}' does not carry {profile.Protocol}");
        CheckUnit(device, profile.Protocol, address.Scheme, at, faults);
        if (profile.Protocol == "hj212")
        {
            faults.AddIf(
                device.StationId is not { Length: >= 1 and <= 24 } mn || !mn.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'),
                $"{at}stationId", "a HJ 212 station needs its MN: 1 to 24 letters and digits");
            faults.AddIf(
                device.Password is { } pw && (pw.Length is 0 or > 16 || !pw.All(char.IsAsciiLetterOrDigit)),
                $"{at}password", "must have 1 to 16 letters and digits (6 by the standard)");
        }
        else
        {
            faults.AddIf(device.StationId is not null, $"{at}stationId", $"does not belong to protocol '{profile.Protocol}'");
            faults.AddIf(
                profile.Protocol == "vision" && device.Password is { } word && (word.Length is 0 or > 64 || word.Any(char.IsControl)),
                $"{at}password", "must have 1 to 64 characters");
            faults.AddIf(profile.Protocol != "vision" && device.Password is not null, $"{at}password", $"does not belong to protocol '{profile.Protocol}'");
        }
    }

    private static void CheckUnit(DeviceConfiguration device, string protocol, string scheme, string at, FaultList faults)
    {
        if (protocol != "modbus")
            faults.AddIf(device.Unit is not null, $"{at}unit", $"does not belong to protocol '{protocol}'");
        else if (device.Unit is not { } unit)
            faults.Add($"{at}unit", "is missing: the Modbus unit id, 1–247 on a serial line, 0–247 on TCP");
        else
            faults.AddIf(
                unit > 247 || unit < (scheme == "tcp" ? 0 : 1), $"{at}unit",
                $"{unit} is outside {(scheme == "tcp" ? 0 : 1)}–247 (0 is the broadcast of a serial line)");
    }
}
