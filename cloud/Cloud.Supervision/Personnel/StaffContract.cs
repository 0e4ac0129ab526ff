using System.ComponentModel.DataAnnotations;
using Cloud.Platform;
using Cloud.Platform.Areas;
using Cloud.Platform.Clauses;
using Cloud.Platform.Identity;
using Cloud.Platform.Organisations;
using Cloud.Platform.Registers;

namespace Cloud.Supervision.Personnel;

/// <summary>The labour contract between an enterprise and a member of its staff.</summary>
[Clause("5.2.2-6.1")]
public sealed record StaffContract : IRegister<StaffContract, StaffContract.State>
{
    public enum State
    {
        [Label("履行中", "In force")]
        InForce,

        [Label("已终止", "Ended")]
        Ended,
    }

    public enum ContractKind
    {
        [Label("固定期限", "Fixed term")]
        FixedTerm,

        [Label("无固定期限", "Open ended")]
        OpenEnded,

        [Label("以完成一定工作任务为期限", "For a task")]
        ForTask,
    }

    [Label("人员", "Member of staff")]
    public required Reference<StaffMember> Staff { get; init; }

    [Label("姓名", "Name"), Assigned, Indexed, Searchable, StringLength(40)]
    public string? Name { get; init; }

    [Label("单位", "Organisation"), Assigned, Indexed]
    public OrganisationId? Organisation { get; init; }

    [Label("合同编号", "Number"), StringLength(60, MinimumLength = 2), Indexed]
    public required string Number { get; init; }

    [Label("合同类别", "Kind"), Indexed]
    public required ContractKind Kind { get; init; }

    [Label("签订日期", "Signed on")]
    public required DateOnly SignedOn { get; init; }

    [Label("合同期限起", "From")]
    public required DateOnly From { get; init; }

    [Label("合同期限止", "Until"), Indexed]
    public DateOnly? Until { get; init; }

    [Label("已缴纳社会保险", "Social insurance")]
    public bool Insured { get; init; }

    [Label("合同文本", "File")]
    public Attachment? File { get; init; }

    [Label("终止日期", "Ended on"), Assigned]
    public DateOnly? EndedOn { get; init; }

    [Label("单位所在县区", "County of the organisation"), Assigned]
    public AreaCode? County { get; init; }

    /// <summary>The last day.</summary>
    public sealed record Ending
    {
        [Label("终止日期", "Ended on")]
        public required DateOnly On { get; init; }
    }

    public static Register<StaffContract, State> Definition => new Register<StaffContract, State>("staff-contracts", "人员劳动合同", "Labour contracts")
        .Title(one => $"{one.Name} {one.Number}")
        .At(one => one.County)
        .Parties(one => one.Organisation is { } organisation ? [organisation] : [])
        .Create(State.InForce, by: Roles.Enterprises)
        .Edit(State.InForce, by: Roles.Enterprises)
        .Read(by: [.. Roles.Enterprises, .. Roles.Authorities])
        .Saving(CompleteAsync)
        .Check((one, context) =>
        [
            .. one.Organisation is { } organisation ? OwnOrganisation.Faults(organisation, context, "staff") : [],
            .. one.Until < one.From ? [new FieldFault("until", "合同期限止早于期限起")] : Array.Empty<FieldFault>(),
            .. one is { Kind: ContractKind.FixedTerm, Until: null } ? [new FieldFault("until", "固定期限合同须填写期限止")] : Array.Empty<FieldFault>(),
        ])
        .On<Ending>("end", "终止", State.InForce, State.Ended, by: Roles.Enterprises, labelEn: "End", apply: (one, form, _) => one with { EndedOn = form.On })
        .Void(State.InForce, by: Roles.Enterprises)
        .Due(one => one.Until, whileIn: State.InForce, remindBefore: 22)
        .Unique("number", "这个合同编号已登记", one => $"{one.Organisation}/{one.Number}")
        .Resting(State.InForce)
        .Columns(nameof(Name), nameof(Number), nameof(Kind), nameof(From), nameof(Until), nameof(Insured));

    private static async ValueTask<StaffContract> CompleteAsync(StaffContract one, ActionContext context, CancellationToken cancel)
    {
        var member = await context.Records.FindAsync(one.Staff, cancel) ?? throw new RuleBrokenException("没有登记这名人员");
        return one with { Name = member.Record.Name, Organisation = member.Record.Organisation, County = member.Record.County };
    }
}
