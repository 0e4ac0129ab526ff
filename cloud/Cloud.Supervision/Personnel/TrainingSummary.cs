using System.Runtime.CompilerServices;
using Cloud.Platform.Clauses;
using Cloud.Platform.Identity;
using Cloud.Platform.Registers;
using Cloud.Platform.Views;
using Telemetry.Model;

namespace Cloud.Supervision.Personnel;

/// <summary>Trainings and their tests by kind over a period.</summary>
[Clause("5.5.2-2.8")]
public sealed class TrainingSummary : IView<TrainingSummary.Query, TrainingSummary.Row>
{
    public sealed record Query
    {
        [Label("项目", "Project")]
        public ProjectId? Project { get; init; }

        [Label("日期起", "From")]
        public DateOnly? From { get; init; }

        [Label("日期止", "To")]
        public DateOnly? To { get; init; }
    }

    public sealed record Row
    {
        [Label("培训类别", "Kind")]
        public required TrainingSession.TrainingKind Kind { get; init; }

        [Label("场次", "Sessions")]
        public required long Sessions { get; init; }

        [Label("学时", "Hours"), Unit("h")]
        public required double Hours { get; init; }

        [Label("参加人次", "People")]
        public required long People { get; init; }

        [Label("合格人次", "Passed")]
        public required long Passed { get; init; }

        [Label("合格率", "Share"), Unit("%")]
        public double? Share { get; init; }
    }

    public static ViewDefinition Definition { get; } = new ViewDefinition("training-summary", "培训考核统计", "Trainings and tests", [.. Roles.Builders, .. Roles.Authorities])
        .Lists<Query, Row, TrainingSession>(nameof(Row.Sessions), (query, row) => [ListFilter.Is("project", query.Project), "state:eq:reported", ListFilter.Is("kind", row.Kind), ListFilter.From("on", query.From), ListFilter.To("on", query.To)]);

    public static async IAsyncEnumerable<Row> RunAsync(Query query, IRecords records, [EnumeratorCancellation] CancellationToken cancel)
    {
        var all = records.Of<TrainingSession>().In(query.Project).InState(TrainingSession.State.Reported).Between(one => one.On, query.From, query.To);
        var (hours, people) = (await all.SumByAsync(one => one.Kind, one => one.Hours, cancel), await all.SumByAsync(one => one.Kind, one => one.People, cancel));
        var passed = await all.SumByAsync(one => one.Kind, one => one.Passed, cancel);
        foreach (var (kind, sessions) in await all.CountByAsync(one => one.Kind, cancel))
            yield return new Row
            {
                Kind = Enum.Parse<TrainingSession.TrainingKind>(kind, ignoreCase: true), Sessions = sessions, Hours = Math.Round(hours[kind], 1), People = (long)people[kind],
                Passed = (long)passed[kind], Share = people[kind] > 0 ? Math.Round(100 * passed[kind] / people[kind], 1) : null,
            };
    }
}
