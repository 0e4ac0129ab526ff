using Protocols.Sparkplug.Wire;

namespace Protocols.Sparkplug;

/// <summary>
/// Births, deaths and rebirth of an edge node (Sparkplug 3.0 §6.4.19–6.4.26). The NDEATH is registered as the MQTT will
/// before CONNECT, and the NBIRTH of that session repeats its <c>bdSeq</c>, so that a host can tell a late will of an
/// older session from the end of this one.
/// </summary>
public static class BirthDeath
{
    /// <summary>The <c>bdSeq</c> of the next CONNECT: 0–255, then 0 again.</summary>
    public static byte NextBdSeq(byte last) => unchecked((byte)(last + 1));

    /// <summary>NDEATH: <c>bdSeq</c> alone, without <c>seq</c>.</summary>
    public static Payload NodeDeath(byte bdSeq, long time) =>
        new() { Timestamp = (ulong)time, Metrics = { MetricFactory.Int64(MetricNames.BdSeq, bdSeq, time) } };

    /// <summary>
    /// NBIRTH with what the standard demands (<c>bdSeq</c> and <c>Node Control/Rebirth</c> = false); the caller adds its
    /// metrics. Neither has an alias: a host must understand them before it knows any.
    /// </summary>
    /// <param name="bdSeq">That of the will of this session.</param>
    /// <param name="seq">From <see cref="SequenceCounter.Birth"/>.</param>
    /// <param name="time">Milliseconds since 1970-01-01 UTC.</param>
    public static Payload NodeBirth(byte bdSeq, byte seq, long time) => new()
    {
        Timestamp = (ulong)time,
        Seq = seq,
        Metrics = { MetricFactory.Int64(MetricNames.BdSeq, bdSeq, time), MetricFactory.Boolean(MetricNames.Rebirth, false, time) },
    };

    /// <summary>NCMD that asks for all births again.</summary>
    public static Payload RebirthCommand(long time) =>
        new() { Timestamp = (ulong)time, Metrics = { MetricFactory.Boolean(MetricNames.Rebirth, true, time) } };

    /// <summary>True when an NCMD asks for a rebirth, by name or by its alias.</summary>
    public static bool AsksForRebirth(Payload command, AliasTable? aliases = null)
    {
        foreach (var metric in command.Metrics)
        {
            var name = metric.HasName ? metric.Name
                : aliases?.Resolve(null, metric, out var definition) == AliasResult.Done ? definition!.Name : null;
            if (name is MetricNames.Rebirth && metric.TryReadBoolean(out var wanted) && wanted)
                return true;
        }

        return false;
    }

    /// <summary>Reads <c>bdSeq</c> of an NBIRTH or NDEATH; false when it is missing or not 0–255.</summary>
    public static bool TryReadBdSeq(Payload payload, out byte bdSeq)
    {
        foreach (var metric in payload.Metrics)
        {
            if (metric.Name is MetricNames.BdSeq && metric.TryReadInt64(out var value) && value is >= 0 and <= byte.MaxValue)
            {
                bdSeq = (byte)value;
                return true;
            }
        }

        bdSeq = 0;
        return false;
    }

    /// <summary>True when the NDEATH ends the session that was born with <paramref name="bornWith"/>; a late will of an older one does not.</summary>
    public static bool Ends(byte bornWith, Payload death) => TryReadBdSeq(death, out var bdSeq) && bdSeq == bornWith;
}
