using System.ComponentModel.DataAnnotations;
using Cloud.Platform.Clauses;
using Cloud.Platform.Identity;
using Cloud.Platform.Registers;
using Telemetry.Model;

namespace Cloud.Supervision.Filing;

/// <summary>Branch of a supervision case.</summary>
public enum SupervisionBranch
{
    [Label("质量监督", "Quality")]
    Quality,

    [Label("安全监督", "Safety")]
    Safety,
}

/// <summary>The supervision of one project in one branch, opened by the acceptance of its filing: under supervision, suspended, terminated.</summary>
[Clause("5.2.2-1.1", "5.3.2-1.1")]
public sealed record SupervisionCase : IRegister<SupervisionCase, SupervisionCase.State>
{
    public enum State
    {
        [Label("在监", "Under supervision")]
        Supervised,

        [Label("中止监督", "Suspended")]
        Suspended,

        [Label("终止监督", "Terminated")]
        Terminated,
    }

    [Label("项目", "Project"), Assigned]
    public required ProjectId Project { get; init; }

    [Label("项目名称", "Project name"), Assigned, Indexed, Searchable, StringLength(100)]
    public required string ProjectName { get; init; }

    [Label("监督类别", "Branch"), Assigned, Indexed]
    public required SupervisionBranch Branch { get; init; }

    [Label("报监", "Filing"), Assigned]
    public required Reference<ProjectFiling> Filing { get; init; }

    [Label("监督登记号", "Registration number"), Assigned, Searchable, StringLength(60)]
    public required string RegistrationNumber { get; init; }

    [Label("立项日期", "Opened on"), Assigned, Indexed]
    public required DateOnly OpenedOn { get; init; }

    [Label("中止日期", "Suspended on"), Assigned, Indexed]
    public DateOnly? SuspendedOn { get; init; }

    [Label("中止原因", "Reason of the suspension"), Assigned, StringLength(1000)]
    public string? SuspensionReason { get; init; }

    [Label("中止期间防护措施", "Protection meanwhile"), Assigned, StringLength(1000)]
    public string? Protection { get; init; }

    [Label("恢复日期", "Resumed on"), Assigned]
    public DateOnly? ResumedOn { get; init; }

    [Label("终止日期", "Terminated on"), Assigned, Indexed]
    public DateOnly? TerminatedOn { get; init; }

    [Label("终止结论", "Conclusion"), Assigned, StringLength(2000)]
    public string? Conclusion { get; init; }

    /// <summary>Why and how a project stands still.</summary>
    public sealed record Suspending
    {
        [Label("中止日期", "Suspended on")]
        public required DateOnly On { get; init; }

        [Label("中止原因", "Reason"), StringLength(1000, MinimumLength = 2)]
        public required string Reason { get; init; }

        [Label("中止期间防护措施", "Protection meanwhile"), StringLength(1000, MinimumLength = 2)]
        public required string Protection { get; init; }
    }

    /// <summary>When work goes on.</summary>
    public sealed record Resuming
    {
        [Label("恢复日期", "Resumed on")]
        public required DateOnly On { get; init; }
    }

    /// <summary>How it ends.</summary>
    public sealed record Terminating
    {
        [Label("终止结论", "Conclusion"), StringLength(2000, MinimumLength = 2)]
        public required string Conclusion { get; init; }
    }

    public static Register<SupervisionCase, State> Definition => new Register<SupervisionCase, State>("supervision-cases", "监督登记", "Supervision cases")
        .CreatedElsewhere(State.Supervised)
        .Title(one => $"{one.ProjectName}（{Terms.Of(one.Branch)}）")
        .In(one => one.Project)
        .Branch(one => one.Branch == SupervisionBranch.Quality ? Disciplines.Quality : Disciplines.Safety)
        .Read(by: [Role.Supervisor, Role.StationChief, Role.Official, Role.Owner, Role.Contractor, Role.SupervisingEngineer])
        .On<Suspending>("suspend", "中止监督", State.Supervised, State.Suspended, by: [Role.Supervisor, Role.StationChief], labelEn: "Suspend",
            apply: (one, form, context) => form.On > context.Today
                ? throw new Cloud.Platform.RuleBrokenException("中止日期不能晚于今天")
                : form.On < one.OpenedOn ? throw new Cloud.Platform.RuleBrokenException("中止日期早于立项日期")
                : one with { SuspendedOn = form.On, SuspensionReason = form.Reason, Protection = form.Protection, ResumedOn = null })
        .On<Resuming>("resume", "恢复监督", State.Suspended, State.Supervised, by: [Role.Supervisor, Role.StationChief], labelEn: "Resume",
            apply: (one, form, context) => form.On < one.SuspendedOn
                ? throw new Cloud.Platform.RuleBrokenException("恢复日期早于中止日期")
                : form.On > context.Today ? throw new Cloud.Platform.RuleBrokenException("恢复日期不能晚于今天")
                : one with { ResumedOn = form.On })
        .On<Terminating>("terminate", "终止监督", [State.Supervised, State.Suspended], State.Terminated, by: Role.StationChief, labelEn: "Terminate",
            apply: (one, form, context) => one with { TerminatedOn = context.Today, Conclusion = form.Conclusion })
        .Resting([State.Supervised, State.Suspended])
        .Columns(nameof(ProjectName), nameof(Branch), nameof(RegistrationNumber), nameof(OpenedOn), nameof(SuspendedOn), nameof(TerminatedOn))
        .Print("supervision-suspension", "中止监督告知书", "Notice of suspension", whileIn: State.Suspended)
        .Print("supervision-resumption", "恢复监督告知书", "Notice of resumption", whileIn: State.Supervised, needs: nameof(ResumedOn))
        .Print("supervision-termination", "终止监督告知书", "Notice of termination", whileIn: State.Terminated);
}
