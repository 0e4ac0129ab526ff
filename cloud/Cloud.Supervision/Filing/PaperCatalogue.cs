using Cloud.Platform.Identity;
using Cloud.Platform.Registers;

namespace Cloud.Supervision.Filing;

/// <summary>A paper that a filing may need.</summary>
public enum PaperKind
{
    [Label("中标通知书及施工合同", "Award and construction contract")]
    Contract,

    [Label("监理合同", "Supervision contract")]
    SupervisionContract,

    [Label("施工图审查合格书", "Design review certificate")]
    DesignReview,

    [Label("岩土工程勘察报告", "Site investigation report")]
    SiteInvestigation,

    [Label("施工组织设计", "Construction plan")]
    ConstructionPlan,

    [Label("危险性较大的分部分项工程清单及其安全管理措施", "List of hazardous works with measures")]
    HazardousWorksList,

    [Label("安全生产许可证", "Safety production licence")]
    SafetyLicence,

    [Label("安全文明施工措施费支付计划", "Payment plan of the safety measures fee")]
    SafetyFee,

    [Label("专职安全生产管理人员名册", "Safety staff")]
    SafetyStaff,

    [Label("工伤保险参保证明", "Work injury insurance")]
    Insurance,

    [Label("建筑起重机械进场计划", "Plan of lifting machines")]
    LiftingMachines,

    [Label("地下管线及相邻建筑保护方案", "Protection of underground lines and neighbours")]
    Surroundings,
}

/// <summary>Which papers a project must hand in for which case.</summary>
public static class PaperCatalogue
{
    /// <summary>One line of the catalogue.</summary>
    /// <param name="Kind">Which paper.</param>
    /// <param name="For">Which case needs it.</param>
    /// <param name="Needed">Whether a filing needs it.</param>
    public sealed record Line(PaperKind Kind, Disciplines For, Func<ProjectFiling, bool> Needed);

    /// <summary>All lines, in the order in which they are asked for.</summary>
    public static IReadOnlyList<Line> Lines { get; } =
    [
        new(PaperKind.Contract, Disciplines.All, _ => true),
        new(PaperKind.SupervisionContract, Disciplines.All, filing => filing.Parties.Any(party => party.Kind == PartyKind.SupervisingEngineer)),
        new(PaperKind.DesignReview, Disciplines.Quality, _ => true),
        new(PaperKind.SiteInvestigation, Disciplines.Quality, _ => true),
        new(PaperKind.ConstructionPlan, Disciplines.All, _ => true),
        new(PaperKind.HazardousWorksList, Disciplines.Safety, _ => true),
        new(PaperKind.SafetyLicence, Disciplines.Safety, _ => true),
        new(PaperKind.SafetyFee, Disciplines.Safety, _ => true),
        new(PaperKind.SafetyStaff, Disciplines.Safety, _ => true),
        new(PaperKind.Insurance, Disciplines.Safety, _ => true),
        new(PaperKind.LiftingMachines, Disciplines.Safety, filing => filing.UnitWorks.Any(work => work.StoreysAbove > 6 || work.Height > 24)),
        new(PaperKind.Surroundings, Disciplines.Safety, filing => filing.Category == ProjectCategory.Municipal || filing.UnitWorks.Any(work => work.StoreysBelow > 1)),
    ];

    /// <summary>Papers that a filing needs and does not have.</summary>
    public static IEnumerable<PaperKind> Missing(ProjectFiling filing) =>
        Lines.Where(line => line.Needed(filing)).Select(line => line.Kind).Except(filing.Papers.Select(paper => paper.Kind));
}
