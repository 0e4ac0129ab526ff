using System.Runtime.CompilerServices;
using Cloud.Platform.Clauses;
using Cloud.Platform.Identity;
using Cloud.Platform.Registers;
using Cloud.Platform.Views;
using Telemetry.Model;

namespace Cloud.Supervision.Personnel;

/// <summary>Violations by kind over a period: how many, what share, how many are open, and who repeats.</summary>
[Clause("5.2.2-6.3", "5.5.2-2.5")]
public sealed class ViolationSummary : IView<ViolationSummary.Query, ViolationSummary.Row>
{
    public sealed record Query
    {
        [Label("项目", "Project")]
        public ProjectId? Project { get; init; }

        [Label("来源", "Source")]
        public Violation.ViolationSource? FoundBy { get; init; }

        [Label("日期起", "From")]
        public DateOnly? From { get; init; }

        [Label("日期止", "To")]
        public DateOnly? To { get; init; }
    }

    public sealed record Row
    {
        [Label("违规类别", "Kind")]
        public required Violation.ViolationKind Kind { get; init; }

        [Label("次数", "Count")]
        public required long Count { get; init; }

        [Label("占比", "Share"), Unit("%")]
        public required double Share { get; init; }

        [Label("待处理", "Open")]
        public required long Open { get; init; }

        [Label("涉及人数", "People")]
        public required int People { get; init; }

        [Label("多次违规人数", "Repeated")]
        public required int Repeated { get; init; }
    }

    public static ViewDefinition Definition { get; } = new ViewDefinition("violation-summary", "违规作业统计分析", "Violations by kind", [.. Roles.Builders, .. Roles.Authorities])
        .Lists<Query, Row, Violation>(nameof(Row.Count), (query, row) => [ListFilter.Is("project", query.Project), ListFilter.Is("foundBy", query.FoundBy), ListFilter.Is("kind", row.Kind), ListFilter.From("on", query.From), ListFilter.To("on", query.To)])
        .Lists<Query, Row, Violation>(nameof(Row.Open), (query, row) => [ListFilter.Is("project", query.Project), ListFilter.Is("foundBy", query.FoundBy), ListFilter.Is("kind", row.Kind), ListFilter.From("on", query.From), ListFilter.To("on", query.To), ListFilter.Is("state", Violation.State.Open)]);

    public static async IAsyncEnumerable<Row> RunAsync(Query query, IRecords records, [EnumeratorCancellation] CancellationToken cancel)
    {
        var all = records.Of<Violation>().In(query.Project).Between(one => one.On, query.From, query.To);
        if (query.FoundBy is { } source)
            all = all.Where(one => one.FoundBy == source);
        var kinds = await all.CountByAsync(one => one.Kind, cancel);
        var open = await all.InState(Violation.State.Open).CountByAsync(one => one.Kind, cancel);
        var total = Math.Max(1, kinds.Values.Sum());
        foreach (var (name, count) in kinds.OrderByDescending(pair => pair.Value))
        {
            var kind = Enum.Parse<Violation.ViolationKind>(name, ignoreCase: true);
            var people = await all.Where(one => one.Kind == kind).CountByAsync(one => one.Name, cancel);
            yield return new Row
            {
                Kind = kind, Count = count, Share = Math.Round(100.0 * count / total, 1), Open = open.GetValueOrDefault(name), People = people.Count, Repeated = people.Values.Count(times => times > 1),
            };
        }
    }
}
