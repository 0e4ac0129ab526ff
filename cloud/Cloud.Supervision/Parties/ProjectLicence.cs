using System.ComponentModel.DataAnnotations;
using Cloud.Platform.Clauses;
using Cloud.Platform.Identity;
using Cloud.Platform.Registers;
using Telemetry.Model;

namespace Cloud.Supervision.Parties;

/// <summary>A paper by which an authority allowed something of a project: design review, permits, supervision registration.</summary>
[Clause("5.5.2-1.3", "5.5.2-1.4")]
public sealed record ProjectLicence : IRegister<ProjectLicence, ProjectLicence.State>
{
    public enum State
    {
        [Label("已上报", "Reported")]
        Reported,

        [Label("已核实", "Verified")]
        Verified,

        [Label("退回", "Returned")]
        Returned,
    }

    public enum LicenceKind
    {
        [Label("勘察文件审查合格书", "Survey review certificate")]
        SurveyReview,

        [Label("施工图设计文件审查合格书", "Design review certificate")]
        DesignReview,

        [Label("建设用地规划许可证", "Land planning permit")]
        LandPlanning,

        [Label("建设工程规划许可证", "Planning permit")]
        Planning,

        [Label("施工许可证", "Construction permit")]
        Construction,

        [Label("质量监督登记", "Quality supervision registration")]
        QualitySupervision,

        [Label("安全监督登记", "Safety supervision registration")]
        SafetySupervision,

        [Label("消防设计审查意见", "Fire design review")]
        FireReview,
    }

    [Label("项目", "Project")]
    public required ProjectId Project { get; init; }

    [Label("证照类别", "Kind"), Indexed]
    public required LicenceKind Kind { get; init; }

    [Label("证照编号", "Number"), StringLength(60, MinimumLength = 4), Indexed, Searchable]
    public required string Number { get; init; }

    [Label("发证机关", "Authority"), StringLength(100, MinimumLength = 2)]
    public required string Authority { get; init; }

    [Label("发证日期", "Issued on"), Indexed]
    public required DateOnly IssuedOn { get; init; }

    [Label("内容摘要", "Summary"), StringLength(1000), Searchable]
    public string? Summary { get; init; }

    [Label("扫描件", "Scan")]
    public required Attachment Scan { get; init; }

    [Label("退回原因", "Why returned"), Assigned, StringLength(500)]
    public string? ReturnReason { get; init; }

    public static Register<ProjectLicence, State> Definition => new Register<ProjectLicence, State>("project-licences", "项目证照", "Licences of projects")
        .Title(one => $"{Terms.Of(one.Kind)} {one.Number}")
        .In(one => one.Project)
        .Create(State.Reported, by: [.. Roles.Builders, Role.Surveyor, Role.Designer])
        .Edit(State.Returned, by: [.. Roles.Builders, Role.Surveyor, Role.Designer])
        .Read(by: [.. Roles.Builders, Role.Surveyor, Role.Designer, .. Roles.Authorities])
        .Check((one, context) => one.IssuedOn > context.Today ? [new FieldFault("issuedOn", "发证日期晚于今天")] : [])
        .Reported(State.Reported, State.Verified, State.Returned, by: [.. Roles.Builders, Role.Surveyor, Role.Designer], verifiedBy: Roles.Station, (one, why) => one with { ReturnReason = why })
        .Void([State.Reported, State.Returned], by: Roles.Builders)
        .Unique("number", "这个证照已登记", one => $"{one.Kind}/{one.Number}")
        .Columns(nameof(Kind), nameof(Number), nameof(Authority), nameof(IssuedOn));
}
