using System.ComponentModel.DataAnnotations;
using Cloud.Platform.Clauses;
using Cloud.Platform.Identity;
using Cloud.Platform.Registers;
using Telemetry.Model;

namespace Cloud.Supervision.HazardousWorks;

/// <summary>
/// The expert panel on the plan of an over-scale work: filed by the contractor, drawn by the station, invited, voted on by each
/// expert with his opinion, corrected when they ask for it, and with effect on the plan in the step that ends it.
/// </summary>
[Clause("5.3.2-4.1", "5.3.2-4.2", "5.5.2-4.9")]
public sealed record ExpertReview : IRegister<ExpertReview, ExpertReview.State>
{
    public enum State
    {
        [Label("待抽取", "Filed")]
        Filed,

        [Label("邀请中", "Inviting")]
        Inviting,

        [Label("论证中", "Reviewing")]
        Reviewing,

        [Label("修改待核", "Revising")]
        Revising,

        [Label("通过", "Passed")]
        Passed,

        [Label("不通过", "Failed")]
        Failed,
    }

    [Label("专项施工方案", "Plan"), Indexed]
    public required Reference<SpecialPlan> Plan { get; init; }

    [Label("项目", "Project"), Assigned]
    public ProjectId? Project { get; init; }

    [Label("方案名称", "Name of the plan"), Assigned, StringLength(240), Searchable]
    public string? PlanName { get; init; }

    [Label("专业", "Speciality"), Indexed]
    public required ExpertSpeciality Speciality { get; init; }

    [Label("论证日期", "On"), Indexed]
    public required DateOnly On { get; init; }

    [Label("论证方式", "Way"), Indexed]
    public required ReviewWay Way { get; init; }

    [Label("地点或会议号", "Place"), StringLength(200)]
    public string? Place { get; init; }

    [Label("申请回避的专家", "Exclusions asked for"), MaxLength(20)]
    public IReadOnlyList<Exclusion> Exclusions { get; init; } = [];

    [Label("随机种子校验值", "Hash of the seed"), Assigned, StringLength(64)]
    public string? SeedHash { get; init; }

    [Label("封存的随机种子", "Sealed seed"), Assigned, Personal, StringLength(200)]
    public string? SealedSeed { get; init; }

    [Label("随机种子", "Seed"), Assigned, StringLength(64)]
    public string? Seed { get; init; }

    [Label("专家组人数", "Size"), Assigned]
    public int? Size { get; init; }

    [Label("抽取时的专家库", "Pool"), Assigned]
    public IReadOnlyList<PoolLine> Pool { get; init; } = [];

    [Label("专家库校验值", "Hash of the pool"), Assigned, StringLength(64)]
    public string? PoolHash { get; init; }

    [Label("抽取人", "Drawn by"), Assigned, StringLength(60)]
    public string? DrawnBy { get; init; }

    [Label("专家组", "Panel"), Assigned]
    public IReadOnlyList<PanelMember> Panel { get; init; } = [];

    [Label("专家意见", "Votes"), Assigned]
    public IReadOnlyList<PanelVote> Votes { get; init; } = [];

    [Label("结论", "Conclusion"), Assigned, Indexed]
    public Verdict? Conclusion { get; init; }

    [Label("修改情况", "Corrections"), Assigned, StringLength(4000), Searchable]
    public string? Corrections { get; init; }

    [Label("修改后的方案", "Corrected plan"), Assigned]
    public Attachment? CorrectedPlan { get; init; }

    public static Register<ExpertReview, State> Definition => new Register<ExpertReview, State>("expert-reviews", "专家论证", "Expert panels")
        .Title(review => review.PlanName ?? "专家论证")
        .In(review => review.Project)
        .Branch(_ => Disciplines.Safety)
        .Assigned(review => review.Panel.Where(member => member.Answer != PanelAnswer.Refused).Select(member => member.Person))
        .Create(State.Filed, by: Role.Contractor)
        .Edit(State.Filed, by: Role.Contractor)
        .Read(by: [.. Roles.Builders, .. Roles.Authorities])
        .Creating(PanelWork.FileAsync)
        .Check((review, context) => review.On < context.Today && context.Envelope is null ? [new FieldFault("on", "论证日期早于今天")] : [])
        .On<PanelWork.Drawing>("draw", "抽取专家", State.Filed, State.Inviting, by: Roles.Station, labelEn: "Draw", apply: PanelWork.DrawAsync)
        .On("accept-invitation", "接受邀请", State.Inviting, State.Inviting, by: Role.Expert, labelEn: "Accept the invitation", byAssignee: true, apply: PanelWork.Accept)
        .On<PanelWork.Refusing>("refuse-invitation", "不能参加", State.Inviting, State.Inviting, by: Role.Expert, labelEn: "Decline", byAssignee: true, apply: PanelWork.Refuse)
        .When(State.Inviting, review => review.Panel.Count(member => member.Answer == PanelAnswer.Accepted) >= review.Size ? State.Reviewing : null)
        .On<PanelWork.Voting>("vote", "提交论证意见", State.Reviewing, State.Reviewing, by: Role.Expert, labelEn: "Give an opinion", byAssignee: true, apply: PanelWork.Vote)
        .When(State.Reviewing, review => review.Conclusion switch
        {
            null => null,
            Verdict.Pass => State.Passed,
            Verdict.PassAfterRevision => State.Revising,
            _ => State.Failed,
        })
        .On<PanelWork.Correcting>("correct", "上报修改情况", State.Revising, State.Revising, by: Role.Contractor, labelEn: "Report corrections",
            apply: (review, form, _) => review with { Corrections = form.Corrections, CorrectedPlan = form.Plan ?? review.CorrectedPlan })
        .On("confirm-corrections", "确认修改", State.Revising, State.Passed, by: Role.Expert, labelEn: "Confirm the corrections", byAssignee: true,
            guard: PanelWork.WhyNotConfirmed, apply: PanelWork.Confirm)
        .Void(State.Filed, by: Role.Contractor)
        .Due(review => review.On, whileIn: [State.Filed, State.Inviting, State.Reviewing])
        .Unique("plan", "这个方案已提交论证", review => review.Conclusion == Verdict.Reject ? null : review.Plan.ToString())
        .Columns(nameof(PlanName), nameof(Speciality), nameof(On), nameof(Way), nameof(Conclusion))
        .Print("expert-report", "专家论证报告", "Report of the panel", whileIn: [State.Revising, State.Passed, State.Failed])
        .Print("expert-draw-record", "专家抽取记录表", "Record of the draw", whileIn: [State.Inviting, State.Reviewing, State.Revising, State.Passed, State.Failed]);
}
