using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Cloud.Platform;
using Cloud.Platform.Clauses;
using Cloud.Platform.Identity;
using Cloud.Platform.Registers;
using Telemetry.Model;

namespace Cloud.Supervision.HazardousWorks;

/// <summary>
/// A value that was measured by hand or sent by the monitoring body's system: judged against the limits of its point, and when
/// it is over one, open until the site has acted and the supervising engineer has seen it.
/// </summary>
[Clause("5.5.2-4.13")]
public sealed record MonitoringRecord : IRegister<MonitoringRecord, MonitoringRecord.State>
{
    public enum State
    {
        [Label("正常", "Normal")]
        Normal,

        [Label("超限待处置", "Over a limit")]
        Over,

        [Label("已处置", "Handled")]
        Handled,

        [Label("已核实", "Verified")]
        Verified,
    }

    [Label("监测点", "Point"), Indexed]
    public required Reference<MonitoringPoint> Point { get; init; }

    [Label("项目", "Project"), Assigned]
    public ProjectId? Project { get; init; }

    [Label("测点编号", "Code"), Assigned, Indexed, Searchable, StringLength(40)]
    public string? Code { get; init; }

    [Label("测量时间", "At"), Indexed]
    public required DateTimeOffset At { get; init; }

    [Label("累计值", "Cumulative value"), Indexed]
    public required double Value { get; init; }

    [Label("变化速率（每日）", "Rate, a day")]
    public double? Rate { get; init; }

    [Label("判定", "Verdict"), Assigned, Indexed]
    public MonitoringVerdict Verdict { get; init; }

    [Label("判定依据", "Why"), Assigned, StringLength(400)]
    public string? Why { get; init; }

    [Label("观测人", "Observer"), StringLength(40)]
    public string? Observer { get; init; }

    [Label("处置措施", "Measures"), Assigned, StringLength(2000), Searchable]
    public string? Measures { get; init; }

    /// <summary>What was done on site.</summary>
    public sealed record Handling
    {
        [Label("处置措施", "Measures"), StringLength(2000, MinimumLength = 2)]
        public required string Measures { get; init; }
    }

    public static Register<MonitoringRecord, State> Definition => new Register<MonitoringRecord, State>("monitoring-records", "监测数据上报", "Monitoring data")
        .Title(one => string.Create(CultureInfo.InvariantCulture, $"{one.Code} {one.At.ToOffset(TimeSpan.FromHours(8)):yyyy-MM-dd HH:mm}"))
        .In(one => one.Project)
        .Branch(_ => Disciplines.Safety)
        .Create(State.Normal, by: [Role.Contractor, Role.Owner])
        .Read(by: [.. Roles.Builders, .. Roles.Authorities, Role.DutyOfficer])
        .Saving(CompleteAsync)
        .Check((one, context) => one.At > context.Now.AddMinutes(5) ? [new FieldFault("at", "测量时间晚于现在")] : [])
        .When(State.Normal, one => one.Verdict == MonitoringVerdict.Normal ? null : State.Over)
        .On<Handling>("handle", "处置", State.Over, State.Handled, by: Role.Contractor, labelEn: "Handle", apply: (one, form, _) => one with { Measures = form.Measures })
        .On("verify", "核实", State.Handled, State.Verified, by: Role.SupervisingEngineer, labelEn: "Verify")
        .On("return", "退回", State.Handled, State.Over, by: Role.SupervisingEngineer, labelEn: "Return")
        .Void([], by: [Role.Contractor, Role.Owner])
        .Unique("at", "这个测点在同一时间已有数据", one => $"{one.Point}/{one.At.ToUnixTimeSeconds()}")
        .Columns(nameof(Code), nameof(At), nameof(Value), nameof(Rate), nameof(Verdict), nameof(Measures));

    private static async ValueTask<MonitoringRecord> CompleteAsync(MonitoringRecord one, ActionContext context, CancellationToken cancel)
    {
        var point = await context.Records.FindAsync(one.Point, cancel) ?? throw new RuleBrokenException("没有登记这个监测点");
        if (point.Envelope.State != "inUse")
            throw new RuleBrokenException("监测点已停测");
        var limit = point.Record;
        return one with
        {
            Project = limit.Project, Code = limit.Code, Verdict = limit.Judge(one.Value, one.Rate),
            Why = string.Create(CultureInfo.InvariantCulture, $"预警值{limit.WarnAt}{limit.Unit}，报警值{limit.AlarmAt}{limit.Unit}（{limit.Basis}）"),
        };
    }
}
