using System.Runtime.CompilerServices;
using Cloud.Platform.Clauses;
using Cloud.Platform.Identity;
using Cloud.Platform.Registers;
using Cloud.Platform.Views;
using Telemetry.Model;

namespace Cloud.Supervision.Personnel;

/// <summary>Man-days and hours of the workers of projects by team, over a period.</summary>
[Clause("5.5.2-2.4")]
public sealed class LabourAttendance : IView<LabourAttendance.Query, LabourAttendance.Row>
{
    public sealed record Query
    {
        [Label("项目", "Project")]
        public ProjectId? Project { get; init; }

        [Label("日期起", "From")]
        public required DateOnly From { get; init; }

        [Label("日期止", "To")]
        public required DateOnly To { get; init; }
    }

    public sealed record Row
    {
        [Label("班组", "Team")]
        public required string Team { get; init; }

        [Label("出勤人次", "Man-days")]
        public required long Days { get; init; }

        [Label("出勤时长", "Hours"), Unit("h")]
        public required double Hours { get; init; }

        [Label("人均时长", "Hours a day"), Unit("h")]
        public double? Mean { get; init; }
    }

    public static ViewDefinition Definition { get; } = new ViewDefinition("labour-attendance", "劳务人员考勤统计", "Attendance of workers", [.. Roles.Builders, .. Roles.Authorities])
        .Lists<Query, Row, AttendanceDay>(nameof(Row.Days), (query, row) => [ListFilter.Is("project", query.Project), "state:eq:valid", "kind:eq:workers", ListFilter.Is("team", row.Team), ListFilter.From("day", query.From), ListFilter.To("day", query.To)]);

    public static async IAsyncEnumerable<Row> RunAsync(Query query, IRecords records, [EnumeratorCancellation] CancellationToken cancel)
    {
        var days = records.Of<AttendanceDay>().In(query.Project).InState(AttendanceDay.State.Valid)
            .Where(day => day.Kind == AttendanceDay.Group.Workers).Between(day => day.Day, query.From, query.To);
        var hours = await days.SumByAsync(day => day.Team, day => day.Hours, cancel);
        foreach (var (team, count) in (await days.CountByAsync(day => day.Team, cancel)).OrderByDescending(pair => pair.Value))
            yield return new Row { Team = team, Days = count, Hours = Math.Round(hours[team], 1), Mean = count == 0 ? null : Math.Round(hours[team] / count, 1) };
    }
}
