using System.ComponentModel.DataAnnotations;
using Cloud.Platform.Identity;
using Cloud.Telemetry.Gateways;
using Cloud.Telemetry.Projects;
using Cloud.Telemetry.Warnings;
using Telemetry.Model;
using Telemetry.Model.Faults;
using Telemetry.Model.Profiles;
using Telemetry.Model.Rules;

namespace Cloud.Host.Api;

/// <summary>A project's rules: the shipped packs with reasoned overrides.</summary>
public static class RuleEndpoints
{
    private static readonly TimeSpan LongestDecisions = TimeSpan.FromDays(1);

    private const int WholeRule = 0;

    /// <summary>A rule as the project has it.</summary>
    /// <param name="Rule">Project-wide overrides applied; of a disabled one, as shipped.</param>
    /// <param name="Original">As shipped.</param>
    /// <param name="Disabled">True when the project does without it.</param>
    /// <param name="Overrides">In force, those of single devices too.</param>
    /// <param name="History">Everything that was ever changed, oldest first.</param>
    public sealed record ProjectRuleView(
        RuleDefinition Rule, RuleDefinition Original, bool Disabled, IReadOnlyList<OverrideView> Overrides, IReadOnlyList<OverrideView> History);

    /// <summary>An override with who made it.</summary>
    public sealed record OverrideView(
        string? DeviceId, int Level, double Threshold, string Reason, bool Disabled, bool Withdrawn, string By, DateTimeOffset At);

    /// <summary>An override as a person enters it.</summary>
    /// <param name="Level">1–4; 0 = the whole rule, which can only be disabled.</param>
    /// <param name="Threshold">In the level's unit.</param>
    /// <param name="Reason">Why, 1–500 characters.</param>
    /// <param name="DeviceId">Only for this device; null = for the project.</param>
    /// <param name="Disabled">True = the level does not apply; the threshold is then of no meaning.</param>
    public sealed record OverrideDraft(
        [property: Range(0, 4)] int Level, [property: Required, StringLength(500)] string Reason, double Threshold = 0, string? DeviceId = null, bool Disabled = false);

    /// <summary>Which override is taken back, and why.</summary>
    public sealed record Withdrawal([property: Range(0, 4)] int Level, [property: Required, StringLength(500)] string Reason, string? DeviceId = null);

    /// <summary>Why a rule said what it said of a device, or said nothing.</summary>
    /// <param name="Decision">One sentence.</param>
    /// <param name="Reached">True when a level was reached.</param>
    /// <param name="Steps">Every change of the rule's answer, with its time on the site.</param>
    public sealed record DecisionsView(string Decision, bool Reached, IReadOnlyList<string> Steps);

    /// <summary>Maps <c>/api/projects/{project}/rules</c>.</summary>
    public static void MapRules(this IEndpointRouteBuilder routes)
    {
        var rules = routes.MapGroup("/api/projects/{project}/rules").WithTags("rules").AddEndpointFilter<ProjectAccess>();
        rules.MapGet("", ListAsync).WithSummary("规则与阈值").Produces<IReadOnlyList<ProjectRuleView>>().ProducesProblem(StatusCodes.Status404NotFound);
        rules.MapGet("{rule}/decisions", DecideAsync).WithSummary("规则在一段时间内为何报警或未报警").Produces<DecisionsView>()
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);
        rules.MapPut("{rule}/overrides", OverrideAsync).WithSummary("调整阈值（须说明理由）").Produces<ProjectRuleView>()
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        rules.MapPost("{rule}/overrides/withdraw", WithdrawAsync).WithSummary("撤销阈值调整").Produces<ProjectRuleView>()
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<IResult> DecideAsync(
        string project, string rule, string device, DateTimeOffset? from, DateTimeOffset? to, WarningExplanations explanations, TimeProvider time,
        CancellationToken cancel)
    {
        var until = to ?? time.GetUtcNow();
        var since = from ?? until.AddHours(-1);
        if (since >= until || until - since > LongestDecisions)
            return Problems.BadRequest("from", "时间范围须在 1 天以内");
        return await explanations.DecisionsAsync(new ProjectId(project), new DeviceId(device), rule, since, until, cancel) is { } found
            ? TypedResults.Ok(new DecisionsView(found.Decision, found.Reached, [.. found.Steps.Select(WarningEndpoints.Text)]))
            : Problems.NotFound("设备或规则");
    }

