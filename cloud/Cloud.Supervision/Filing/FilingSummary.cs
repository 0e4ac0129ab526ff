using System.Runtime.CompilerServices;
using Cloud.Platform.Areas;
using Cloud.Platform.Clauses;
using Cloud.Platform.Identity;
using Cloud.Platform.Registers;
using Cloud.Platform.Views;

namespace Cloud.Supervision.Filing;

/// <summary>Filings accepted per county over a period, with floor area and cost.</summary>
[Clause("5.2.2-1.1", "5.3.2-1.1")]
public sealed class FilingSummary : IView<FilingSummary.Query, FilingSummary.Row>
{
    public sealed record Query
    {
        [Label("受理日期起", "Accepted from")]
        public DateOnly? From { get; init; }

        [Label("受理日期止", "Accepted to")]
        public DateOnly? To { get; init; }

        [Label("项目类别", "Category")]
        public ProjectCategory? Category { get; init; }
    }

    public sealed record Row
    {
        [Label("县（市、区）", "County")]
        public required AreaCode County { get; init; }

        [Label("受理项目数", "Accepted")]
        public required long Accepted { get; init; }

        [Label("建筑面积", "Floor area"), Unit("m²")]
        public required double FloorArea { get; init; }

        [Label("工程造价", "Cost"), Unit("万元")]
        public required double Cost { get; init; }
    }

    public static ViewDefinition Definition { get; } = new ViewDefinition("filing-summary", "报监受理统计", "Accepted filings", [Role.Supervisor, Role.StationChief, Role.Official])
        .Lists<Query, Row, ProjectFiling>(nameof(Row.Accepted), (query, row) => ["state:eq:accepted", ListFilter.Is("county", row.County), ListFilter.Is("category", query.Category), ListFilter.From("acceptedOn", query.From), ListFilter.To("acceptedOn", query.To)]);

    public static async IAsyncEnumerable<Row> RunAsync(Query query, IRecords records, [EnumeratorCancellation] CancellationToken cancel)
    {
        var accepted = records.Of<ProjectFiling>().InState(ProjectFiling.State.Accepted).Between(filing => filing.AcceptedOn!.Value, query.From, query.To);
        if (query.Category is { } category)
            accepted = accepted.Where(filing => filing.Category == category);
        foreach (var (county, count) in (await accepted.CountByAsync(filing => filing.County, cancel)).OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            var code = AreaCode.Parse(county, null);
            var there = accepted.Where(filing => filing.County == code);
            yield return new Row
            {
                County = code, Accepted = count, FloorArea = await there.SumAsync(filing => filing.FloorArea, cancel), Cost = await there.SumAsync(filing => filing.Cost, cancel),
            };
        }
    }
}
