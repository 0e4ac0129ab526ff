using Conformance.Tests.Recording;
using Protocols.Sparkplug.Wire;

namespace Conformance.Tests.Checks;

/// <summary>Makes checks out of conditions on messages, metrics and wills.</summary>
internal static class Judge
{
    public static readonly string[] Births = ["NBIRTH", "DBIRTH"], Data = ["NDATA", "DDATA"], Commands = ["NCMD", "DCMD"];

    /// <summary>Every message of the types; not applicable when the session has none. A condition returns what is wrong, or null.</summary>
    public static Check Each(string types, Func<Message, string?> wrong) => Each(types.Split(' '), (_, message) => wrong(message));

    public static Check Each(string[] types, Func<Trace, Message, string?> wrong) => trace =>
        Of(trace.Of(types), message => wrong(trace, message) is { } fault ? $"{message.Type}: {fault}" : null, $"the subject sends no {string.Join(" or ", types)}");

    /// <summary>Every metric of messages of the types.</summary>
    public static Check EachMetric(string[] types, Func<Trace, Message, Metric, string?> wrong, string? none = null, Func<Metric, bool>? among = null) => trace =>
        Of(
            from message in trace.Of(types)
            from metric in message.Payload?.Metrics ?? []
            where among is null || among(metric)
            select (message, metric),
            pair => wrong(trace, pair.message, pair.metric) is { } fault ? $"{pair.message.Type} {NameOf(trace, pair.metric)}: {fault}" : null,
            none ?? $"the subject sends no {string.Join(" or ", types)}");

    /// <summary>Every will of the node's connections.</summary>
    public static Check EachWill(Func<Will, Payload, string?> wrong) => trace => Of(
        trace.Connects,
        connect => trace.WillOf(connect.Connection) is not { } will ? "CONNECT has no readable will" : wrong(will.Will, will.Payload),
        "no CONNECT");

    /// <summary>Every CONNECT.</summary>
    public static Check EachConnect(Func<Connected, string?> wrong, Func<Connected, bool>? among = null, string none = "no CONNECT") => trace =>
        Of(trace.Connects.Where(c => among is null || among(c)), wrong, none);

    /// <summary>All conditions must hold.</summary>
    public static Check All(params Check[] checks) => trace =>
    {
        var verdicts = checks.Select(check => check(trace)).ToList();
        return verdicts.Find(v => v.Outcome is Outcome.Failed) ?? verdicts.Find(v => v.Outcome is Outcome.NotApplicable) ?? Verdict.Passed;
    };

    /// <summary>The application has shown it (a fact of the scenario without a detail), or has not (the detail says how).</summary>
    public static Check Shown(string fact) => trace => trace.FactOf(fact) switch
    {
        null => Verdict.Failed($"the session does not show '{fact}'"),
        { Detail.Length: 0 } => Verdict.Passed,
        { Detail: var detail } => Verdict.Failed(detail),
    };

    /// <summary>Cannot be judged on this subject.</summary>
    public static Check Never(string reason) => _ => Verdict.NotApplicable(reason);

    /// <summary>A permission: there is nothing that could break it.</summary>
    public static Check Allowed { get; } = _ => Verdict.NotApplicable("a permission, nothing can break it");

    public static Verdict Of<T>(IEnumerable<T> items, Func<T, string?> wrong, string none)
    {
        var any = false;
        foreach (var item in items)
        {
            any = true;
            if (wrong(item) is { } fault)
                return Verdict.Failed(fault);
        }

        return any ? Verdict.Passed : Verdict.NotApplicable(none);
    }

    public static string NameOf(Trace trace, Metric metric) => trace.DefinitionOf(metric)?.Name ?? (metric.HasName ? metric.Name : $"alias {metric.Alias}");
}
