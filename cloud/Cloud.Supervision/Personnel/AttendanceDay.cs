using System.ComponentModel.DataAnnotations;
using Cloud.Platform.Clauses;
using Cloud.Platform.Identity;
using Cloud.Platform.Organisations;
using Cloud.Platform.Persons;
using Cloud.Platform.Registers;
using Telemetry.Model;

namespace Cloud.Supervision.Personnel;

/// <summary>One day of one person on a site: first in and last out, by a gate or with a reason by hand.</summary>
[Clause("5.2.2-6.2", "5.5.2-2.4")]
public sealed record AttendanceDay : IRegister<AttendanceDay, AttendanceDay.State>
{
    private const double LongestHours = 16;

    public enum State
    {
        [Label("有效", "Valid")]
        Valid,

        [Label("存疑", "Doubtful")]
        Doubtful,
    }

    public enum Group
    {
        [Label("管理人员", "Staff")]
        Staff,

        [Label("劳务人员", "Workers")]
        Workers,
    }

    public enum Way
    {
        [Label("人脸识别", "Face")]
        Face,

        [Label("实名制卡", "Card")]
        Card,

        [Label("手机定位", "Phone")]
        Phone,

        [Label("补录", "By hand")]
        ByHand,
    }

    [Label("项目", "Project")]
    public required ProjectId Project { get; init; }

    [Label("单位", "Organisation"), Indexed]
    public required OrganisationId Organisation { get; init; }

    [Label("人员", "Person"), Indexed]
    public required PersonId Person { get; init; }

    [Label("姓名", "Name"), StringLength(40, MinimumLength = 2), Indexed, Searchable]
    public required string Name { get; init; }

    [Label("类别", "Group"), Indexed]
    public required Group Kind { get; init; }

    [Label("岗位", "Post"), Indexed]
    public KeyPost? Post { get; init; }

    [Label("班组", "Team"), StringLength(40), Indexed]
    public string? Team { get; init; }

    [Label("日期", "Day"), Indexed]
    public required DateOnly Day { get; init; }

    [Label("进场时间", "In")]
    public required DateTimeOffset In { get; init; }

    [Label("离场时间", "Out")]
    public DateTimeOffset? Out { get; init; }

    [Label("在场时长", "Hours"), Unit("h"), Assigned, Indexed]
    public double? Hours { get; init; }

    [Label("方式", "Way"), Indexed]
    public required Way By { get; init; }

    [Label("补录原因", "Reason"), StringLength(200)]
    public string? Reason { get; init; }

    [Label("疑点", "Doubt"), Assigned, StringLength(200)]
    public string? Doubt { get; init; }

    /// <summary>What is doubted.</summary>
    public sealed record Doubting
    {
        [Label("疑点", "Doubt"), StringLength(200, MinimumLength = 2)]
        public required string Doubt { get; init; }
    }

    public static Register<AttendanceDay, State> Definition => new Register<AttendanceDay, State>("attendance-days", "考勤", "Attendance")
        .Title(day => $"{day.Name} {day.Day:yyyy-MM-dd}")
        .In(day => day.Project)
        .Parties(day => [day.Organisation])
        .Create(State.Valid, by: Roles.Builders)
        .Read(by: [.. Roles.Builders, .. Roles.Authorities])
        .Saving((day, _, _) => ValueTask.FromResult(day with { Hours = day.Out is { } end ? Math.Round((end - day.In).TotalHours, 2) : null }))
        .Check(Faults)
        .When(State.Valid, day => day.Hours > LongestHours ? State.Doubtful : null)
        .On<Doubting>("doubt", "存疑", State.Valid, State.Doubtful, by: Roles.Authorities, labelEn: "Doubt", apply: (day, form, _) => day with { Doubt = form.Doubt })
        .On("accept", "认可", State.Doubtful, State.Valid, by: Roles.Station, labelEn: "Accept", guard: (day, _) => day.Hours > LongestHours ? "在场超过16小时，须作废后更正" : null,
            apply: (day, _) => day with { Doubt = null })
        .Void([], by: [.. Roles.Builders, .. Roles.Station])
        .Unique("day", "此人当天已有考勤", day => $"{day.Project}/{day.Person}/{day.Day:yyyyMMdd}")
        .Resting(State.Valid)
        .Columns(nameof(Name), nameof(Kind), nameof(Post), nameof(Day), nameof(Hours), nameof(By));

    private static IEnumerable<FieldFault> Faults(AttendanceDay day, ActionContext context)
    {
        foreach (var fault in OwnOrganisation.Faults(day.Organisation, context))
            yield return fault;
        if (day.Out < day.In)
            yield return new FieldFault("out", "离场时间早于进场时间");
        if (Cloud.Platform.Calendar.SiteCalendar.DayOf(day.In) != day.Day)
            yield return new FieldFault("day", "进场时间不在这一天");
        if (day.In > context.Now.AddMinutes(5))
            yield return new FieldFault("in", "进场时间晚于现在");
        if (day.By == Way.ByHand && string.IsNullOrWhiteSpace(day.Reason))
            yield return new FieldFault("reason", "补录考勤须说明原因");
        if (day is { Kind: Group.Staff, Post: null })
            yield return new FieldFault("post", "管理人员须填写岗位");
    }
}
