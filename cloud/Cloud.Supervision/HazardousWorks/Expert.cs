using System.ComponentModel.DataAnnotations;
using Cloud.Platform.Areas;
using Cloud.Platform.Clauses;
using Cloud.Platform.Identity;
using Cloud.Platform.Organisations;
using Cloud.Platform.Persons;
using Cloud.Platform.Registers;

namespace Cloud.Supervision.HazardousWorks;

/// <summary>What an expert knows.</summary>
public enum ExpertSpeciality
{
    [Label("岩土与基坑", "Pits")]
    Pits,

    [Label("模板支撑与脚手架", "Formwork and scaffolds")]
    Formwork,

    [Label("起重吊装与机械", "Lifting")]
    Lifting,

    [Label("钢结构与空间结构", "Steel")]
    Steel,

    [Label("拆除", "Demolition")]
    Demolition,

    [Label("暗挖与隧道", "Tunnels")]
    Tunnels,

    [Label("幕墙", "Curtain walls")]
    CurtainWalls,

    [Label("装配式", "Precast")]
    Precast,
}

/// <summary>An expert of the pool: applies, is taken in for a term, rests, leaves.</summary>
[Clause("5.3.2-4.3")]
public sealed record Expert : IRegister<Expert, Expert.State>
{
    public enum State
    {
        [Label("申请", "Applied")]
        Applied,

        [Label("在库", "Active")]
        Active,

        [Label("暂停", "Suspended")]
        Suspended,

        [Label("出库", "Retired")]
        Retired,
    }

    [Label("姓名", "Name"), StringLength(40, MinimumLength = 2), Indexed, Searchable]
    public required string Name { get; init; }

    [Label("人员", "Person"), Indexed]
    public required PersonId Person { get; init; }

    [Label("工作单位", "Employer"), StringLength(100, MinimumLength = 2), Indexed, Searchable]
    public required string Employer { get; init; }

    [Label("工作单位（平台登记）", "Employer on the platform"), Indexed]
    public OrganisationId? EmployerOrganisation { get; init; }

    [Label("职称", "Title"), StringLength(40)]
    public string? ProfessionalTitle { get; init; }

    [Label("专业", "Specialities"), MinLength(1), MaxLength(8)]
    public required IReadOnlyList<ExpertSpeciality> Specialities { get; init; }

    [Label("从业年限", "Years of practice"), Range(0, 70)]
    public int? Years { get; init; }

    [Label("可参加论证的地区", "Area")]
    public required AreaCode Region { get; init; }

    [Label("联系电话", "Phone"), Personal, StringLength(20), RegularExpression(@"[0-9*\-]{5,20}")]
    public string? Phone { get; init; }

    [Label("证明材料", "Papers"), MaxLength(20)]
    public IReadOnlyList<Attachment> Papers { get; init; } = [];

    [Label("聘期至", "Term until"), Assigned, Indexed]
    public DateOnly? TermUntil { get; init; }

    [Label("说明", "Note"), Assigned, StringLength(500)]
    public string? Note { get; init; }

    /// <summary>For how long.</summary>
    public sealed record TakingIn
    {
        [Label("聘期至", "Term until")]
        public required DateOnly Until { get; init; }
    }

    /// <summary>Why he rests or leaves.</summary>
    public sealed record Explaining
    {
        [Label("原因", "Reason"), StringLength(500, MinimumLength = 2)]
        public required string Reason { get; init; }
    }

    public static Register<Expert, State> Definition => new Register<Expert, State>("experts", "专家库", "Experts")
        .Title(expert => expert.Name)
        .At(expert => expert.Region)
        .Assigned(expert => [expert.Person])
        .Create(State.Applied, by: [.. Roles.Station, Role.Official, Role.Expert])
        .Edit(State.Active, by: [.. Roles.Station, Role.Official])
        .Read(by: Roles.Authorities)
        .On<TakingIn>("take-in", "入库", [State.Applied, State.Suspended], State.Active, by: [Role.StationChief, Role.Official], labelEn: "Take in",
            apply: (expert, form, context) => form.Until <= context.Today ? throw new Cloud.Platform.RuleBrokenException("聘期须晚于今天") : expert with { TermUntil = form.Until, Note = null })
        .On<Explaining>("suspend", "暂停", State.Active, State.Suspended, by: [Role.StationChief, Role.Official], labelEn: "Suspend", apply: (expert, form, _) => expert with { Note = form.Reason })
        .On<Explaining>("retire", "出库", [State.Applied, State.Active, State.Suspended], State.Retired, by: [Role.StationChief, Role.Official], labelEn: "Retire",
            apply: (expert, form, _) => expert with { Note = form.Reason })
        .Due(expert => expert.TermUntil, whileIn: State.Active, remindBefore: 22)
        .Unique("person", "此人已在专家库", expert => expert.Person.ToString())
        .Resting([State.Active, State.Suspended])
        .Columns(nameof(Name), nameof(Employer), nameof(ProfessionalTitle), nameof(Region), nameof(TermUntil));
}
