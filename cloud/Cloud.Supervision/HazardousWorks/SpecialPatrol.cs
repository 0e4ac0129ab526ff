using System.ComponentModel.DataAnnotations;
using Cloud.Platform.Clauses;
using Cloud.Platform.Identity;
using Cloud.Platform.Registers;
using Telemetry.Model;

namespace Cloud.Supervision.HazardousWorks;

/// <summary>What was looked at on a patrol or an acceptance.</summary>
public sealed record LookedAt
{
    [Label("内容", "Item"), StringLength(200, MinimumLength = 2), Searchable]
    public required string Item { get; init; }

    [Label("符合要求", "Sound")]
    public required bool Sound { get; init; }

    [Label("情况", "Note"), StringLength(500)]
    public string? Note { get; init; }
}

/// <summary>A special patrol of the supervising engineer along a hazardous work: who, what he saw, what came of it.</summary>
[Clause("5.3.2-4.7")]
public sealed record SpecialPatrol : IRegister<SpecialPatrol, SpecialPatrol.State>
{
    public enum State
    {
        [Label("正常", "Sound")]
        Sound,

        [Label("待整改", "To be mended")]
        Open,

        [Label("待复查", "Answered")]
        Answered,

        [Label("已闭合", "Closed")]
        Closed,
    }

    public enum PatrolResult
    {
        [Label("按方案施工", "As planned")]
        AsPlanned,

        [Label("要求整改", "To be mended")]
        Mend,

        [Label("要求停工", "Stopped")]
        Stop,

        [Label("报告监督机构", "Reported")]
        Reported,
    }

    [Label("危大工程", "Work"), Indexed]
    public required Reference<HazardousWork> Work { get; init; }

    [Label("项目", "Project"), Assigned]
    public ProjectId? Project { get; init; }

    [Label("危大工程名称", "Name of the work"), Assigned, StringLength(260), Searchable]
    public string? WorkName { get; init; }

    [Label("巡视时间", "At"), Indexed]
    public required DateTimeOffset At { get; init; }

    [Label("巡视人员", "By"), StringLength(40, MinimumLength = 2), Indexed, Searchable]
    public required string By { get; init; }

    [Label("岗位", "Post"), StringLength(40)]
    public string? Post { get; init; }

    [Label("施工单位现场负责人在岗", "Site head present")]
    public required bool HeadPresent { get; init; }

    [Label("专职安全员现场监督", "Safety officer present")]
    public required bool SafetyOfficerPresent { get; init; }

    [Label("巡视内容", "Items"), MinLength(1), MaxLength(60)]
    public required IReadOnlyList<LookedAt> Items { get; init; }

    [Label("巡视结果", "Result"), Indexed]
    public required PatrolResult Result { get; init; }

    [Label("问题及处理意见", "Findings"), StringLength(2000), Searchable]
    public string? Findings { get; init; }

    [Label("影像", "Photos"), MaxLength(30)]
    public IReadOnlyList<Attachment> Photos { get; init; } = [];

    [Label("整改情况", "What was mended"), Assigned, StringLength(2000), Searchable]
    public string? Mended { get; init; }

    /// <summary>What was done about it.</summary>
    public sealed record Mending
    {
        [Label("整改情况", "What was mended"), StringLength(2000, MinimumLength = 2)]
        public required string Mended { get; init; }
    }

    public static Register<SpecialPatrol, State> Definition => new Register<SpecialPatrol, State>("special-patrols", "监理专项巡视", "Special patrols")
        .Title(one => $"{one.WorkName} {one.By}")
        .In(one => one.Project)
        .Branch(_ => Disciplines.Safety)
        .Create(State.Sound, by: Role.SupervisingEngineer)
        .Read(by: [.. Roles.Builders, .. Roles.Authorities])
        .Saving(CompleteAsync)
        .Check(Faults)
        .When(State.Sound, one => one.Result == PatrolResult.AsPlanned ? null : State.Open)
        .On<Mending>("mend", "上报整改", State.Open, State.Answered, by: Role.Contractor, labelEn: "Report the mending", apply: (one, form, _) => one with { Mended = form.Mended })
        .On("return", "退回整改", State.Answered, State.Open, by: Role.SupervisingEngineer, labelEn: "Return")
        .On("close", "复查闭合", State.Answered, State.Closed, by: Role.SupervisingEngineer, labelEn: "Close")
        .Void([], by: Role.SupervisingEngineer)
        .Columns(nameof(WorkName), nameof(At), nameof(By), nameof(Result), nameof(Findings))
        .Print("special-patrol", "危大工程监理专项巡视记录", "Patrol record");

    private static IEnumerable<FieldFault> Faults(SpecialPatrol one, ActionContext context)
    {
        if (one.At > context.Now.AddMinutes(5))
            yield return new FieldFault("at", "巡视时间晚于现在");
        if (one.Result == PatrolResult.AsPlanned && one.Items.Any(item => !item.Sound))
            yield return new FieldFault("result", "有不符合要求的内容，结果不能是按方案施工");
        if (one.Result != PatrolResult.AsPlanned && string.IsNullOrWhiteSpace(one.Findings))
            yield return new FieldFault("findings", "须填写问题及处理意见");
    }

    private static async ValueTask<SpecialPatrol> CompleteAsync(SpecialPatrol one, ActionContext context, CancellationToken cancel)
    {
        var work = await WorkLink.FindAsync(one.Work, context, cancel);
        return one with { Project = work.Record.Project, WorkName = work.Envelope.Title };
    }
}
