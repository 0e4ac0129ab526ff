using System.ComponentModel.DataAnnotations;
using Cloud.Platform.Clauses;
using Cloud.Platform.Identity;
using Cloud.Platform.Registers;
using Telemetry.Model;

namespace Cloud.Supervision.HazardousWorks;

/// <summary>A paper about a hazardous work that a party submits: checks and management, kept with the work.</summary>
[Clause("5.3.2-4.10")]
public sealed record WorkPaper : IRegister<WorkPaper, WorkPaper.State>
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

    public enum WorkPaperKind
    {
        [Label("施工单位检查记录", "Checks of the contractor")]
        Check,

        [Label("项目负责人现场履职记录", "Presence of the site head")]
        Presence,

        [Label("作业人员登记", "People at work")]
        Workers,

        [Label("公告牌与警示标志", "Notice boards")]
        NoticeBoard,

        [Label("监理实施细则", "Supervision rules")]
        SupervisionRules,

        [Label("整改资料", "Mending")]
        Mending,

        [Label("应急演练", "Drills")]
        Drill,

        [Label("其他管理资料", "Other")]
        Other,
    }

    [Label("危大工程", "Work"), Indexed]
    public required Reference<HazardousWork> Work { get; init; }

    [Label("项目", "Project"), Assigned]
    public ProjectId? Project { get; init; }

    [Label("危大工程名称", "Name of the work"), Assigned, StringLength(260), Searchable]
    public string? WorkName { get; init; }

    [Label("资料类别", "Kind"), Indexed]
    public required WorkPaperKind Kind { get; init; }

    [Label("资料名称", "Name"), StringLength(200, MinimumLength = 2), Indexed, Searchable]
    public required string Name { get; init; }

    [Label("形成日期", "On"), Indexed]
    public required DateOnly On { get; init; }

    [Label("说明", "Note"), StringLength(2000), Searchable]
    public string? Note { get; init; }

    [Label("文件", "Files"), MinLength(1), MaxLength(50), Searchable]
    public required IReadOnlyList<Attachment> Files { get; init; }

    [Label("退回原因", "Why returned"), Assigned, StringLength(500)]
    public string? ReturnReason { get; init; }

    public static Register<WorkPaper, State> Definition => new Register<WorkPaper, State>("work-papers", "危大工程管理资料", "Papers of hazardous works")
        .Title(one => one.Name)
        .In(one => one.Project)
        .Branch(_ => Disciplines.Safety)
        .Create(State.Submitted, by: Roles.Builders)
        .Edit(State.Returned, by: Roles.Builders)
        .Read(by: [.. Roles.Builders, .. Roles.Authorities])
        .Saving(CompleteAsync)
        .Check((one, context) => one.On > context.Today ? [new FieldFault("on", "形成日期晚于今天")] : [])
        .On("receive", "审阅", State.Submitted, State.Received, by: [Role.SupervisingEngineer, .. Roles.Station], labelEn: "Receive")
        .Returned(State.Submitted, State.Returned, by: [Role.SupervisingEngineer, .. Roles.Station], (one, why) => one with { ReturnReason = why })
        .On("submit", "重新提交", State.Returned, State.Submitted, by: Roles.Builders, labelEn: "Submit again", apply: (one, _) => one with { ReturnReason = null })
        .Void([State.Submitted, State.Returned], by: Roles.Builders)
        .Columns(nameof(WorkName), nameof(Kind), nameof(Name), nameof(On));

    private static async ValueTask<WorkPaper> CompleteAsync(WorkPaper one, ActionContext context, CancellationToken cancel)
    {
        var work = await WorkLink.FindAsync(one.Work, context, cancel);
        return one with { Project = work.Record.Project, WorkName = work.Envelope.Title };
    }
}
