namespace Protocols.Hj212.Exchanges;

/// <summary>Waiting times of exchanges (HJ 212-2017 §6.6.3): 5 s × 3 on fixed lines, 10 s × 3 on every radio bearer.</summary>
/// <param name="OverTime">How long an answer is waited for, 1–99 s.</param>
/// <param name="ReCount">Resends after the first sending, 0–99.</param>
/// <param name="Execution">How long the next data, or the result, of a request is waited for.</param>
public sealed record Hj212Timing(TimeSpan OverTime, int ReCount, TimeSpan Execution)
{
    /// <summary>10 s, 3 resends, 60 s.</summary>
    public static Hj212Timing Radio { get; } = new(TimeSpan.FromSeconds(10), 3, TimeSpan.FromSeconds(60));

    /// <summary>5 s, 3 resends, 60 s.</summary>
    public static Hj212Timing FixedLine { get; } = new(TimeSpan.FromSeconds(5), 3, TimeSpan.FromSeconds(60));
}
