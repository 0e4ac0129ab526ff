using System.ComponentModel.DataAnnotations;
using Cloud.Platform.Clauses;
using Cloud.Platform.Identity;
using Cloud.Platform.Registers;
using Telemetry.Model;

namespace Cloud.Supervision.HazardousWorks;

/// <summary>A line of a monitoring report.</summary>
public sealed record ReportedPoint
{
    [Label("测点编号", "Code"), StringLength(40, MinimumLength = 1), Searchable]
    public required string Code { get; init; }

    [Label("累计值", "Cumulative value")]
    public required double Value { get; init; }

    [Label("变化速率", "Rate")]
    public double? Rate { get; init; }

    [Label("报警值", "Alarm value")]
    public required double AlarmAt { get; init; }
}

/// <summary>A report of the monitoring body: daily, of a stage, or the summary, with its table and conclusion.</summary>
[Clause("5.5.2-4.12")]
public sealed record MonitoringReport : IRegister<MonitoringReport, MonitoringReport.State>
{
    public enum State
    {
        [Label("已提交", "Submitted")]
        Submitted,

        [Label("已审阅", "Received")]
        Received,

        [Label("退回", "Returned")]
        Returned,
    }

    public enum ReportKind
    {
        [Label("监测日报", "Daily")]
        Daily,

        [Label("阶段报告", "Stage")]
        Stage,

        [Label("总结报告", "Summary")]
        Summary,
    }

    [Label("危大工程", "Work"), Indexed]
    public required Reference<HazardousWork> Work { get; init; }

    [Label("项目", "Project"), Assigned]
    public ProjectId? Project { get; init; }

    [Label("危大工程名称", "Name of the work"), Assigned, StringLength(260), Searchable]
    public string? WorkName { get; init; }

    [Label("报告类别", "Kind"), Indexed]
    public required ReportKind Kind { get; init; }

    [Label("报告编号", "Number"), StringLength(60, MinimumLength = 2), Indexed, Searchable]
    public required string Number { get; init; }

    [Label("监测机构", "Monitoring body"), StringLength(100, MinimumLength = 2), Indexed, Searchable]
    public required string Body { get; init; }

    [Label("监测日期起", "From")]
    public required DateOnly From { get; init; }

    [Label("监测日期止", "To"), Indexed]
    public required DateOnly To { get; init; }

    [Label("监测数据", "Points"), MinLength(1), MaxLength(500)]
    public required IReadOnlyList<ReportedPoint> Points { get; init; }

    [Label("达到报警值的测点数", "Points over"), Assigned, Indexed]
    public int Over { get; init; }

    [Label("结论与建议", "Conclusion"), StringLength(4000, MinimumLength = 2), Searchable]
    public required string Conclusion { get; init; }

    [Label("报告文件", "File"), Searchable]
    public required Attachment File { get; init; }

    [Label("退回原因", "Why returned"), Assigned, StringLength(500)]
    public string? ReturnReason { get; init; }

    public static Register<MonitoringReport, State> Definition => new Register<MonitoringReport, State>("monitoring-reports", "监测报告", "Monitoring reports")
        .Title(one => $"{one.WorkName} {Terms.Of(one.Kind)} {one.Number}")
        .In(one => one.Project)
        .Branch(_ => Disciplines.Safety)
        .Create(State.Submitted, by: [Role.Owner, Role.Contractor])
        .Edit(State.Returned, by: [Role.Owner, Role.Contractor])
        .Read(by: [.. Roles.Builders, .. Roles.Authorities])
        .Saving(CompleteAsync)
        .Check((one, context) =>
        [
            .. one.To < one.From || one.To > context.Today ? [new FieldFault("to", "监测日期须先后有序，且不晚于今天")] : Array.Empty<FieldFault>(),
            .. one.Points.GroupBy(point => point.Code).Where(group => group.Count() > 1).Select(group => new FieldFault("points", $"测点{group.Key}重复")),
        ])
        .On("receive", "审阅", State.Submitted, State.Received, by: Role.SupervisingEngineer, labelEn: "Receive")
        .Returned(State.Submitted, State.Returned, by: [Role.SupervisingEngineer, .. Roles.Station], (one, why) => one with { ReturnReason = why })
        .On("submit", "重新提交", State.Returned, State.Submitted, by: [Role.Owner, Role.Contractor], labelEn: "Submit again", apply: (one, _) => one with { ReturnReason = null })
        .Void([State.Submitted, State.Returned], by: [Role.Owner, Role.Contractor])
        .Unique("number", "这个报告编号已提交", one => $"{one.Work}/{one.Number}")
        .Columns(nameof(WorkName), nameof(Kind), nameof(Number), nameof(Body), nameof(To), nameof(Over));

    private static async ValueTask<MonitoringReport> CompleteAsync(MonitoringReport one, ActionContext context, CancellationToken cancel)
    {
        var work = await WorkLink.FindAsync(one.Work, context, cancel);
        return one with { Project = work.Record.Project, WorkName = work.Envelope.Title, Over = one.Points.Count(point => Math.Abs(point.Value) >= Math.Abs(point.AlarmAt)) };
    }
}
