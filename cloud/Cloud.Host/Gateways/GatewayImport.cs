using System.Collections.Concurrent;
using Cloud.Platform.Areas;
using Cloud.Telemetry.Gateways;
using Cloud.Telemetry.Projects;
using Telemetry.Model;
using Telemetry.Model.Configuration;
using Telemetry.Model.Profiles;

namespace Cloud.Host;

/// <summary>What an import has added; what was there already is not counted and not changed.</summary>
public sealed record GatewayImportResult(int Projects, int Gateways, int Devices, IReadOnlyList<EnrolmentCode> Codes);

/// <summary>
/// Takes an operator's list of projects, gateways and devices into the register. The whole list is checked before anything
/// is written; an import that was cut off can be sent again, because what is there already is passed over.
/// </summary>
public sealed class GatewayImport(
    IDirectory directory, Enrolment enrolment, IGrainFactory grains, ProfileCatalogue profiles, AreaTree areas)
{
    /// <summary>Rows of one list.</summary>
    public const int MostRows = 20_000;

    // Writes gather into group commits: many at a time cost hardly more than one.
    private const int AtOnce = 256;

    /// <summary>What is wrong, by field; empty when nothing is and the list may be taken.</summary>
    public async Task<IReadOnlyDictionary<string, string[]>> CheckAsync(IReadOnlyList<GatewayImportRow> rows, CancellationToken cancel)
    {
        var projects = (await directory.ProjectsAsync(cancel)).Select(project => project.Id.Value).ToHashSet(StringComparer.Ordinal);
        var owners = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);
        await EachAsync(
            rows.Select(row => row.Gateway).Where(Identifier.IsValid).Distinct(StringComparer.Ordinal),
            async gateway =>
            {
                if (await directory.GatewayAsync(new GatewayId(gateway), cancel) is { } known)
                    owners[gateway] = known.Project.Value;
            },
            cancel);
        return new GatewayImportCheck(projects, owners, profiles, areas).Run(rows);
    }

    /// <summary>Adds what is new of a checked list and opens a one-time code for every new gateway.</summary>
    public async Task<GatewayImportResult> RunAsync(IReadOnlyList<GatewayImportRow> rows, CancellationToken cancel)
    {
        var (projects, gateways, devices) = (0, 0, 0);
        var codes = new ConcurrentBag<EnrolmentCode>();
        var changed = new ConcurrentDictionary<GatewayImportRow, bool>();
        await EachAsync(rows.DistinctBy(row => row.Project), async row =>
        {
            if (await directory.ProjectAsync(new ProjectId(row.Project), cancel) is null && await directory.AddProjectAsync(Project(row), cancel))
                Interlocked.Increment(ref projects);
        }, cancel);
        await EachAsync(rows.DistinctBy(row => row.Gateway), async row =>
        {
            if (!await directory.AddGatewayAsync(new GatewayEntry(new GatewayId(row.Gateway), new ProjectId(row.Project), row.GatewayName ?? row.Gateway), cancel))
                return;
            Interlocked.Increment(ref gateways);
            changed.TryAdd(row, true);
            if (await enrolment.OpenAsync(new GatewayId(row.Gateway), cancel) is { } code)
                codes.Add(code);
        }, cancel);
        await EachAsync(rows.Where(row => row.Device is not null), async row =>
        {
            var entry = new DeviceEntry(new ProjectId(row.Project), new GatewayId(row.Gateway), Configuration(row));
            if ((await directory.AddDeviceAsync(entry, cancel)).Refusal is not null)
                return;
            Interlocked.Increment(ref devices);
            changed.TryAdd(row, true);
        }, cancel);
        await TellAsync(changed.Keys, cancel);
        return new GatewayImportResult(projects, gateways, devices, [.. codes.OrderBy(code => code.Gateway, StringComparer.Ordinal)]);
    }

    internal static DeviceConfiguration Configuration(GatewayImportRow row) => new(
        row.Device!, row.DeviceName ?? row.Device!, row.Profile ?? "", row.DeviceAddress ?? "", row.Unit, row.StationId, null, null);

    private Project Project(GatewayImportRow row) => new(
        new ProjectId(row.Project), row.ProjectName!, null, row.Division!, areas.Find(row.Division!)!.FullName, row.Address!, row.Longitude!.Value,
        row.Latitude!.Value, row.Stage!);

    private async Task TellAsync(IEnumerable<GatewayImportRow> changed, CancellationToken cancel)
    {
        var rows = changed.ToList();
        await EachAsync(rows.Where(row => row.Device is not null).DistinctBy(row => row.Gateway), row =>
            grains.Gateway(new ProjectId(row.Project), new GatewayId(row.Gateway)).ConfigurationChangedAsync(cancel), cancel);
        await EachAsync(rows.DistinctBy(row => row.Project), row => grains.Project(new ProjectId(row.Project)).ReconfigureAsync(cancel), cancel);
    }

    private static Task EachAsync<T>(IEnumerable<T> items, Func<T, Task> work, CancellationToken cancel) => Parallel.ForEachAsync(
        items, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel }, async (item, _) => await work(item));
}
