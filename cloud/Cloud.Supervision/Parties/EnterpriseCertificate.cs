using System.ComponentModel.DataAnnotations;
using Cloud.Platform.Areas;
using Cloud.Platform.Clauses;
using Cloud.Platform.Identity;
using Cloud.Platform.Organisations;
using Cloud.Platform.Registers;

namespace Cloud.Supervision.Parties;

/// <summary>A qualification or licence of an enterprise: reported with its scan, verified by its county, reminded of before it ends.</summary>
[Clause("5.5.2-1.3", "5.5.2-1.4")]
public sealed record EnterpriseCertificate : IRegister<EnterpriseCertificate, ReportState>
{
    public enum EnterpriseCertificateKind
    {
        [Label("建筑业企业资质证书", "Construction qualification")]
        Construction,

        [Label("房地产开发资质证书", "Development qualification")]
        Development,

        [Label("工程勘察资质证书", "Survey qualification")]
        Survey,

        [Label("工程设计资质证书", "Design qualification")]
        Design,

        [Label("工程监理资质证书", "Supervision qualification")]
        Supervision,

        [Label("安全生产许可证", "Safety production licence")]
        SafetyLicence,

        [Label("起重设备安装资质证书", "Machine installation qualification")]
        MachineInstallation,

        [Label("预拌混凝土资质证书", "Ready-mixed concrete qualification")]
        Concrete,

        [Label("预制构件生产备案", "Precast works filing")]
        Precast,
    }

    [Label("单位", "Organisation"), Indexed]
    public required OrganisationId Organisation { get; init; }

    [Label("单位名称", "Name"), Assigned, Indexed, Searchable, StringLength(100)]
    public string? Name { get; init; }

    [Label("证书类别", "Kind"), Indexed]
    public required EnterpriseCertificateKind Kind { get; init; }

    [Label("证书编号", "Number"), StringLength(60, MinimumLength = 4), Indexed, Searchable]
    public required string Number { get; init; }

    [Label("类别及等级", "Grade"), StringLength(200), Searchable]
    public string? Grade { get; init; }

    [Label("发证机关", "Authority"), StringLength(100, MinimumLength = 2)]
    public required string Authority { get; init; }

    [Label("发证日期", "Issued on")]
    public required DateOnly IssuedOn { get; init; }

    [Label("有效期至", "Valid until"), Indexed]
    public required DateOnly ExpiresOn { get; init; }

    [Label("扫描件", "Scan")]
    public Attachment? Scan { get; init; }

    [Label("单位所在县区", "County"), Assigned, Indexed]
    public AreaCode? County { get; init; }

    [Label("退回原因", "Why returned"), Assigned, StringLength(500)]
    public string? ReturnReason { get; init; }

    public static Register<EnterpriseCertificate, ReportState> Definition => new Register<EnterpriseCertificate, ReportState>("enterprise-certificates", "企业资质证照", "Certificates of enterprises")
        .Title(one => $"{one.Name}：{Terms.Of(one.Kind)}")
        .At(one => one.County)
        .Parties(one => [one.Organisation])
        .Create(ReportState.Reported, by: Roles.Enterprises)
        .Edit(ReportState.Returned, by: Roles.Enterprises)
        .Read(by: [.. Roles.Enterprises, .. Roles.Authorities])
        .Saving(CompleteAsync)
        .Check((one, context) =>
        [
            .. OwnOrganisation.Faults(one.Organisation, context),
            .. one.ExpiresOn <= one.IssuedOn ? [new FieldFault("expiresOn", "有效期须晚于发证日期")] : Array.Empty<FieldFault>(),
        ])
        .Reported(by: Roles.Enterprises, verifiedBy: [.. Roles.Station, Role.Official], (one, why) => one with { ReturnReason = why },
            guard: (one, context) => one.ExpiresOn < context.Today ? "证书已过期，不能核实" : null)
        .Cancelled(by: [.. Roles.Enterprises, Role.Official])
        .Void([ReportState.Reported, ReportState.Returned], by: Roles.Enterprises)
        .Due(one => one.ExpiresOn, whileIn: [ReportState.Reported, ReportState.Verified], remindBefore: 44)
        .Unique("number", "这个证书已登记", one => $"{one.Kind}/{one.Number}")
        .Resting(ReportState.Verified)
        .Columns(nameof(Name), nameof(Kind), nameof(Number), nameof(Grade), nameof(ExpiresOn));

    private static async ValueTask<EnterpriseCertificate> CompleteAsync(EnterpriseCertificate one, ActionContext context, CancellationToken cancel)
    {
        var organisation = await context.Service<IOrganisationStore>().FindAsync(one.Organisation, cancel);
        return one with { Name = organisation?.Name, County = organisation?.Area };
    }
}
