using Conformance.Tests.Recording;

namespace Conformance.Tests.Checks;

/// <summary>How a node follows the STATE of its primary host, read from what it was told and what it did then.</summary>
internal static class PrimaryHost
{
    private const string None = "the node follows no primary host";

    /// <summary>STATE messages that reached the node, with whether each counts: one older than another of the same connection does not.</summary>
    public sealed record Told(int Index, int Connection, bool Online, bool Counts);

    public static IReadOnlyList<Told> ToldTo(Trace trace)
    {
        var (told, newest, connection) = (new List<Told>(), long.MinValue, 0);
        foreach (var message in trace.Messages.Where(m => m is { IsSent: false, IsState: true }))
        {
            if (Conditions.State(message.Raw) is not { } state)
                continue;
            if (message.Connection != connection)
                (newest, connection) = (long.MinValue, message.Connection);
            told.Add(new Told(message.Index, message.Connection, state.Online, state.Timestamp >= newest));
            newest = Math.Max(newest, state.Timestamp);
        }

        return told;
    }

    /// <summary>Births come only after an online STATE that counts, in the same connection.</summary>
    public static Verdict Waits(Trace trace)
    {
        var told = ToldTo(trace);
        return told.Count == 0 ? Verdict.NotApplicable(None) : Judge.Of(
            trace.Of("NBIRTH", "DBIRTH"),
            birth => told.LastOrDefault(t => t.Connection == birth.Connection && t.Index < birth.Index && t.Counts) is { Online: true } ? null : $"{birth.Type} while the host is offline",
            "no birth");
    }

    /// <summary>The same, in a session in which something that must not open the gate came first.</summary>
    public static Check WaitsThough(Func<Trace, IReadOnlyList<Told>, bool> shown, string what) => trace =>
        ToldTo(trace) is { Count: > 0 } told && !shown(trace, told) ? Verdict.Failed($"the session does not show {what}") : Waits(trace);

    /// <summary>After an offline STATE that counts: NDEATH, the end of the connection, a new one.</summary>
    public static Verdict LeavesWhenOffline(Trace trace)
    {
        var told = ToldTo(trace);
        return Judge.Of(
            told.Where(t => t is { Online: false, Counts: true } && trace.Sent.Any(m => m.Connection == t.Connection && m.Index < t.Index && m.Type is "NBIRTH")),
            offline => trace.Sent.FirstOrDefault(m => m.Index > offline.Index) is not { Type: "NDEATH" } death || death.Connection != offline.Connection
                ? "no NDEATH follows an offline STATE"
                : !trace.Entries.Any(e => e is Left && e.Connection == offline.Connection) ? "no DISCONNECT follows"
                : trace.Connects.Any(c => c.Index > offline.Index) ? null : "no new connection follows",
            told.Count == 0 ? None : "the host never goes offline");
    }

    /// <summary>An offline STATE with an older timestamp changes nothing.</summary>
    public static Verdict StaysWhenStale(Trace trace)
    {
        var told = ToldTo(trace);
        return Judge.Of(
            told.Where(t => t is { Online: false, Counts: false } && trace.Sent.Any(m => m.Connection == t.Connection && m.Index < t.Index && m.Type is "NBIRTH")),
            stale =>
            {
                var until = told.FirstOrDefault(t => t.Index > stale.Index && t.Counts)?.Index ?? int.MaxValue;
                return trace.Entries.Any(e => e is Left && e.Connection == stale.Connection && e.Index > stale.Index && e.Index < until) ? "the node left for a STATE of the past" : null;
            },
            told.Count == 0 ? None : "no STATE of the past came");
    }

    /// <summary>Never two connections at a time.</summary>
    public static Verdict OneServer(Trace trace)
    {
        var open = new HashSet<int>();
        foreach (var entry in trace.Entries)
        {
            if (entry is Closed or Left)
                open.Remove(entry.Connection);
            if (entry is Connected && open.Add(entry.Connection) && open.Count > 1)
                return Verdict.Failed("two connections at a time");
        }

        return Verdict.Passed;
    }
}
