using Cloud.Platform.Clauses;
using Cloud.Platform.Organisations;

namespace Cloud.Supervision;

/// <summary>Who supervises, and the ten kinds of responsible party (3.1.7 of the standard).</summary>
[Clause("3.1.7")]
public static class OrganisationKindList
{
    /// <summary>Authorities first.</summary>
    public static IReadOnlyList<OrganisationKind> All { get; } =
    [
        new("construction-department", "住房城乡建设主管部门", "Construction department", OrganisationCategory.Authority),
        new("quality-station", "工程质量监督机构", "Quality supervision station", OrganisationCategory.Authority),
        new("safety-station", "施工安全监督机构", "Safety supervision station", OrganisationCategory.Authority),
        new("quality-safety-station", "工程质量安全监督机构", "Quality and safety supervision station", OrganisationCategory.Authority),
        new("owner", "建设单位", "Owner", OrganisationCategory.Enterprise),
        new("surveyor", "勘察单位", "Surveyor", OrganisationCategory.Enterprise),
        new("designer", "设计单位", "Designer", OrganisationCategory.Enterprise),
        new("contractor", "施工单位", "Contractor", OrganisationCategory.Enterprise),
        new("supervising-engineer", "监理单位", "Supervising engineer", OrganisationCategory.Enterprise),
        new("testing-laboratory", "建设工程检测机构", "Testing laboratory", OrganisationCategory.Enterprise),
        new("machine-installer", "施工机械设备安装单位", "Machine installer", OrganisationCategory.Enterprise),
        new("machine-inspector", "施工机械设备安装检测机构", "Machine inspector", OrganisationCategory.Enterprise),
        new("precast-works", "装配式企业", "Precast works", OrganisationCategory.Enterprise),
        new("concrete-plant", "混凝土企业", "Concrete plant", OrganisationCategory.Enterprise),
    ];
}
