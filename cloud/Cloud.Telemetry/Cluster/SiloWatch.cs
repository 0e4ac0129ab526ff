using Cloud.Telemetry.Gateways;
using Cloud.Telemetry.Ingestion;
using Cloud.Telemetry.Projects;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;
using Telemetry.Model;

namespace Cloud.Telemetry.Cluster;

/// <summary>
/// Looks after what a silo that is gone has left behind: sessions that live here are told to the grains that were lost with it,
/// its projects begin anew elsewhere at once instead of with their next data, and after some seconds, in which its gateways
/// come back through other silos, those that did not are offline.
/// </summary>
internal sealed class SiloWatch(
    IClusterMembershipService membership, ILocalSiloDetails local, SparkplugHost host, LiveRelay relay, ConnectedGateways connected, IDirectory directory, IGrainFactory grains,
    TimeProvider time, ILogger<SiloWatch> logger) : BackgroundService
{
    /// <summary>Time for gateways to come back; with the time until the silo is given up it stays under the 15 s of "offline".</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private const int Attempts = 5;
    private const int AtOnce = 16;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var known = new HashSet<SiloAddress>();
        await foreach (var snapshot in membership.MembershipUpdates.WithCancellation(stoppingToken))
        {
            var active = snapshot.Members.Values.Where(m => m.Status is SiloStatus.Active).Select(m => m.SiloAddress).ToHashSet();
            foreach (var leaving in snapshot.Members.Values.Where(m => m.Status is SiloStatus.ShuttingDown or SiloStatus.Stopping or SiloStatus.Dead))
                relay.Forget(leaving.SiloAddress.ToParsableString());
            var gone = known.Where(silo => !active.Contains(silo) && snapshot.GetSiloStatus(silo) is SiloStatus.Dead or SiloStatus.None).ToList();
            known.ExceptWith(gone);
            known.UnionWith(active);
            if (gone.Count == 0)
                continue;
            foreach (var silo in gone)
                Log.SiloGone(logger, silo);
            host.TellAlive();
            // One of those that are left is enough for what concerns no session of its own.
            _ = AftermathAsync(gone, active.Min(SiloOrder)?.Equals(local.SiloAddress) == true, time.GetUtcNow(), stoppingToken);
        }
    }

    private static readonly IComparer<SiloAddress> SiloOrder =
        Comparer<SiloAddress>.Create((a, b) => string.CompareOrdinal(a.ToParsableString(), b.ToParsableString()));

    private async Task AftermathAsync(IReadOnlyList<SiloAddress> gone, bool isFirst, DateTimeOffset at, CancellationToken cancel)
    {
        if (isFirst)
            await RepeatAsync(() => ForProjectsAsync(project => project.CountsAsync(cancel), cancel), cancel);
        await Task.Delay(Grace, time, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var silo in gone)
            await RepeatAsync(() => ForLostAsync(silo.ToParsableString(), at, cancel), cancel);
        if (isFirst)
            await RepeatAsync(() => ForProjectsAsync(project => project.RecountAsync(cancel), cancel), cancel);
    }

    private async Task ForLostAsync(string silo, DateTimeOffset at, CancellationToken cancel) =>
        await EachAsync(connected.At(silo), async key =>
        {
            var (project, gateway) = (new ProjectId(key.Split('/')[0]), new GatewayId(key.Split('/')[1]));
            if (await grains.Gateway(project, gateway).SiloLostAsync(silo, at, cancel))
                await grains.Project(project).PresenceAsync(new PresenceChange(PresenceKind.GatewayOffline, gateway, null, at), cancel);
        }, cancel);

    private async Task ForProjectsAsync(Func<IProjectGrain, Task> work, CancellationToken cancel) =>
        await EachAsync(await directory.ProjectsAsync(cancel), project => work(grains.Project(project.Id)), cancel);

    private static Task EachAsync<T>(IEnumerable<T> items, Func<T, Task> work, CancellationToken cancel) => Parallel.ForEachAsync(
        items, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel }, async (item, _) => await work(item));

    private async Task RepeatAsync(Func<Task> work, CancellationToken cancel)
    {
        for (var attempt = 1; attempt <= Attempts && !cancel.IsCancellationRequested; attempt++)
        {
            try
            {
                await work();
                return;
            }
            catch (Exception fault) when (!cancel.IsCancellationRequested) // the loop: grains are on their way to other silos
            {
                Log.AftermathFailed(logger, fault);
                await Task.Delay(TimeSpan.FromSeconds(1), time, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }
}
