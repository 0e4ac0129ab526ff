using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Cloud.Platform;
using Cloud.Platform.Clauses;
using Cloud.Platform.Identity;
using Cloud.Platform.Registers;
using Telemetry.Model;

namespace Cloud.Supervision.HazardousWorks;

/// <summary>Somebody who took part in an acceptance.</summary>
public sealed record Participant
{
    [Label("单位", "Unit"), StringLength(100, MinimumLength = 2), Searchable]
    public required string Unit { get; init; }

    [Label("姓名", "Name"), StringLength(40, MinimumLength = 2), Searchable]
    public required string Name { get; init; }

    [Label("职务", "Post"), StringLength(40)]
    public string? Post { get; init; }
}

/// <summary>
/// The acceptance of a hazardous work: signed by the contractor's technical head, then by the chief supervising engineer, whose
/// signature accepts the work and allots the tag that hangs on it.
/// </summary>
[Clause("5.3.2-4.8", "5.3.2-4.11")]
public sealed record WorkAcceptance : IRegister<WorkAcceptance, WorkAcceptance.State>
{
    public enum State
    {
        [Label("已登记", "Recorded")]
        Recorded,

        [Label("施工单位已签字", "Signed by the contractor")]
        Signed,

        [Label("验收通过", "Passed")]
        Passed,

        [Label("需整改", "To be mended")]
        Mend,
    }

    [Label("危大工程", "Work"), Indexed]
    public required Reference<HazardousWork> Work { get; init; }

    [Label("项目", "Project"), Assigned]
    public ProjectId? Project { get; init; }

    [Label("危大工程名称", "Name of the work"), Assigned, StringLength(260), Searchable]
    public string? WorkName { get; init; }

    [Label("验收时间", "At"), Indexed]
    public required DateTimeOffset At { get; init; }

    [Label("参加验收单位和人员", "Participants"), MinLength(2), MaxLength(40)]
    public required IReadOnlyList<Participant> Participants { get; init; }

    [Label("验收内容", "Items"), MinLength(1), MaxLength(100)]
    public required IReadOnlyList<LookedAt> Items { get; init; }

    [Label("验收意见", "Opinion"), StringLength(2000, MinimumLength = 2), Searchable]
    public required string Opinion { get; init; }

    [Label("影像与资料", "Files"), MaxLength(30)]
    public IReadOnlyList<Attachment> Files { get; init; } = [];

    [Label("项目技术负责人", "Technical head"), Assigned, StringLength(60)]
    public string? TechnicalHead { get; init; }

    [Label("总监理工程师", "Chief engineer"), Assigned, StringLength(60)]
    public string? ChiefEngineer { get; init; }

    [Label("验收标识牌编号", "Tag"), Assigned, StringLength(60), Indexed]
    public string? Tag { get; init; }

    [Label("整改要求", "To be mended"), Assigned, StringLength(1000)]
    public string? Demand { get; init; }

    /// <summary>What is not in order.</summary>
    public sealed record Demanding
    {
        [Label("整改要求", "To be mended"), StringLength(1000, MinimumLength = 2)]
        public required string Demand { get; init; }
    }

    public static Register<WorkAcceptance, State> Definition => new Register<WorkAcceptance, State>("work-acceptances", "危大工程验收", "Acceptance of hazardous works")
        .Title(one => one.WorkName ?? "危大工程验收")
        .In(one => one.Project)
        .Branch(_ => Disciplines.Safety)
        .Create(State.Recorded, by: [Role.Contractor, Role.SupervisingEngineer])
        .Edit(State.Mend, by: [Role.Contractor, Role.SupervisingEngineer])
        .Read(by: [.. Roles.Builders, .. Roles.Authorities])
        .Saving(CompleteAsync)
        .Check((one, context) => one.At > context.Now.AddMinutes(5) ? [new FieldFault("at", "验收时间晚于现在")] : [])
        .On("sign", "施工单位签字", [State.Recorded, State.Mend], State.Signed, by: Role.Contractor, labelEn: "Sign",
            guard: (one, _) => one.Items.Any(item => !item.Sound) ? "有不符合要求的验收内容，整改后方可签字" : null,
            apply: (one, context) => one with { TechnicalHead = context.Actor.DisplayName, Demand = null })
        .On<Demanding>("demand", "要求整改", [State.Recorded, State.Signed], State.Mend, by: Role.SupervisingEngineer, labelEn: "Demand mending",
            apply: (one, form, _) => one with { Demand = form.Demand, TechnicalHead = null })
        .On("pass", "总监签字通过", State.Signed, State.Passed, by: Role.SupervisingEngineer, labelEn: "Pass", apply: Pass)
        .Void([State.Recorded, State.Mend], by: Role.Contractor)
        .Columns(nameof(WorkName), nameof(At), nameof(Opinion), nameof(TechnicalHead), nameof(ChiefEngineer), nameof(Tag))
        .Print("work-acceptance", "危大工程验收记录", "Record of the acceptance");

    private static WorkAcceptance Pass(WorkAcceptance one, ActionContext context)
    {
        var tag = context.NextNumber($"hazardous-tag/{one.Project}", string.Create(CultureInfo.InvariantCulture, $"危验{context.Today.Year}-{{000}}"));
        context.Act(one.Work, "accept", new HazardousWork.Accepting { Tag = tag });
        return one with { ChiefEngineer = context.Actor.DisplayName, Tag = tag };
    }

    private static async ValueTask<WorkAcceptance> CompleteAsync(WorkAcceptance one, ActionContext context, CancellationToken cancel)
    {
        var work = await WorkLink.FindAsync(one.Work, context, cancel);
        return work.Envelope.State != "underWay" ? throw new RuleBrokenException("危大工程开工后方可验收")
            : one with { Project = work.Record.Project, WorkName = work.Envelope.Title };
    }
}
