using System.Collections.Frozen;

namespace Telemetry.Model.Sensors;

/// <summary>The catalogue of kinds of devices. A new kind is one entry here and its points beside it.</summary>
public static class SensorTypes
{
    /// <summary>Tower crane, JGJ 332-2014.</summary>
    public static SensorType TowerCrane { get; } = Sensors.TowerCrane.Define();

    /// <summary>Builder's hoist, GB/T 37537-2019.</summary>
    public static SensorType BuildersHoist { get; } = Sensors.BuildersHoist.Define();

    /// <summary>Dust, noise and weather station, HJ 212.</summary>
    public static SensorType DustStation { get; } = EnvironmentStations.Dust();

    /// <summary>High formwork support, DBJ/T 15-197-2020.</summary>
    public static SensorType HighFormwork { get; } = Sensors.HighFormwork.Define();

    /// <summary>Foundation pit, GB 50497-2019.</summary>
    public static SensorType FoundationPit { get; } = Sensors.FoundationPit.Define();

    /// <summary>Gases on the site, GBZ 2.1.</summary>
    public static SensorType SiteEnvironment { get; } = EnvironmentStations.Gases();

    /// <summary>Digital inputs and outputs of the gateway itself.</summary>
    public static SensorType GpioPanel { get; } = Sensors.GpioPanel.Define();

    /// <summary>Camera with detectors, JGJ/T 292-2012.</summary>
    public static SensorType SiteCamera { get; } = Sensors.SiteCamera.Define();

    /// <summary>All kinds.</summary>
    public static IReadOnlyList<SensorType> All { get; } =
        [TowerCrane, BuildersHoist, DustStation, HighFormwork, FoundationPit, SiteEnvironment, GpioPanel, SiteCamera];

    private static readonly FrozenDictionary<string, SensorType> ById = All.ToFrozenDictionary(type => type.Id, StringComparer.Ordinal);

    /// <summary>The kind with that id, or null.</summary>
    public static SensorType? Find(string id) => ById.GetValueOrDefault(id);
}
