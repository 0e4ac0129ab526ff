using Conformance.Tests.Checks;
using Conformance.Tests.Recording;

namespace Conformance.Tests;

public sealed class ConformanceSpecs(Sessions sessions)
{
    [Fact]
    public void every_assertion_of_the_specification_is_traced_once()
    {
        Assert.Equal(Catalogue.Count, Catalogue.All.Count);
        Assert.Equal(Catalogue.Count, Catalogue.All.Select(a => a.Id).Distinct().Count());
    }

    [Theory, InlineData(Subject.OurNode), InlineData(Subject.OurHost)]
    public void what_is_ours_fails_only_where_we_depart(string subject)
    {
        var failed = Subject.Judge(subject, sessions.Traces[subject]).Where(v => v.Value.Outcome is Outcome.Failed).ToDictionary(v => v.Key, v => v.Value.Reason);

        Assert.Empty(failed.Where(f => !Departures.All.ContainsKey((subject, f.Key))).Select(f => $"{f.Key}: {f.Value}"));
        Assert.Empty(Departures.All.Keys.Where(d => d.Subject == subject && !failed.ContainsKey(d.Id)).Select(d => $"{d.Id} does not fail any more"));
    }

    [Fact]
    public void historical_values_travel_in_payloads_of_their_own()
    {
        var payloads = sessions.Traces[Subject.OurNode].Of("NDATA", "DDATA").Select(m => m.Payload!).ToList();

        Assert.Contains(payloads, p => p.Metrics.All(m => m.IsHistorical));
        Assert.All(payloads, p => Assert.Single(p.Metrics.Select(m => m.IsHistorical).Distinct()));
    }

    [Fact]
    public void the_table_is_what_the_sessions_show()
    {
        Assert.SkipUnless(sessions.Traces.ContainsKey(Subject.Npm), "sparkplug-client is not installed (npm ci in tests/interop)");
        var written = ConformanceTable.Write(sessions.Traces.ToDictionary(t => t.Key, t => Subject.Judge(t.Key, t.Value)));

        if (Environment.GetEnvironmentVariable("EDGE_WRITE") == "1")
            File.WriteAllText(ConformanceTable.File, written);
        Assert.True(File.Exists(ConformanceTable.File) && File.ReadAllText(ConformanceTable.File) == written, "CONFORMANCE.md is stale: EDGE_WRITE=1 dotnet test --project tests/Conformance.Tests");
    }
}
