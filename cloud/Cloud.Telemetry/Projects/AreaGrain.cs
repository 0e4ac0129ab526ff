namespace Cloud.Telemetry.Projects;

/// <inheritdoc cref="IAreaGrain"/>
internal sealed class AreaGrain : Grain, IAreaGrain
{
    // Every project of a province reports when anything changes: its parents are told the sum, not each change.
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, AreaCounts> _children = new(StringComparer.Ordinal);
    private bool _changed;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (AreaSum.Parent(this.GetPrimaryKeyString()) is not null)
            this.RegisterGrainTimer(TellAsync, new GrainTimerCreationOptions(Pace, Pace) { KeepAlive = true });
        return Task.CompletedTask;
    }

    public Task<AreaCounts> CountsAsync(CancellationToken cancel) => Task.FromResult(AreaSum.Of(_children.Values));

    public Task<IReadOnlyDictionary<string, AreaCounts>> ChildrenAsync(CancellationToken cancel) =>
        Task.FromResult<IReadOnlyDictionary<string, AreaCounts>>(new Dictionary<string, AreaCounts>(_children));

    public Task ReportAsync(string child, AreaCounts? counts, CancellationToken cancel)
    {
        if (counts is null)
            _children.Remove(child);
        else
            _children[child] = counts;
        _changed = true;
        return Task.CompletedTask;
    }

    private async Task TellAsync(CancellationToken cancel)
    {
        if (!_changed)
            return;
        var own = this.GetPrimaryKeyString();
        _changed = false;
        await GrainFactory.GetGrain<IAreaGrain>(AreaSum.Parent(own)!).ReportAsync(own, AreaSum.Of(_children.Values), cancel);
    }
}

/// <summary>Sums and the tree of divisions (GB/T 2260: two digits a province, four a city, six a county). Pure.</summary>
internal static class AreaSum
{
    public static string? Parent(string division) => division.Length > 2 ? division[..(division.Length > 4 ? 4 : 2)] : null;

    public static AreaCounts Of(IEnumerable<AreaCounts> children)
    {
        var (projects, sum) = (0, ProjectCounts.None);
        foreach (var child in children)
        {
            projects += child.Projects;
            sum = new ProjectCounts(
                sum.GatewaysOnline + child.Counts.GatewaysOnline,
                sum.GatewaysTotal + child.Counts.GatewaysTotal,
                sum.DevicesOnline + child.Counts.DevicesOnline,
                sum.DevicesTotal + child.Counts.DevicesTotal,
                [.. sum.ActiveByLevel.Zip(child.Counts.ActiveByLevel, (a, b) => a + b)],
                sum.LastDataAt is { } a && a > (child.Counts.LastDataAt ?? a) ? a : child.Counts.LastDataAt ?? sum.LastDataAt);
        }

        return new AreaCounts(projects, sum);
    }
}
