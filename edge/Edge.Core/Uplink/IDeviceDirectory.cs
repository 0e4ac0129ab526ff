using Telemetry.Model;
using Telemetry.Model.Profiles;

namespace Edge.Core.Uplink;

/// <summary>What the gateway is configured with now, for births and reported status.</summary>
public interface IDeviceDirectory
{
    /// <summary>An immutable picture; a new instance after every change.</summary>
    DirectorySnapshot Current { get; }

    /// <summary>Returns the first picture that is not <paramref name="seen"/>; the uplinks give birth again then.</summary>
    Task<DirectorySnapshot> WaitForChangeAsync(DirectorySnapshot seen, CancellationToken cancel);
}

/// <summary>The configuration in force.</summary>
/// <param name="Version">Version of the applied configuration.</param>
/// <param name="Error">Why the last desired configuration was refused; null when it was applied.</param>
/// <param name="Devices">Every configured device, with every point of its profile.</param>
public sealed record DirectorySnapshot(long Version, string? Error, IReadOnlyList<DirectoryDevice> Devices);

/// <summary>One device as a birth certificate names it.</summary>
/// <param name="Id">Device id.</param>
/// <param name="Name">As people call it.</param>
/// <param name="Profile">Its profile.</param>
/// <param name="Points">Every point of the profile.</param>
/// <param name="IsLost">True while the device does not answer: its death certificate is sent. Asked from any thread; null = never lost.</param>
public sealed record DirectoryDevice(DeviceId Id, string Name, string Profile, IReadOnlyList<DirectoryPoint> Points, Func<bool>? IsLost = null);

/// <summary>One point as a birth certificate names it.</summary>
/// <param name="Id">Metric name.</param>
/// <param name="Unit">Engineering unit, UCUM spelling; empty when it has none.</param>
/// <param name="Range">Legal values in that unit; null when unbounded.</param>
/// <param name="Type">How the value travels.</param>
/// <param name="Writable">A DCMD may write it.</param>
/// <param name="Last">The last reading, when there is one: a birth carries current values.</param>
public sealed record DirectoryPoint(
    PointId Id, string Unit, ValueRange? Range, PointType Type, bool Writable, Func<Reading?>? Last = null);

/// <summary>Sparkplug data type of a point.</summary>
public enum PointType
{
    /// <summary>A measured quantity: Double.</summary>
    Number = 0,

    /// <summary>A flag, 0 or 1: Boolean.</summary>
    Flag = 1,
}
