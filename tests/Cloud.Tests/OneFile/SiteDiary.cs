using System.ComponentModel.DataAnnotations;
using System.Runtime.CompilerServices;
using Cloud.Platform.Approvals;
using Cloud.Platform.Clauses;
using Cloud.Platform.Identity;
using Cloud.Platform.Registers;
using Cloud.Platform.Views;
using Cloud.Supervision;
using Telemetry.Model;

namespace Cloud.Tests.OneFile;

/// <summary>A register that no other file of the product knows: with its flow and its view, in one file.</summary>
[Clause(Proof)]
public sealed record SiteDiary : IRegister<SiteDiary, SiteDiary.State>
{
    /// <summary>A clause that is shown elsewhere; what counts is that this register appears with it.</summary>
    public const string Proof = "5.3.2-4.10";

    public enum State
    {
        [Label("草稿", "Draft")]
        Draft,

        [Label("审查中", "Under review")]
        UnderReview,

        [Label("已确认", "Confirmed")]
        Confirmed,
    }

    [Label("项目", "Project")]
    public required ProjectId Project { get; init; }

    [Label("日期", "On"), Indexed]
    public required DateOnly On { get; init; }

    [Label("记事", "Notes"), StringLength(4000, MinimumLength = 2), Searchable]
    public required string Notes { get; init; }

    [Label("现场人数", "People"), Indexed, Range(0, 5000)]
    public int People { get; init; }

    public static Register<SiteDiary, State> Definition => new Register<SiteDiary, State>("site-diaries", "施工日志", "Site diaries")
        .Title(diary => $"{diary.On:yyyy-MM-dd}施工日志")
        .In(diary => diary.Project)
        .Create(State.Draft, by: Role.Contractor)
        .Read(by: [Role.Contractor, Role.SupervisingEngineer, Role.Supervisor])
        .On("submit", "提交", State.Draft, State.UnderReview, by: Role.Contractor, labelEn: "Submit")
        .On("confirm", "确认", State.UnderReview, State.Confirmed, by: [], labelEn: "Confirm").DecidedBy(SiteDiaryReview.Name)
        .Columns(nameof(On), nameof(People));
}

/// <summary>The supervising engineer confirms a diary.</summary>
public sealed class SiteDiaryReview : IApprovalFlow<SiteDiary>
{
    public const string Name = "site-diary-review";

    public static ApprovalFlow<SiteDiary> Definition => new ApprovalFlow<SiteDiary>(Name, "施工日志确认", "Confirmation of site diaries")
        .StartedBy("submit").Approves("confirm").Node("engineer", "监理单位确认", by: Role.SupervisingEngineer, inDays: 2, labelEn: "Supervising engineer");
}

/// <summary>Days with a diary, and how many people were there.</summary>
[Clause(SiteDiary.Proof)]
public sealed class SiteDiarySummary : IView<SiteDiarySummary.Query, SiteDiarySummary.Row>
{
    public sealed record Query
    {
        [Label("项目", "Project")]
        public ProjectId? Project { get; init; }
    }

    public sealed record Row
    {
        [Label("项目", "Project")]
        public required ProjectId Project { get; init; }

        [Label("日志数", "Diaries")]
        public required long Diaries { get; init; }
    }

    public static ViewDefinition Definition { get; } = new("site-diary-summary", "施工日志统计", "Site diaries by project", [Role.SupervisingEngineer, Role.Supervisor]);

    public static async IAsyncEnumerable<Row> RunAsync(Query query, IRecords records, [EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var (project, count) in await records.Of<SiteDiary>().In(query.Project).CountByAsync(diary => diary.Project, cancel))
            yield return new Row { Project = new ProjectId(project), Diaries = count };
    }
}
