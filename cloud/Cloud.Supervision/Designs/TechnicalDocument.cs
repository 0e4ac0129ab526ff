using System.ComponentModel.DataAnnotations;
using Cloud.Platform.Clauses;
using Cloud.Platform.Identity;
using Cloud.Platform.Registers;
using Telemetry.Model;

namespace Cloud.Supervision.Designs;

/// <summary>Kinds of technical documents.</summary>
public enum TechnicalDocumentKind
{
    [Label("施工组织设计", "Construction plan")]
    ConstructionPlan,

    [Label("专项施工方案", "Special plan")]
    SpecialPlan,

    [Label("技术核定单", "Technical clarification")]
    Clarification,

    [Label("设计变更申请", "Request for a design change")]
    DesignChange,

    [Label("深化设计文件", "Detailed design")]
    DetailedDesign,

    [Label("其他", "Other")]
    Other,
}

/// <summary>A technical document that a contractor submits for review; valid from the owner's agreement on, replaced by a newer edition.</summary>
[Clause("5.2.2-3.3", "5.2.2-3.4")]
public sealed record TechnicalDocument : IRegister<TechnicalDocument, TechnicalDocument.State>
{
    public enum State
    {
        [Label("草稿", "Draft")]
        Draft,

        [Label("审查中", "Under review")]
        UnderReview,

        [Label("审查通过", "Approved")]
        Approved,

        [Label("审查不通过", "Rejected")]
        Rejected,

        [Label("已被替代", "Superseded")]
        Superseded,
    }

    [Label("项目", "Project")]
    public required ProjectId Project { get; init; }

    [Label("文件名称", "Name"), StringLength(200, MinimumLength = 2), Indexed, Searchable]
    public required string Name { get; init; }

    [Label("文件类别", "Kind"), Indexed]
    public required TechnicalDocumentKind Kind { get; init; }

    [Label("文件编号", "Number"), StringLength(60), Indexed, Searchable]
    public string? Number { get; init; }

    [Label("版次", "Edition"), StringLength(20, MinimumLength = 1)]
    public required string Edition { get; init; }

    [Label("内容摘要", "Summary"), StringLength(2000), Searchable]
    public string? Summary { get; init; }

    [Label("涉及设计变更", "Changes the design"), Hint("涉及设计变更的，由设计单位参加审查")]
    public bool ChangesDesign { get; init; }

    [Label("文件", "Files"), MaxLength(20), Searchable]
    public IReadOnlyList<Attachment> Files { get; init; } = [];

    [Label("通过日期", "Approved on"), Assigned, Indexed]
    public DateOnly? ApprovedOn { get; init; }

    public static Register<TechnicalDocument, State> Definition => new Register<TechnicalDocument, State>("technical-documents", "技术文件", "Technical documents")
        .Title(document => $"{document.Name}（{document.Edition}）")
        .In(document => document.Project)
        .Create(State.Draft, by: Role.Contractor)
        .Read(by: [Role.Contractor, Role.SupervisingEngineer, Role.Owner, Role.Designer, Role.Supervisor, Role.StationChief, Role.Official])
        .On("submit", "提交审查", State.Draft, State.UnderReview, by: Role.Contractor, labelEn: "Submit",
            guard: (document, _) => document.Files.Count == 0 ? "请先上传文件" : null)
        .On("approve", "审查通过", State.UnderReview, State.Approved, by: [], labelEn: "Approve", apply: (document, context) => document with { ApprovedOn = context.Today })
        .DecidedBy(TechnicalReview.Name)
        .On("return", "退回修改", State.UnderReview, State.Draft, by: [], labelEn: "Return").DecidedBy(TechnicalReview.Name)
        .On("reject", "审查不通过", State.UnderReview, State.Rejected, by: [], labelEn: "Reject").DecidedBy(TechnicalReview.Name)
        .On("supersede", "以新版替代", State.Approved, State.Superseded, by: Role.Contractor, labelEn: "Supersede")
        .Void([State.Draft, State.Rejected], by: Role.Contractor)
        .Columns(nameof(Name), nameof(Kind), nameof(Number), nameof(Edition), nameof(ApprovedOn));
}
