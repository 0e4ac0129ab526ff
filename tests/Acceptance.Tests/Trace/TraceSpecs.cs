using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Acceptance.Tests.House;

namespace Acceptance.Tests.Trace;

/// <summary>Every clause is shown by code and a test, or stands in the list of those that are not yet.</summary>
public sealed partial class TraceSpecs
{
    private const string Table = "tests/Acceptance.Tests/Trace/TRACE.md";
    private const string Data = "models/codes/trace.json";

    [Fact]
    public void every_clause_that_is_named_exists()
    {
        var known = Traces.Clauses.Select(clause => clause.Id).ToHashSet();

        House.House.IsClean(Traces.Code.Concat(Traces.Tests).Where(point => !known.Contains(point.Clause)).Select(point => $"{point.File} names {point.Clause}, which is no clause"));
        House.House.IsClean(Traces.Pending.Where(id => !known.Contains(id)).Select(id => $"{id} is pending and no clause"));
        Assert.Equal(326, Traces.Clauses.Count);
        Assert.Equal(296, Traces.Clauses.Count(clause => clause.Level == "basic"));
    }

    [Fact]
    public void every_basic_clause_has_code_and_a_test_or_is_pending()
    {
        var (code, tests) = (Traces.Code.Select(point => point.Clause).ToHashSet(), Traces.Tests.Select(point => point.Clause).ToHashSet());

        House.House.IsClean(Traces.Clauses
            .Where(clause => clause.Level == "basic" && !(code.Contains(clause.Id) && tests.Contains(clause.Id)) && !Traces.Pending.Contains(clause.Id))
            .Select(clause => $"{clause.Id} {clause.Title}: {(code.Contains(clause.Id) ? "no test" : "no code")}, and not pending"));
    }

    [Fact]
    public void what_has_code_and_a_test_is_pending_no_more()
    {
        var shown = Traces.Tests.Select(point => point.Clause).Intersect(Traces.Code.Select(point => point.Clause)).ToHashSet();

        House.House.IsClean(Traces.Pending.Where(shown.Contains).Select(id => $"{id} is shown; take it out of pending.txt"));
        Assert.Equal(Traces.Pending.Count, Traces.Pending.Distinct().Count());
    }

    [Fact]
    public void a_test_of_a_clause_goes_through_http_asserts_a_fact_and_one_refusal()
    {
        House.House.IsClean(Traces.Tests.Where(point => !point.Node.ToFullString().Contains("Evidence.Document", StringComparison.Ordinal)).DistinctBy(point => point.Symbol)
            .SelectMany(point => Faults(point.Node.ToString()).Select(fault => $"{point.Symbol} {fault}")));
    }

    [Fact]
    public void the_engine_holds_no_business_noun()
    {
        var registers = Repository.Files("*.cs").Where(path => path.StartsWith("cloud/Cloud.Supervision/", StringComparison.Ordinal))
            .SelectMany(path => RegisterName().Matches(Repository.Read(path)).SelectMany(match => (string[])[match.Groups[1].Value, match.Groups[2].Value]))
            .Concat(Directory.EnumerateDirectories(Path.Combine(Repository.Root, "cloud/Cloud.Supervision")).Select(folder => Path.GetFileName(folder)!))
            // Whose a record is, is a word of the rights too.
            .Except(["Parties"]).ToList();
        string[] engine = ["cloud/Cloud.Platform/Registers/", "cloud/Cloud.Platform/Views/", "cloud/Cloud.Platform/Permissions/Record", "cloud/Cloud.Platform/Export/", "cloud/Cloud.Platform/Import/",
            "cloud/Cloud.Storage/Registers/", "cloud/Cloud.Host/Api/Registers/"];

        House.House.IsClean(
            from path in Repository.Files("*.cs")
            where engine.Any(folder => path.StartsWith(folder, StringComparison.Ordinal))
            let text = DocComment().Replace(Repository.Read(path), "")
            from noun in registers.Where(noun => noun.Length > 4 || noun.Any(c => c > 127)).Distinct()
            where text.Contains(noun, StringComparison.Ordinal)
            select $"{path} says {noun}");
        Assert.True(registers.Count > 8);
    }

    [Fact]
    public void the_table_and_its_data_are_those_of_the_sources()
    {
        var (table, data) = (TableText(), DataText());
        if (Environment.GetEnvironmentVariable("EDGE_WRITE") == "1")
        {
            File.WriteAllText(Path.Combine(Repository.Root, Table), table);
            File.WriteAllText(Path.Combine(Repository.Root, Data), data);
        }

        Assert.True(Repository.Read(Table) == table, $"{Table} is stale: run this test with EDGE_WRITE=1");
        Assert.True(Repository.Read(Data) == data, $"{Data} is stale: run this test with EDGE_WRITE=1");
    }

    private static IEnumerable<string> Faults(string test)
    {
        if (!Refusal().IsMatch(test))
            yield return "asserts no refusal";
        if (!Fact().IsMatch(test))
            yield return "asserts no fact of a body";
    }

    private static string TableText()
    {
        var text = new StringBuilder("# Clauses and their proof\n\nGenerated from `[Clause]`, `[Accepts]` and `pending.txt` by `TraceSpecs`; titles are our own words.\n\n");
        var (code, tests) = (Traces.Code.ToLookup(point => point.Clause), Traces.Tests.ToLookup(point => point.Clause));
        var shown = Traces.Clauses.Count(clause => code[clause.Id].Any() && tests[clause.Id].Any());
        text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{shown} of {Traces.Clauses.Count} clauses are shown, {Traces.Pending.Count} are pending.\n\n");
        text.Append("| Clause | Level | Title | Code | Test |\n|---|---|---|---|---|\n");
        foreach (var clause in Traces.Clauses)
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"| {clause.Id} | {clause.Level} | {clause.Title} | {Symbols(code[clause.Id])} | {Symbols(tests[clause.Id])} |\n");
        return text.ToString();
    }

    private static string DataText()
    {
        var (code, tests) = (Traces.Code.ToLookup(point => point.Clause), Traces.Tests.ToLookup(point => point.Clause));
        var rows = Traces.Clauses.Where(clause => code[clause.Id].Any() || tests[clause.Id].Any()).Select(clause => "  " + JsonSerializer.Serialize(new
        {
            id = clause.Id, code = Names(code[clause.Id]), tests = Names(tests[clause.Id]),
        }));
        return $"[\n{string.Join(",\n", rows)}\n]\n";
    }

    private static IEnumerable<string> Names(IEnumerable<TracePoint> points) => points.Select(point => point.Symbol).Distinct().Order(StringComparer.Ordinal);

    private static string Symbols(IEnumerable<TracePoint> points) => string.Join("<br>", Names(points).Select(name => $"`{name}`"));

    [GeneratedRegex("""new Register<\w+, State>\("([a-z-]+)", "([^"]+)",""")]
    private static partial Regex RegisterName();

    [GeneratedRegex(@"HttpStatusCode\.(BadRequest|Unauthorized|Forbidden|NotFound|Conflict|PreconditionFailed|UnprocessableEntity|TooManyRequests|NotAcceptable|RequestEntityTooLarge)")]
    private static partial Regex Refusal();

    [GeneratedRegex(@"Assert\.\w+\([^;]*\[""")]
    private static partial Regex Fact();

    [GeneratedRegex("^ *///.*$", RegexOptions.Multiline)]
    private static partial Regex DocComment();
}
