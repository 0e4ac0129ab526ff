namespace System.Tests.Site;

/// <summary>What stands on the site.</summary>
internal sealed record SitePlan
{
    /// <summary>Numbered devices, read ten times a second each. 0–247, default 4.</summary>
    public int Counters { get; init; } = 4;

    /// <summary>Simulated devices of the demonstration site by id; null = all.</summary>
    public IReadOnlyList<string>? Devices { get; init; }

    /// <summary>Tower cranes that no gateway reads: their readings come from a <see cref="ScriptedGateway"/>. 0–1,000, default 0.</summary>
    public int Cranes { get; init; }

    /// <summary>Further arguments of the cloud.</summary>
    public IReadOnlyList<string> CloudArguments { get; init; } = [];

    /// <summary>True when the device is on the site.</summary>
    public bool Simulates(string device) => Devices?.Contains(device) ?? true;
}
