using System.ComponentModel.DataAnnotations;
using Cloud.Platform.Areas;
using Cloud.Platform.Identity;
using Cloud.Platform.Organisations;
using Cloud.Platform.Persons;
using Cloud.Platform.Registers;
using Telemetry.Model;

namespace TestKit.Registers;

/// <summary>A register that has everything a register may have.</summary>
public sealed record Notice : IRegister<Notice, Notice.State>
{
    public static readonly Role Writer = new("writer");
    public static readonly Role Reader = new("reader");
    public static readonly Role Late = new("late-reader");
    public static readonly Role Expert = new("expert");

    public enum State
    {
        [Label("草稿")] Draft,
        [Label("已发出")] Issued,
        [Label("已回复")] Answered,
        [Label("已闭合")] Closed,
    }

    public enum Gravity
    {
        [Label("一般")] Ordinary,
        [Label("重大")] Grave,
    }

    public sealed record Item
    {
        [Label("部位"), StringLength(40, MinimumLength = 1), Searchable]
        public required string Part { get; init; }

        [Label("实测值"), Unit("mm"), Range(0, 1000)]
        public double? Measured { get; init; }
    }

    [Label("项目")]
    public ProjectId? Project { get; init; }

    [Label("行政区划")]
    public required AreaCode Place { get; init; }

    [Label("问题"), StringLength(4000, MinimumLength = 2), Searchable]
    public required string Finding { get; init; }

    [Label("等级"), Indexed]
    public Gravity Grade { get; init; }

    [Label("期限"), Indexed]
    public DateOnly? DueOn { get; init; }

    [Label("金额"), Indexed, Range(0, 1_000_000)]
    public double? Amount { get; init; }

    [Label("件数")]
    public int? Pieces { get; init; }

    [Label("停工")]
    public bool Stops { get; init; }

    [Label("单位")]
    public OrganisationId? Responsible { get; init; }

    [Label("专家")]
    public PersonId? Expertise { get; init; }

    [Label("电话"), Personal, StringLength(20)]
    public string? Phone { get; init; }

    [Label("类别")]
    public Disciplines Branch { get; init; } = Disciplines.All;

    [Label("密级")]
    public SecrecyLevel Kept { get; init; } = SecrecyLevel.Internal;

    [Label("明细"), MaxLength(5)]
    public IReadOnlyList<Item> Items { get; init; } = [];

    [Label("文号"), Assigned, Indexed, Searchable, StringLength(60)]
    public string? Number { get; init; }

    [Label("回复"), Assigned, StringLength(400), Searchable]
    public string? Reply { get; init; }

    public sealed record Answer
    {
        [Label("回复"), StringLength(400, MinimumLength = 2)]
        public required string Reply { get; init; }
    }

    public sealed record Superseding
    {
        [Label("一并")]
        public required Reference<Notice> Also { get; init; }

        [Label("操作")]
        public required string Action { get; init; }
    }

    public static Register<Notice, State> Definition => new Register<Notice, State>("test-notices", "试验通知单", "Test notices")
        .Title(notice => notice.Finding)
        .In(notice => notice.Project)
        .At(notice => notice.Place)
        .Parties(notice => notice.Responsible is { } party ? [party] : [])
        .Assigned(notice => notice.Expertise is { } person ? [person] : [])
        .Branch(notice => notice.Branch)
        .Secret(notice => notice.Kept)
        .Create(State.Draft, by: Writer)
        .Read(by: [Writer, Reader])
        .ReadIn([State.Closed], by: Late)
        .On("issue", "发出", State.Draft, State.Issued, by: Writer,
            guard: (notice, context) => notice.DueOn < context.Today ? "期限早于今天" : null,
            apply: (notice, context) => notice with { Number = context.NextNumber($"notices/{notice.Place}", "试〔2026〕{0000}号") })
        .On<Answer>("answer", "回复", State.Issued, State.Answered, by: [Writer, Expert], apply: (notice, form, _) => notice with { Reply = form.Reply }, byAssignee: true)
        .On("decide", "批准", State.Answered, State.Closed, by: Writer)
        .On("conclude", "审定", State.Answered, State.Closed, by: Writer).DecidedBy("conclusion")
        .On<Superseding>("supersede", "替代", [State.Draft, State.Issued], State.Closed, by: Writer, apply: (notice, form, context) =>
        {
            context.Act(form.Also, form.Action);
            return notice;
        })
        .When(State.Issued, notice => notice.Finding == "没有问题" ? State.Closed : null)
        .Void([], by: Writer)
        .Due(notice => notice.DueOn, whileIn: State.Issued)
        .Unique("finding", "同一问题已登记", notice => notice.Finding.StartsWith("唯一", StringComparison.Ordinal) ? notice.Finding : null)
        .Check((notice, _) => notice.Stops && notice.Grade != Gravity.Grave ? [new FieldFault("grade", "停工须为重大")] : []);
}
