using Cloud.Platform;
using Microsoft.Extensions.Options;
using Telemetry.Model;
using Telemetry.Model.Faults;
using Telemetry.Model.Rules;

namespace Cloud.Telemetry.Warnings;

/// <summary>One rule as a project sees it: with its overrides applied, and every override that was ever made.</summary>
/// <param name="Rule">Project-wide overrides applied; each level names the source of its threshold. Null when it is disabled.</param>
/// <param name="Original">As shipped.</param>
/// <param name="InForce">Overrides that hold now, of single devices too.</param>
/// <param name="History">All that were ever made, oldest first.</param>
public sealed record RuleListing(
    RuleDefinition? Rule, RuleDefinition Original, IReadOnlyList<RuleOverrideEntry> InForce, IReadOnlyList<RuleOverrideEntry> History);

/// <summary>The shipped packs with each project's overrides. Wrong packs stop the start with every fault listed.</summary>
public sealed class RuleBook : IRuleBook, IDisposable
{
    private const int LongestReason = 500;
    private static readonly TimeZoneInfo Site = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    private readonly IRuleOverrides _overrides;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _changing = new(1);

    /// <exception cref="ModelException">A pack is not sound.</exception>
    public RuleBook(IRuleOverrides overrides, TimeProvider time, IOptions<WarningOptions> options)
    {
        (_overrides, _time) = (overrides, time);
        Packs = RuleSet.Load(Folder(options.Value.RulePacks)).OrThrow();
    }

    /// <summary>The shipped rules.</summary>
    public RuleSet Packs { get; }

    /// <inheritdoc/>
    public async Task<ProjectRules> ForAsync(ProjectId project, CancellationToken cancel)
    {
        var history = await HistoryAsync(project, cancel);
        return new ProjectRules(history.Count, Packs, [.. InForce(history).Select(e => e.Override)], Today(_time.GetUtcNow()));
    }

    /// <summary>The rules as they were at an instant: what an explanation must use.</summary>
    public async Task<ProjectRules> AsOfAsync(ProjectId project, DateTimeOffset instant, CancellationToken cancel)
    {
        var then = (await HistoryAsync(project, cancel)).Where(e => e.At <= instant).ToList();
        return new ProjectRules(then.Count, Packs, [.. InForce(then).Select(e => e.Override)], Today(instant));
    }

    /// <summary>Every rule with the source of every threshold.</summary>
    public async Task<IReadOnlyList<RuleListing>> ListAsync(ProjectId project, CancellationToken cancel)
    {
        var history = await HistoryAsync(project, cancel);
        var rules = await ForAsync(project, cancel);
        var applied = rules.ForProject().ToDictionary(rule => rule.Id);
        return
        [
            .. Packs.All.Select(rule =>
            {
                var own = history.Where(e => e.Override.RuleId == rule.Id).ToList();
                return new RuleListing(applied.GetValueOrDefault(rule.Id), rule, InForce(own), own);
            }),
        ];
    }

    /// <summary>
    /// Puts an override in force; what is wrong with it instead, and then nothing has changed. The caller tells the project
    /// grain to reconfigure afterwards.
    /// </summary>
    public Task<IReadOnlyList<ModelFault>> OverrideAsync(ProjectId project, RuleOverride change, string by, CancellationToken cancel) =>
        ChangeAsync(project, change, withdrawn: false, by, cancel);

    /// <summary>Takes an override back: the pack's threshold holds again.</summary>
    /// <exception cref="RuleBrokenException">There is no such override in force.</exception>
    public async Task<IReadOnlyList<ModelFault>> WithdrawAsync(
        ProjectId project, string rule, string? device, int level, string reason, string by, CancellationToken cancel)
    {
        var current = InForce(await HistoryAsync(project, cancel)).FirstOrDefault(e => Key(e.Override) == (rule, device, level))
            ?? throw new RuleBrokenException("没有可以撤销的调整");
        return await ChangeAsync(project, current.Override with { Reason = reason }, withdrawn: true, by, cancel);
    }

    /// <inheritdoc/>
    public void Dispose() => _changing.Dispose();

    private static DateOnly Today(DateTimeOffset instant) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, Site).DateTime);

    private static string Folder(string path) => Path.IsPathRooted(path) || Directory.Exists(path) ? path : Path.Combine(AppContext.BaseDirectory, path);

    private static (string, string?, int) Key(RuleOverride change) => (change.RuleId, change.DeviceId, change.Level);

    private static IReadOnlyList<RuleOverrideEntry> InForce(IReadOnlyList<RuleOverrideEntry> history) =>
        [.. history.GroupBy(e => Key(e.Override)).Select(g => g.Last()).Where(e => !e.Withdrawn)];

    private async Task<IReadOnlyList<ModelFault>> ChangeAsync(ProjectId project, RuleOverride change, bool withdrawn, string by, CancellationToken cancel)
    {
        if (change.Reason is null || change.Reason.Length > LongestReason || string.IsNullOrWhiteSpace(change.Reason))
            return [new ModelFault(change.RuleId, "reason", $"must be 1 to {LongestReason} characters")];
        await _changing.WaitAsync(cancel);
        try
        {
            var history = await HistoryAsync(project, cancel);
            var others = InForce(history).Select(e => e.Override).Where(o => Key(o) != Key(change)).ToList();
            if (Packs.Check(withdrawn ? others : [.. others, change]) is { Count: > 0 } faults)
                return faults;
            await _overrides.AddAsync(project, new RuleOverrideEntry(change, withdrawn, by, _time.GetUtcNow()), cancel);
            return [];
        }
        finally
        {
            _changing.Release();
        }
    }

    private Task<IReadOnlyList<RuleOverrideEntry>> HistoryAsync(ProjectId project, CancellationToken cancel) =>
        _overrides.HistoryAsync(project, cancel);
}
