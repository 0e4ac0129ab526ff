using System.Text;
using Conformance.Tests.Checks;

namespace Conformance.Tests;

/// <summary>The table beside the codec: every assertion, and what each subject came to.</summary>
internal static class ConformanceTable
{
    private static readonly string[] Columns = [Subject.OurNode, Subject.OurHost, Subject.Npm];

    public static string File { get; } = Path.Combine(Root(), "protocols", "Protocols", "Sparkplug", "CONFORMANCE.md");

    public static string Write(IReadOnlyDictionary<string, IReadOnlyDictionary<string, Verdict>> verdicts)
    {
        var text = new StringBuilder();
        text.Append("# Sparkplug 3.0.0: testable assertions\n\n")
            .Append("Written by `tests/Conformance.Tests`: a session of each subject is recorded on the wire (CONNECT to DISCONNECT, every packet) and each assertion is judged on the recording. ")
            .Append("A stale table fails the test; `EDGE_WRITE=1 dotnet test --project tests/Conformance.Tests` writes it anew. The ids are those of the specification without `tck-id-`; the titles are ours.\n\n")
            .Append("- **passed**: seen to hold in every case of the session. **failed**: seen not to hold. **departs**: fails, and we mean it.\n")
            .Append("- **n/a**: the session cannot show it, with the reason. –: does not bind the subject.\n")
            .Append("- `our node`: the gateway's uplink over a real broker. `our host`: the cloud's ingestion with its embedded broker. `sparkplug-client`: npm, 3.2.4.\n")
            .Append("- A metric to which its birth gives an alias comes by the alias from then on; `bdSeq`, `Node Control/Rebirth` and what the host writes have none and come by name.\n\n");
        Totals(text, verdicts);
        Departed(text);
        Failed(text, verdicts);
        text.Append("## All assertions\n\n| Id | Check | ").AppendJoin(" | ", Columns).Append(" |\n|---|---|").Append(string.Concat(Columns.Select(_ => "---|"))).Append('\n');
        foreach (var assertion in Catalogue.All)
            text.Append("| ").Append(assertion.Id).Append(" | ").Append(assertion.Title).Append(" | ")
                .AppendJoin(" | ", Columns.Select(c => Cell(c, assertion, verdicts))).Append(" |\n");
        return text.ToString();
    }

    /// <summary>The cell of a subject, as it stands in the table.</summary>
    public static string Cell(string subject, Assertion assertion, IReadOnlyDictionary<string, IReadOnlyDictionary<string, Verdict>> verdicts) =>
        !verdicts[subject].TryGetValue(assertion.Id, out var verdict) ? "–" : verdict.Outcome switch
        {
            Outcome.Passed => "passed",
            Outcome.NotApplicable => $"n/a: {verdict.Reason}",
            _ => Departures.All.ContainsKey((subject, assertion.Id)) ? "**departs**" : $"**failed**: {verdict.Reason}",
        };

    private static void Totals(StringBuilder text, IReadOnlyDictionary<string, IReadOnlyDictionary<string, Verdict>> verdicts)
    {
        text.Append("| Subject | Assertions | Passed | Failed | Departs | n/a |\n|---|---|---|---|---|---|\n");
        foreach (var column in Columns)
        {
            var own = verdicts[column];
            var failed = own.Where(v => v.Value.Outcome is Outcome.Failed).Select(v => v.Key).ToList();
            var departs = failed.Count(id => Departures.All.ContainsKey((column, id)));
            text.Append($"| {column} | {own.Count} | {own.Values.Count(v => v.Outcome is Outcome.Passed)} | {failed.Count - departs} | {departs} | {own.Values.Count(v => v.Outcome is Outcome.NotApplicable)} |\n");
        }

        var judged = Catalogue.All.Count(a => Columns.Any(c => verdicts[c].TryGetValue(a.Id, out var v) && v.Outcome is not Outcome.NotApplicable));
        text.Append($"\n{Catalogue.All.Count} assertions, {Catalogue.All.Count} traced to a check; {judged} are judged on at least one subject, {Catalogue.All.Count - judged} on none (the reasons stand in the table).\n\n");
    }

    private static void Departed(StringBuilder text)
    {
        text.Append("## Where we depart\n\n");
        foreach (var ((subject, id), reason) in Departures.All)
            text.Append($"- `{id}` ({subject}): {reason}.\n");
        text.Append('\n');
    }

    private static void Failed(StringBuilder text, IReadOnlyDictionary<string, IReadOnlyDictionary<string, Verdict>> verdicts)
    {
        text.Append("## What sparkplug-client does not do\n\n");
        foreach (var (id, verdict) in verdicts[Subject.Npm].Where(v => v.Value.Outcome is Outcome.Failed))
            text.Append($"- `{id}`: {verdict.Reason}.\n");
        text.Append('\n');
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !System.IO.File.Exists(Path.Combine(folder.FullName, "Edge.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The repository is not around the tests.");
    }
}
