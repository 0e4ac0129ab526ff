using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using Cloud.Platform;
using Cloud.Platform.Persons;
using Cloud.Platform.Registers;

namespace Cloud.Supervision.HazardousWorks;

/// <summary>What is done in a panel, step by step. All but the drawing of the seed and the look into the pool are pure.</summary>
public static class PanelWork
{
    private const int SeedBytes = 16;

    /// <summary>How many are drawn.</summary>
    public sealed record Drawing
    {
        [Label("专家组人数", "Size"), Range(ExpertDraw.FewestExperts, 15)]
        public required int Size { get; init; }
    }

    /// <summary>Why an expert cannot come.</summary>
    public sealed record Refusing
    {
        [Label("原因", "Reason"), StringLength(200, MinimumLength = 2)]
        public required string Reason { get; init; }
    }

    /// <summary>What an expert says.</summary>
    public sealed record Voting
    {
        [Label("意见", "Verdict")]
        public required Verdict Verdict { get; init; }

        [Label("论证意见", "Opinion"), StringLength(4000, MinimumLength = 4)]
        public required string Opinion { get; init; }
    }

    /// <summary>What was corrected.</summary>
    public sealed record Correcting
    {
        [Label("修改情况", "Corrections"), StringLength(4000, MinimumLength = 4)]
        public required string Corrections { get; init; }

        [Label("修改后的方案", "Corrected plan")]
        public Attachment? Plan { get; init; }
    }

    /// <summary>Files a panel and seals its seed.</summary>
    public static async ValueTask<ExpertReview> FileAsync(ExpertReview review, ActionContext context, CancellationToken cancel)
    {
        var plan = await context.Records.FindAsync(review.Plan, cancel) ?? throw new RuleBrokenException("没有登记这个专项施工方案");
        if (plan.Envelope.State != "reviewed")
            throw new RuleBrokenException("专项施工方案审批通过后方可论证，且只有超过一定规模的才需要论证");
        var seed = RandomNumberGenerator.GetBytes(SeedBytes);
        return review with
        {
            Project = plan.Record.Project, PlanName = plan.Envelope.Title, SeedHash = ExpertDraw.HashOf(seed),
            SealedSeed = context.Service<PersonalCipher>().Encrypt(Convert.ToHexStringLower(seed), Owner(review)),
        };
    }

    /// <summary>Opens the seed and draws the panel from the pool as it is now.</summary>
    public static async ValueTask<ExpertReview> DrawAsync(ExpertReview review, Drawing form, ActionContext context, CancellationToken cancel)
    {
        var seed = Convert.FromHexString(context.Service<PersonalCipher>().Decrypt(review.SealedSeed!, Owner(review)));
        var pool = await ExpertPool.TakeAsync(review.Project!.Value, review, context, cancel);
        return Drawn(review, pool, form.Size, seed) with { DrawnBy = context.Actor.DisplayName };
    }

    /// <summary>The panel that a seed gives.</summary>
    /// <exception cref="RuleBrokenException">Too few are eligible.</exception>
    public static ExpertReview Drawn(ExpertReview review, IReadOnlyList<PoolLine> pool, int size, byte[] seed)
    {
        var ranked = ExpertDraw.Rank(pool, seed);
        if (ranked.Count < size)
            throw new RuleBrokenException($"需要{size}名专家，符合条件的只有{ranked.Count}名");
        return review with
        {
            Size = size, Seed = Convert.ToHexStringLower(seed), SealedSeed = null, Pool = pool, PoolHash = ExpertDraw.HashOf(pool),
            Panel = [.. ranked.Take(size).Select((line, rank) => Member(line, rank + 1))],
        };
    }

    /// <summary>An expert comes.</summary>
    public static ExpertReview Accept(ExpertReview review, ActionContext context) => Answered(review, context, PanelAnswer.Accepted, null);

    /// <summary>An expert does not come: the next of the draw is invited in his place.</summary>
    public static ExpertReview Refuse(ExpertReview review, Refusing form, ActionContext context)
    {
        var answered = Answered(review, context, PanelAnswer.Refused, form.Reason);
        var ranked = ExpertDraw.Rank(review.Pool, Convert.FromHexString(review.Seed!));
        if (answered.Panel.Count >= ranked.Count)
            throw new RuleBrokenException("专家库中已没有可以替补的专家，请联系监督机构");
        return answered with { Panel = [.. answered.Panel, Member(ranked[answered.Panel.Count], answered.Panel.Count + 1)] };
    }

    /// <summary>An expert gives his opinion; the last one's brings the conclusion and moves the plan.</summary>
    public static ExpertReview Vote(ExpertReview review, Voting form, ActionContext context)
    {
        var member = Me(review, context);
        if (review.Votes.Any(vote => vote.Person == member.Person))
            throw new RuleBrokenException("您已提交过论证意见");
        var voted = review with
        {
            Votes = [.. review.Votes, new PanelVote { Person = member.Person, Name = member.Name, Verdict = form.Verdict, Opinion = form.Opinion, At = context.Now }],
        };
        voted = voted with { Conclusion = Conclude(voted) };
        if (voted.Conclusion is Verdict.Pass)
            context.Act(review.Plan, "adopt", new SpecialPlan.Adopting { Conclusion = "专家论证通过" });
        else if (voted.Conclusion is Verdict.Reject)
            context.Act(review.Plan, "fail", new SpecialPlan.Adopting { Conclusion = "专家论证不通过" });
        return voted;
    }

    /// <summary>Where a full set of opinions leads; null while one is missing.</summary>
    public static Verdict? Conclude(ExpertReview review)
    {
        var wanted = review.Panel.Count(member => member.Answer == PanelAnswer.Accepted);
        return review.Votes.Count < wanted ? null : review.Votes.Max(vote => vote.Verdict);
    }

    /// <summary>Why corrections cannot be confirmed yet.</summary>
    public static string? WhyNotConfirmed(ExpertReview review, ActionContext context) =>
        review.Corrections is null ? "施工单位还没有上报修改情况"
        : Me(review, context).Person != Chair(review).Person ? $"由专家组组长{Chair(review).Name}确认" : null;

    /// <summary>The chair has seen the corrections: the plan holds.</summary>
    public static ExpertReview Confirm(ExpertReview review, ActionContext context)
    {
        context.Act(review.Plan, "adopt", new SpecialPlan.Adopting { Conclusion = "专家论证修改后通过，修改已确认" });
        return review;
    }

    private static PanelMember Chair(ExpertReview review) => review.Panel.First(member => member.Answer == PanelAnswer.Accepted);

    private static PanelMember Me(ExpertReview review, ActionContext context) =>
        review.Panel.FirstOrDefault(member => member.Person == context.Actor.PersonId && member.Answer == PanelAnswer.Accepted)
        ?? throw new RuleBrokenException("您不是本次论证的专家");

    private static ExpertReview Answered(ExpertReview review, ActionContext context, PanelAnswer answer, string? reason)
    {
        if (!review.Panel.Any(member => member.Person == context.Actor.PersonId && member.Answer == PanelAnswer.Invited))
            throw new RuleBrokenException("您没有待答复的邀请");
        return review with { Panel = [.. review.Panel.Select(member => member.Person == context.Actor.PersonId ? member with { Answer = answer, Reason = reason } : member)] };
    }

    private static PanelMember Member(PoolLine line, int rank) => new() { Expert = line.Expert, Person = line.Person, Name = line.Name, Employer = line.Employer, Rank = rank };

    private static string Owner(ExpertReview review) => $"expert-review/{review.Plan}";
}
