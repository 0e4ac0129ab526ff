using Edge.Core.Drivers;
using Edge.Core.Drivers.Binding;
using Telemetry.Model.Configuration;
using Telemetry.Model.Faults;
using Telemetry.Model.Profiles;

namespace Edge.Core.Configuration;

/// <summary>Makes bindings and drivers from checked configurations.</summary>
public sealed class DeviceFactory(ProfileCatalogue profiles, IEnumerable<IDriverFactory> drivers)
{
    private readonly Dictionary<string, IDriverFactory> _drivers = drivers.ToDictionary(d => d.Protocol, StringComparer.Ordinal);

    /// <summary>All profiles.</summary>
    public ProfileCatalogue Profiles => profiles;

    /// <summary>Binds a device; null with the reasons when that is impossible.</summary>
    /// <param name="device">A device that <see cref="ConfigurationCheck"/> accepts.</param>
    /// <param name="faults">Takes every reason.</param>
    public DeviceBinding? TryBind(DeviceConfiguration device, ICollection<ModelFault> faults)
    {
        var profile = profiles.Find(device.Profile) ?? throw new ArgumentException($"no profile {device.Profile}", nameof(device));
        var reasons = new List<string>();
        if (!_drivers.ContainsKey(profile.Protocol))
            reasons.Add($"{device.Id}: this gateway has no driver for protocol '{profile.Protocol}'");
        var binding = DeviceBinding.TryBind(device, profile, reasons);
        foreach (var reason in reasons)
            faults.Add(new ModelFault("configuration", device.Id, reason));
        return reasons.Count == 0 ? binding : null;
    }

    /// <summary>A driver for a bound device; nothing is opened yet.</summary>
    public IAsyncDisposable CreateDriver(DeviceBinding binding) =>
        _drivers[binding.Profile.Protocol].Create(binding, AddressOf(binding.Configuration));

    /// <summary>The address of a checked device.</summary>
    public static DeviceAddress AddressOf(DeviceConfiguration device) =>
        DeviceAddress.TryParse(device.Address, out var address, out var fault)
            ? address!
            : throw new ArgumentException(fault, nameof(device));
}
