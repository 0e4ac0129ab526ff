using System.Runtime.CompilerServices;
using Cloud.Platform.Clauses;
using Cloud.Platform.Identity;
using Cloud.Platform.Registers;
using Cloud.Platform.Views;
using Telemetry.Model;

namespace Cloud.Supervision.HazardousWorks;

/// <summary>Hazardous works by project: how many of which scale and state, and those under way without a valid plan, of which there must be none.</summary>
[Clause("5.3.2-4.2", "5.3.2-4.4")]
public sealed class HazardousWorkSummary : IView<HazardousWorkSummary.Query, HazardousWorkSummary.Row>
{
    public sealed record Query
    {
        [Label("项目", "Project")]
        public ProjectId? Project { get; init; }
    }

    public sealed record Row
    {
        [Label("项目", "Project")]
        public required ProjectId Project { get; init; }

        [Label("危大工程数", "Works")]
        public required long Works { get; init; }

        [Label("超过一定规模", "Over scale")]
        public required long OverScale { get; init; }

        [Label("施工中", "Under way")]
        public required long UnderWay { get; init; }

        [Label("论证中", "Panels open")]
        public required long Panels { get; init; }

        [Label("无有效方案施工", "Under way without a plan")]
        public required int WithoutPlan { get; init; }

        internal IReadOnlyList<Guid> Unplanned { get; init; } = [];
    }

    public static ViewDefinition Definition { get; } = new ViewDefinition("hazardous-work-summary", "危大工程统计", "Hazardous works by project", [.. Roles.Builders, .. Roles.Authorities])
        .Lists<Query, Row, HazardousWork>(nameof(Row.Works), (_, row) => [ListFilter.Is("project", row.Project)])
        .Lists<Query, Row, HazardousWork>(nameof(Row.OverScale), (_, row) => [ListFilter.Is("project", row.Project), ListFilter.Is("scale", WorkScale.OverScale)])
        .Lists<Query, Row, HazardousWork>(nameof(Row.UnderWay), (_, row) => [ListFilter.Is("project", row.Project), ListFilter.Is("state", HazardousWork.State.UnderWay)])
        .Lists<Query, Row, ExpertReview>(nameof(Row.Panels), (_, row) => [ListFilter.Is("project", row.Project), "state:in:filed,inviting,reviewing,revising"])
        .Lists<Query, Row, HazardousWork>(nameof(Row.WithoutPlan), (_, row) => [ListFilter.Is("project", row.Project), $"id:in:{string.Join(',', row.Unplanned.DefaultIfEmpty())}"]);

    public static async IAsyncEnumerable<Row> RunAsync(Query query, IRecords records, [EnumeratorCancellation] CancellationToken cancel)
    {
        var works = records.Of<HazardousWork>().In(query.Project);
        var over = await works.Where(work => work.Scale == WorkScale.OverScale).CountByAsync(work => work.Project, cancel);
        var under = await works.InState(HazardousWork.State.UnderWay).CountByAsync(work => work.Project, cancel);
        var panels = await records.Of<ExpertReview>().In(query.Project)
            .InState(ExpertReview.State.Filed, ExpertReview.State.Inviting, ExpertReview.State.Reviewing, ExpertReview.State.Revising).CountByAsync(review => review.Project, cancel);
        var without = new Dictionary<ProjectId, List<Guid>>();
        var planned = await records.Of<SpecialPlan>().In(query.Project).InState(SpecialPlan.State.Valid).CountByAsync(plan => plan.Work, cancel);
        await foreach (var work in works.InState(HazardousWork.State.UnderWay).Where(work => work.Scale != WorkScale.Below).ReadAsync(cancel))
            if (!planned.ContainsKey(work.Envelope.Id.ToString("D")))
                (without.TryGetValue(work.Record.Project, out var known) ? known : without[work.Record.Project] = []).Add(work.Envelope.Id);
        foreach (var (name, count) in (await works.CountByAsync(work => work.Project, cancel)).OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            var unplanned = without.GetValueOrDefault(new ProjectId(name), []);
            yield return new Row
            {
                Project = new ProjectId(name), Works = count, OverScale = over.GetValueOrDefault(name), UnderWay = under.GetValueOrDefault(name), Panels = panels.GetValueOrDefault(name),
                WithoutPlan = unplanned.Count, Unplanned = unplanned,
            };
        }
    }
}
