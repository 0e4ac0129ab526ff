using System.Text.Json;
using Cloud.Platform.Registers;
using Cloud.Platform.Views;

namespace Cloud.Host.Api.Registers;

/// <summary>Which clauses of the standard the platform answers, where, and by what test that is shown.</summary>
public static class ComplianceEndpoints
{
    private static readonly Lazy<IReadOnlyList<Clause>> Clauses = new(() => Load<Clause>("clauses.json"));
    private static readonly Lazy<IReadOnlyDictionary<string, Trace>> Traces = new(() => Load<Trace>("trace.json").ToDictionary(trace => trace.Id));

    /// <summary>A function that answers a clause.</summary>
    /// <param name="Kind"><c>register</c> or <c>view</c>.</param>
    /// <param name="Name">Path segment.</param>
    /// <param name="Label">For people.</param>
    public sealed record FunctionView(string Kind, string Name, LabelView Label);

    /// <summary>A clause.</summary>
    /// <param name="Id">As in the standard.</param>
    /// <param name="Basic">True = must be fulfilled.</param>
    /// <param name="Title">In our own words.</param>
    /// <param name="State"><c>shown</c>: code and a test; <c>built</c>: code without one; <c>pending</c>.</param>
    /// <param name="Functions">Where it is answered.</param>
    /// <param name="Code">Names in the sources.</param>
    /// <param name="Tests">Tests that show it.</param>
    public sealed record ClauseView(
        string Id, bool Basic, string Title, string State, IReadOnlyList<FunctionView> Functions, IReadOnlyList<string> Code, IReadOnlyList<string> Tests);

    /// <summary>All clauses with how many are shown.</summary>
    public sealed record ComplianceView(int Total, int Shown, IReadOnlyList<ClauseView> Items);

    private sealed record Clause(string Id, string Level, string Title);

    private sealed record Trace(string Id, IReadOnlyList<string> Code, IReadOnlyList<string> Tests);

    /// <summary>Maps <c>/api/compliance</c>.</summary>
    public static void MapCompliance(this IEndpointRouteBuilder routes) =>
        routes.MapGroup("/api/compliance").WithTags("compliance").MapGet("", List).WithSummary("标准条款与对应功能、证明").Produces<ComplianceView>();

    private static IResult List(RegisterCatalogue registers, ViewCatalogue views)
    {
        var functions = registers.All.SelectMany(register => register.Clauses.Select(clause => (clause, View: new FunctionView("register", register.Name, RegisterView.Of(register.Label)))))
            .Concat(views.All.SelectMany(view => view.Clauses.Select(clause => (clause, View: new FunctionView("view", view.Name, RegisterView.Of(view.Label))))))
            .ToLookup(pair => pair.clause, pair => pair.View);
        var items = Clauses.Value.Select(clause => Of(clause, functions[clause.Id])).ToList();
        return TypedResults.Ok(new ComplianceView(items.Count, items.Count(item => item.State == "shown"), items));
    }

    private static ClauseView Of(Clause clause, IEnumerable<FunctionView> functions)
    {
        var trace = Traces.Value.GetValueOrDefault(clause.Id);
        var state = trace switch { { Code.Count: > 0, Tests.Count: > 0 } => "shown", { Code.Count: > 0 } => "built", _ => "pending" };
        return new ClauseView(clause.Id, clause.Level == "basic", clause.Title, state, [.. functions], trace?.Code ?? [], trace?.Tests ?? []);
    }

    private static IReadOnlyList<T> Load<T>(string name)
    {
        using var stream = typeof(ComplianceEndpoints).Assembly.GetManifestResourceStream(name)!;
        return JsonSerializer.Deserialize<List<T>>(stream, JsonSerializerOptions.Web)!;
    }
}
