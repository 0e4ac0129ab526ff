namespace FirmwareSim.Fleet;

/// <summary>A load of gateways that speak Sparkplug directly.</summary>
/// <param name="Host">Broker.</param>
/// <param name="Port">Broker's port without TLS.</param>
/// <param name="Gateways">How many.</param>
/// <param name="Interval">Between two messages of one gateway.</param>
/// <param name="Points">Readings a message.</param>
/// <param name="AlarmsPerSecond">Alarm edges a second over the whole fleet.</param>
/// <param name="Project">Group id; gateways are spread over projects <c>{Project}-0…</c> of <paramref name="PerProject"/> each.</param>
/// <param name="PerProject">Gateways a project.</param>
/// <param name="Seed">Same seed, same values.</param>
public sealed record FleetOptions(
    string Host,
    int Port,
    int Gateways,
    TimeSpan Interval,
    int Points = 3,
    double AlarmsPerSecond = 0,
    string Project = "fleet",
    int PerProject = 10,
    int Seed = 1);
