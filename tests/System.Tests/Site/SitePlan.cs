namespace System.Tests.Site;

/// <summary>What stands on the site.</summary>
internal sealed record SitePlan
{
    /// <summary>Numbered devices, read ten times a second each. 1–247, default 4.</summary>
    public int Counters { get; init; } = 4;

    /// <summary>Simulated devices of the demonstration site by id; null = all.</summary>
    public IReadOnlyList<string>? Devices { get; init; }

    /// <summary>True when the device is on the site.</summary>
    public bool Simulates(string device) => Devices?.Contains(device) ?? true;
}
