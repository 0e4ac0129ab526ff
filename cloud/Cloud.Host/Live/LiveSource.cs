using Cloud.Host.Api;
using Cloud.Platform.Identity;
using Cloud.Platform.Permissions;
using Cloud.Telemetry.Gateways;
using Cloud.Telemetry.Projects;
using Cloud.Telemetry.Warnings;
using Telemetry.Model;

namespace Cloud.Host.Live;

/// <summary>Turns the feed's changes into events: what one person may see of one project, or of all.</summary>
internal sealed class LiveSource(IDirectory directory, IGrainFactory grains, IWarningStore warnings, IAccess access, TimeProvider time)
{
    private static readonly IReadOnlyDictionary<int, int> None = new Dictionary<int, int>();

    /// <summary>Everything as it is now: what a client begins with, after a reconnect too.</summary>
    public async Task SnapshotAsync(ProjectId? project, Actor actor, EventWriter output, CancellationToken cancel)
    {
        if (project is { } one)
            await SnapshotAsync(one, output, cancel);
        var open = await OpenAsync(actor, cancel);
        if (project is null)
            foreach (var entry in await directory.ProjectsAsync(cancel))
                if (access.Allows(actor, entry.Id, AccessKind.Read))
                    output.Write("project", LiveViews.View(entry.Id, await grains.Project(entry.Id).CountsAsync(cancel), open.GetValueOrDefault(entry.Id) ?? None));
        output.Write("counts", Counts(project, open));
    }

    /// <summary>A batch of changes.</summary>
    public async Task WriteAsync(ProjectId? project, LiveBatch batch, Actor actor, EventWriter output, CancellationToken cancel)
    {
        if (batch.Overrun)
        {
            output.Write("reset", new LiveViews.Reset("overrun"));
            await SnapshotAsync(project, actor, output, cancel);
        }

        var (counts, touched) = (new Dictionary<ProjectId, ProjectCounts>(), new HashSet<ProjectId>());
        foreach (var change in batch.Changes.Where(change => access.Allows(actor, change.Project, AccessKind.Read)))
        {
            if (change is WarningChanged)
                touched.Add(change.Project);
            if (change is CountsChanged { Counts: var now })
                counts[change.Project] = now;
            await WriteAsync(change, output, cancel);
        }

        if (touched.Count > 0 || (project is null && counts.Count > 0))
            await WriteCountsAsync(project, counts, touched, actor, output, cancel);
    }

    private async Task SnapshotAsync(ProjectId project, EventWriter output, CancellationToken cancel)
    {
        foreach (var gateway in await directory.GatewaysAsync(project, cancel))
            output.Write("gateway", LiveViews.View(await grains.Gateway(project, gateway.Id).StatusAsync(cancel)));
        foreach (var device in await grains.Project(project).DevicesAsync(cancel))
            output.Write("device", LiveViews.View(device));
        foreach (var device in (await grains.Project(project).LatestAsync(null, cancel)).Devices)
            output.Write("latest", LiveViews.View(device));
    }

    private async Task WriteAsync(LiveChange change, EventWriter output, CancellationToken cancel)
    {
        switch (change)
        {
            case LatestChanged latest:
                output.Write("latest", LiveViews.View(latest, time.GetUtcNow()));
                break;
            case DeviceChanged device:
                output.Write("device", LiveViews.View(device.Device));
                break;
            case GatewayChanged gateway:
                output.Write("gateway", LiveViews.View(gateway.Gateway));
                break;
            case WarningChanged warning when await warnings.FindAsync(warning.WarningId, cancel) is { } found:
                output.Write("warning", new WarningView(found));
                break;
        }
    }

    private async Task WriteCountsAsync(
        ProjectId? project, Dictionary<ProjectId, ProjectCounts> counts, HashSet<ProjectId> touched, Actor actor, EventWriter output,
        CancellationToken cancel)
    {
        var open = await OpenAsync(actor, cancel);
        if (project is null)
            foreach (var id in counts.Keys.Union(touched))
                output.Write("project", LiveViews.View(
                    id, counts.GetValueOrDefault(id) ?? await grains.Project(id).CountsAsync(cancel), open.GetValueOrDefault(id) ?? None));
        if (touched.Count > 0)
            output.Write("counts", Counts(project, open));
    }

    private static LiveViews.Counts Counts(ProjectId? project, Dictionary<ProjectId, IReadOnlyDictionary<int, int>> open) => new(
        project is { } one
            ? open.GetValueOrDefault(one) ?? None
            : open.Values.SelectMany(levels => levels).GroupBy(level => level.Key, level => level.Value).ToDictionary(level => level.Key, level => level.Sum()));

    private async Task<Dictionary<ProjectId, IReadOnlyDictionary<int, int>>> OpenAsync(Actor actor, CancellationToken cancel) =>
        (await warnings.OpenCountsAsync(cancel)).Where(entry => access.Allows(actor, entry.Key, AccessKind.Read)).ToDictionary(entry => entry.Key, entry => entry.Value);
}