    private static async Task<IResult> ListAsync(string project, IDirectory directory, RuleBook book, CancellationToken cancel) =>
        await directory.ProjectAsync(new ProjectId(project), cancel) is null
            ? Problems.NotFound("项目")
            : TypedResults.Ok((await book.ListAsync(new ProjectId(project), cancel)).Select(View).ToList());

    private static async Task<IResult> OverrideAsync(
        string project, string rule, OverrideDraft body, Actor actor, RuleBook book, IDirectory directory, ProfileCatalogue profiles,
        IGrainFactory grains, CancellationToken cancel)
    {
        var id = new ProjectId(project);
        if (book.Packs.Find(rule) is not { } original || await directory.ProjectAsync(id, cancel) is null)
            return Problems.NotFound("规则");
        var faults = Fields.Faults(body);
        if (body.DeviceId is { } device && !await IsWatchedAsync(id, device, original, directory, profiles, cancel))
            faults["deviceId"] = ["项目中没有适用该规则的这台设备"];
        if (faults.Count > 0)
            return Problems.Invalid(faults);
        var change = new RuleOverride(rule, body.DeviceId, body.Level, body.Threshold, body.Reason.Trim(), body.Disabled);
        var wrong = await book.OverrideAsync(id, change, actor.DisplayName, cancel);
        return wrong.Count > 0 ? Problems.Invalid(ByField(wrong)) : await AnswerAsync(id, rule, book, directory, grains, cancel);
    }

    private static async Task<IResult> WithdrawAsync(
        string project, string rule, Withdrawal body, Actor actor, RuleBook book, IDirectory directory, IGrainFactory grains, CancellationToken cancel)
    {
        var id = new ProjectId(project);
        if (book.Packs.Find(rule) is null || await directory.ProjectAsync(id, cancel) is null)
            return Problems.NotFound("规则");
        if (Fields.Faults(body) is { Count: > 0 } faults)
            return Problems.Invalid(faults);
        var wrong = await book.WithdrawAsync(id, rule, body.DeviceId, body.Level, body.Reason.Trim(), actor.DisplayName, cancel);
        return wrong.Count > 0 ? Problems.Invalid(ByField(wrong)) : await AnswerAsync(id, rule, book, directory, grains, cancel);
    }

    /// <summary>The project's evaluation takes the change over, and every gateway whose local rules may have changed.</summary>
    private static async Task<IResult> AnswerAsync(
        ProjectId project, string rule, RuleBook book, IDirectory directory, IGrainFactory grains, CancellationToken cancel)
    {
        await grains.Project(project).ReconfigureAsync(cancel);
        foreach (var gateway in await directory.GatewaysAsync(project, cancel))
            if (await directory.TouchDesiredAsync(gateway.Id, cancel) > 0)
                await grains.Gateway(project, gateway.Id).ConfigurationChangedAsync(cancel);
        return TypedResults.Ok(View((await book.ListAsync(project, cancel)).First(listing => listing.Original.Id == rule)));
    }

    private static async Task<bool> IsWatchedAsync(
        ProjectId project, string device, RuleDefinition rule, IDirectory directory, ProfileCatalogue profiles, CancellationToken cancel) =>
        (await directory.DevicesAsync(project, cancel)).FirstOrDefault(entry => entry.Id.Value == device) is { } entry
        && profiles.Find(entry.Configuration.Profile)?.SensorType == rule.SensorType;

    /// <summary>Faults name places of the rule that would come out of it; a person has entered level, threshold and reason.</summary>
    private static Dictionary<string, string[]> ByField(IReadOnlyList<ModelFault> faults) => faults
        .GroupBy(fault => fault.Path switch
        {
            "reason" or "deviceId" or "level" or "ruleId" => fault.Path,
            _ => "threshold",
        })
        .ToDictionary(group => group.Key, group => group.Select(fault => group.Key == "threshold" ? $"阈值不合理：{fault.Reason}" : fault.Reason).Distinct().ToArray());

    private static ProjectRuleView View(RuleListing listing) => new(
        listing.Rule ?? listing.Original, listing.Original, listing.InForce.Any(IsOff), [.. listing.InForce.Select(View)], [.. listing.History.Select(View)]);

    private static bool IsOff(RuleOverrideEntry entry) => entry.Override is { Disabled: true, Level: WholeRule, DeviceId: null };

    private static OverrideView View(RuleOverrideEntry entry) => new(
        entry.Override.DeviceId, entry.Override.Level, entry.Override.Threshold, entry.Override.Reason, entry.Override.Disabled, entry.Withdrawn, entry.By, entry.At);
}
