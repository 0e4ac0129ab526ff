using System.Globalization;

namespace FirmwareSim.Fleet;

/// <summary>A load of gateways that speak Sparkplug directly.</summary>
/// <param name="Host">Broker.</param>
/// <param name="Port">Broker's port without TLS.</param>
/// <param name="Gateways">How many.</param>
/// <param name="Interval">Between two messages of one gateway in a phase of factor 1.</param>
/// <param name="Points">Readings a message.</param>
/// <param name="AlarmsPerSecond">Alarm edges a second over the whole fleet.</param>
/// <param name="Project">Group id; gateways are spread over projects <c>{Project}-0…</c> of <paramref name="PerProject"/> each.</param>
/// <param name="PerProject">Gateways a project.</param>
/// <param name="Seed">Same seed, same values.</param>
/// <param name="Ramp">Over which time the gateways connect for the first time.</param>
/// <param name="KeepAlive">Keep-alive that the gateways ask for.</param>
/// <param name="RetryMost">Longest wait of a gateway before it connects again; it is drawn between one second and this.</param>
public sealed record FleetOptions(
    string Host,
    int Port,
    int Gateways,
    TimeSpan Interval,
    int Points = 3,
    double AlarmsPerSecond = 0,
    string Project = "fleet",
    int PerProject = 10,
    int Seed = 1,
    TimeSpan Ramp = default,
    TimeSpan? KeepAlive = null,
    TimeSpan? RetryMost = null)
{
    /// <summary>Rates one after the other; the last one holds for ever.</summary>
    public IReadOnlyList<FleetPhase> Phases { get; init; } = [new FleetPhase(TimeSpan.Zero, 1)];

    /// <summary>Group id of a gateway.</summary>
    public string ProjectOf(int number) => $"{Project}-{number / PerProject}";

    /// <summary>Edge node id of a gateway.</summary>
    public string GatewayOf(int number) => $"{Project}-gw-{number}";

    /// <summary>Device of a gateway.</summary>
    public static string DeviceOf(int number) => $"crane-{number}";

    /// <summary>Which phase it is so long after the start.</summary>
    public int PhaseAt(TimeSpan elapsed)
    {
        for (var (i, end) = (0, TimeSpan.Zero); i < Phases.Count - 1; i++)
            if (elapsed < (end += Phases[i].Length))
                return i;
        return Phases.Count - 1;
    }
}

/// <summary>A stretch of the run with its own rate.</summary>
/// <param name="Length">How long; of the last phase it does not matter.</param>
/// <param name="Factor">Messages in it, as a multiple of the usual rate.</param>
public readonly record struct FleetPhase(TimeSpan Length, double Factor)
{
    /// <summary>Reads <c>SECONDSxFACTOR,…</c>, as <c>30x1,60x3,60x1</c>.</summary>
    /// <exception cref="ArgumentException">It is something else.</exception>
    public static IReadOnlyList<FleetPhase> Parse(string text) =>
    [
        .. text.Split(',').Select(part => part.Split('x') is [var length, var factor]
            && double.TryParse(length, CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and < 1e6
            && double.TryParse(factor, CultureInfo.InvariantCulture, out var times) && times is > 0 and <= 1_000
                ? new FleetPhase(TimeSpan.FromSeconds(seconds), times)
                : throw new ArgumentException($"--phases: '{part}' is not SECONDSxFACTOR")),
    ];
}
