using System.ComponentModel.DataAnnotations;
using Cloud.Platform.Areas;
using Cloud.Platform.Clauses;
using Cloud.Platform.Identity;
using Cloud.Platform.Organisations;
using Cloud.Platform.Registers;

namespace Cloud.Supervision.Parties;

/// <summary>What a testing body may test, and by which standard.</summary>
public sealed record TestingItem
{
    [Label("检测项目", "Item"), StringLength(100, MinimumLength = 2), Searchable]
    public required string Item { get; init; }

    [Label("检测参数", "Parameters"), StringLength(500, MinimumLength = 2), Searchable]
    public required string Parameters { get; init; }

    [Label("依据标准", "Standard"), StringLength(200)]
    public string? Standard { get; init; }
}

/// <summary>The qualification of a testing body with its items, people and instruments.</summary>
[Clause("5.5.2-1.5")]
public sealed record TestingQualification : IRegister<TestingQualification, ReportState>
{
    public enum Field
    {
        [Label("建筑材料及构配件", "Materials")]
        Materials,

        [Label("主体结构及装饰装修", "Structure")]
        Structure,

        [Label("钢结构", "Steel")]
        Steel,

        [Label("地基基础", "Foundations")]
        Foundations,

        [Label("建筑节能", "Energy")]
        Energy,

        [Label("建筑幕墙", "Curtain walls")]
        CurtainWalls,

        [Label("市政工程材料", "Municipal materials")]
        Municipal,

        [Label("道路工程", "Roads")]
        Roads,

        [Label("桥梁及地下工程", "Bridges and tunnels")]
        Bridges,

        [Label("综合", "All")]
        All,
    }

    [Label("检测机构", "Body"), Indexed]
    public required OrganisationId Organisation { get; init; }

    [Label("机构名称", "Name"), Assigned, Indexed, Searchable, StringLength(100)]
    public string? Name { get; init; }

    [Label("资质类别", "Field"), Indexed]
    public required Field Kind { get; init; }

    [Label("资质证书编号", "Number"), StringLength(60, MinimumLength = 4), Indexed, Searchable]
    public required string Number { get; init; }

    [Label("计量认证证书编号", "Metrology certificate"), StringLength(60)]
    public string? Metrology { get; init; }

    [Label("检测项目", "Items"), MinLength(1), MaxLength(300)]
    public required IReadOnlyList<TestingItem> Items { get; init; }

    [Label("检测人员数", "Staff"), Range(1, 10_000), Indexed]
    public required int Staff { get; init; }

    [Label("主要仪器设备台数", "Instruments"), Range(1, 100_000)]
    public required int Instruments { get; init; }

    [Label("发证日期", "Issued on")]
    public required DateOnly IssuedOn { get; init; }

    [Label("有效期至", "Valid until"), Indexed]
    public required DateOnly ExpiresOn { get; init; }

    [Label("扫描件", "Scan")]
    public Attachment? Scan { get; init; }

    [Label("机构所在县区", "County"), Assigned]
    public AreaCode? County { get; init; }

    [Label("退回原因", "Why returned"), Assigned, StringLength(500)]
    public string? ReturnReason { get; init; }

    public static Register<TestingQualification, ReportState> Definition => new Register<TestingQualification, ReportState>("testing-qualifications", "检测机构资质", "Qualifications of testing bodies")
        .Title(one => $"{one.Name}：{Terms.Of(one.Kind)}")
        .At(one => one.County)
        .Parties(one => [one.Organisation])
        .Create(ReportState.Reported, by: Role.TestingLaboratory)
        .Edit(ReportState.Returned, by: Role.TestingLaboratory)
        .Read(by: [.. Roles.Enterprises, .. Roles.Authorities])
        .Saving(CompleteAsync)
        .Check((one, context) =>
        [
            .. OwnOrganisation.Faults(one.Organisation, context),
            .. one.ExpiresOn <= one.IssuedOn ? [new FieldFault("expiresOn", "有效期须晚于发证日期")] : Array.Empty<FieldFault>(),
        ])
        .Reported(by: Role.TestingLaboratory, verifiedBy: [.. Roles.Station, Role.Official], (one, why) => one with { ReturnReason = why },
            guard: (one, context) => one.ExpiresOn < context.Today ? "资质已过期，不能核实" : null)
        .Cancelled(by: [Role.TestingLaboratory, Role.Official])
        .Void([ReportState.Reported, ReportState.Returned], by: Role.TestingLaboratory)
        .Due(one => one.ExpiresOn, whileIn: [ReportState.Reported, ReportState.Verified], remindBefore: 44)
        .Unique("number", "这个资质证书已登记", one => one.Number)
        .Resting(ReportState.Verified)
        .Columns(nameof(Name), nameof(Kind), nameof(Number), nameof(Staff), nameof(ExpiresOn));

    private static async ValueTask<TestingQualification> CompleteAsync(TestingQualification one, ActionContext context, CancellationToken cancel)
    {
        var organisation = await context.Service<IOrganisationStore>().FindAsync(one.Organisation, cancel);
        if (organisation is { Kind: not "testing-laboratory" })
            throw new Cloud.Platform.RuleBrokenException("该单位不是检测机构");
        return one with { Name = organisation?.Name, County = organisation?.Area };
    }
}
