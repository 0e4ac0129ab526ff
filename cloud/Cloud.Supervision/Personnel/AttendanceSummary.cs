using System.Runtime.CompilerServices;
using Cloud.Platform.Clauses;
using Cloud.Platform.Identity;
using Cloud.Platform.Persons;
using Cloud.Platform.Registers;
using Cloud.Platform.Views;
using Telemetry.Model;

namespace Cloud.Supervision.Personnel;

/// <summary>Days on site of the people in post against the days that their posts ask for, over a period.</summary>
[Clause("5.2.2-6.2")]
public sealed class AttendanceSummary : IView<AttendanceSummary.Query, AttendanceSummary.Row>
{
    public sealed record Query
    {
        [Label("项目", "Project")]
        public ProjectId? Project { get; init; }

        [Label("岗位", "Post")]
        public KeyPost? Post { get; init; }

        [Label("日期起", "From")]
        public required DateOnly From { get; init; }

        [Label("日期止", "To")]
        public required DateOnly To { get; init; }
    }

    public sealed record Row
    {
        [Label("项目", "Project")]
        public required ProjectId Project { get; init; }

        [Label("岗位", "Post")]
        public required KeyPost Post { get; init; }

        [Label("姓名", "Name")]
        public required string Name { get; init; }

        [Label("出勤天数", "Days")]
        public required long Days { get; init; }

        [Label("应出勤天数", "Days due")]
        public required int Due { get; init; }

        [Label("到岗率", "Share"), Unit("%")]
        public double? Share { get; init; }

        [Label("未达到要求", "Below")]
        public required bool Below { get; init; }

        internal PersonId? Person { get; init; }
    }

    public static ViewDefinition Definition { get; } = new ViewDefinition("attendance-summary", "责任人员考勤统计", "Attendance of posts", [.. Roles.Builders, .. Roles.Authorities])
        .Lists<Query, Row, AttendanceDay>(nameof(Row.Days), (query, row) =>
            [ListFilter.Is("project", row.Project), "state:eq:valid", "kind:eq:staff", ListFilter.Is("person", PostFigures.Key(row.Person)), ListFilter.From("day", query.From), ListFilter.To("day", query.To)]);

    public static async IAsyncEnumerable<Row> RunAsync(Query query, IRecords records, [EnumeratorCancellation] CancellationToken cancel)
    {
        var posts = records.Of<Appointment>().In(query.Project).InState(Appointment.State.InPost);
        if (query.Post is { } wanted)
            posts = posts.Where(one => one.Post == wanted);
        var byProject = await posts.ReadAsync(cancel).Select(entry => entry.Record).Where(one => PostRules.RequiredShare(one.Post) > 0).ToListAsync(cancel);
        foreach (var project in byProject.GroupBy(one => one.Project).OrderBy(group => group.Key.Value, StringComparer.Ordinal))
        {
            var days = await records.Of<AttendanceDay>().In(project.Key).InState(AttendanceDay.State.Valid)
                .Where(day => day.Kind == AttendanceDay.Group.Staff).Between(day => day.Day, query.From, query.To).CountByAsync(day => day.Person, cancel);
            foreach (var post in project.OrderBy(one => one.Post))
                yield return Of(post, post.Person is { } person ? days.GetValueOrDefault(person.ToString()) : 0, query);
        }
    }

    private static Row Of(Appointment post, long days, Query query)
    {
        var due = (int)Math.Ceiling(PostRules.RequiredShare(post.Post) * Weekdays(post.From > query.From ? post.From : query.From, query.To));
        return new Row
        {
            Project = post.Project, Post = post.Post, Name = post.Name ?? "", Person = post.Person, Days = days, Due = due, Share = due == 0 ? null : Math.Round(100.0 * days / due, 1), Below = days < due,
        };
    }

    // A site also works on days when offices do not, so what is asked for counts weekdays and leaves holidays to the margin of the share.
    private static int Weekdays(DateOnly from, DateOnly to)
    {
        var count = 0;
        for (var day = from; day <= to; day = day.AddDays(1))
            if (day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday))
                count++;
        return count;
    }
}
