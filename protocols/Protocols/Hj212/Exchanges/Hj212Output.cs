namespace Protocols.Hj212.Exchanges;

/// <summary>A message that was refused, and why.</summary>
/// <param name="Fault">Why.</param>
/// <param name="Message">What; null for parts that never became a message.</param>
public sealed record Hj212Rejection(Hj212Fault Fault, Hj212Message? Message);

/// <summary>A clock that the upper computer has set.</summary>
/// <param name="PolId">The instrument; null for the logger's own clock.</param>
/// <param name="Time">The new time, UTC.</param>
public sealed record Hj212ClockSet(string? PolId, DateTimeOffset Time);

/// <summary>
/// What a session wants done after a step. The owner encodes and sends <see cref="Send"/> in order, takes the rest, and
/// calls <see cref="Clear"/> before the next step.
/// </summary>
public sealed class Hj212Output
{
    /// <summary>Messages to send, in order.</summary>
    public List<Hj212Message> Send { get; } = [];

    /// <summary>Whole messages other than answers: uploads and notices (host), executed requests (station).</summary>
    public List<Hj212Message> Received { get; } = [];

    /// <summary>Data messages among <see cref="Received"/>, understood.</summary>
    public List<Hj212Report> Reports { get; } = [];

    /// <summary>What was refused.</summary>
    public List<Hj212Rejection> Rejected { get; } = [];

    /// <summary>Deviations that were tolerated.</summary>
    public Hj212Tolerances Tolerated { get; internal set; }

    /// <summary>Copies of what had been received before (answered again, not delivered again).</summary>
    public int Duplicates { get; internal set; }

    /// <summary>The clock was set (station).</summary>
    public Hj212ClockSet? ClockSet { get; internal set; }

    /// <summary>A new SM4 key was set (station): in force for everything sent and received after this step's <see cref="Send"/>.</summary>
    public byte[]? NewKey { get; internal set; }

    /// <summary>An answer did not come after all resends: the link is unusable and should be closed.</summary>
    public bool LinkDown { get; internal set; }

    /// <summary>Empties it for the next step.</summary>
    public void Clear()
    {
        Send.Clear();
        Received.Clear();
        Reports.Clear();
        Rejected.Clear();
        (Tolerated, Duplicates, ClockSet, NewKey, LinkDown) = (Hj212Tolerances.None, 0, null, null, false);
    }
}
