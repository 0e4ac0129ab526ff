using System.ComponentModel.DataAnnotations;
using Cloud.Platform.Persons;
using Cloud.Platform.Registers;

namespace Cloud.Supervision.HazardousWorks;

/// <summary>How a panel meets.</summary>
public enum ReviewWay
{
    [Label("线上", "Online")]
    Online,

    [Label("现场", "On site")]
    OnSite,
}

/// <summary>What an expert, or the panel, says of a plan.</summary>
public enum Verdict
{
    [Label("通过", "Pass")]
    Pass,

    [Label("修改后通过", "Pass after revision")]
    PassAfterRevision,

    [Label("不通过", "Reject")]
    Reject,
}

/// <summary>What an expert answers to the invitation.</summary>
public enum PanelAnswer
{
    [Label("待答复", "Invited")]
    Invited,

    [Label("接受", "Accepted")]
    Accepted,

    [Label("不能参加", "Refused")]
    Refused,
}

/// <summary>An expert whom somebody wants to stand aside.</summary>
public sealed record Exclusion
{
    [Label("专家", "Expert")]
    public required Reference<Expert> Expert { get; init; }

    [Label("回避原因", "Reason"), StringLength(200, MinimumLength = 2)]
    public required string Reason { get; init; }
}

/// <summary>An expert of a panel.</summary>
public sealed record PanelMember
{
    [Label("专家", "Expert")]
    public required Reference<Expert> Expert { get; init; }

    [Label("人员", "Person")]
    public required PersonId Person { get; init; }

    [Label("姓名", "Name")]
    public required string Name { get; init; }

    [Label("工作单位", "Employer")]
    public required string Employer { get; init; }

    [Label("抽取顺序", "Rank")]
    public required int Rank { get; init; }

    [Label("答复", "Answer")]
    public PanelAnswer Answer { get; init; }

    [Label("不能参加的原因", "Why not"), StringLength(200)]
    public string? Reason { get; init; }
}

/// <summary>The opinion of one expert.</summary>
public sealed record PanelVote
{
    [Label("人员", "Person")]
    public required PersonId Person { get; init; }

    [Label("姓名", "Name")]
    public required string Name { get; init; }

    [Label("意见", "Verdict")]
    public required Verdict Verdict { get; init; }

    [Label("论证意见", "Opinion"), Searchable]
    public required string Opinion { get; init; }

    [Label("提交时间", "At")]
    public required DateTimeOffset At { get; init; }
}
