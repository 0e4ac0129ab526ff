using System.ComponentModel.DataAnnotations;
using Cloud.Telemetry.Gateways;
using Cloud.Telemetry.Projects;
using Telemetry.Model;
using Telemetry.Model.Configuration;
using Telemetry.Model.Profiles;

namespace Cloud.Host.Api;

/// <summary>Devices of a project: part of their gateway's desired configuration.</summary>
public static class DeviceEndpoints
{
    /// <summary>A device with its state.</summary>
    public sealed record DeviceView(
        string Id, string Name, string Gateway, string Profile, string SensorType, string Address, int? Unit, string? StationId,
        IReadOnlyDictionary<string, double> Parameters, DeviceState State, DateTimeOffset? Since, DateTimeOffset? LastDataAt);

    /// <summary>A device as a person enters it: at most eight fields and its parameters.</summary>
    public sealed record DeviceDraft(
        [property: Required] string Gateway,
        [property: Required] string Id,
        [property: Required, StringLength(60)] string Name,
        [property: Required] string Profile,
        [property: Required, StringLength(200)] string Address,
        int? Unit = null,
        string? StationId = null,
        string? Password = null,
        IReadOnlyDictionary<string, double>? Parameters = null)
    {
        internal DeviceConfiguration ToConfiguration() => new(
            Id, Name.Trim(), Profile, Address.Trim(), Unit, Blank(StationId), Blank(Password), Parameters is { Count: > 0 } ? Parameters : null);

        private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
    }

    /// <summary>Maps <c>/api/projects/{project}/devices</c>.</summary>
    public static void MapDevices(this IEndpointRouteBuilder routes)
    {
        var devices = routes.MapGroup("/api/projects/{project}/devices").WithTags("devices").AddEndpointFilter<ProjectAccess>();
        devices.MapGet("", async (string project, IDirectory directory, IGrainFactory grains, ProfileCatalogue profiles, CancellationToken cancel) =>
            TypedResults.Ok(await ViewsAsync(new ProjectId(project), directory, grains, profiles, cancel))).WithSummary("设备列表");
        devices.MapPost("", AddAsync).WithSummary("新增设备").Produces<DeviceView>(StatusCodes.Status201Created);
        devices.MapPut("{device}", UpdateAsync).WithSummary("修改设备").Produces<DeviceView>();
        devices.MapDelete("{device}", RemoveAsync).WithSummary("移除设备").Produces(StatusCodes.Status204NoContent);
    }

    /// <summary>Every device of a project.</summary>
    public static async Task<IReadOnlyList<DeviceView>> ViewsAsync(
        ProjectId project, IDirectory directory, IGrainFactory grains, ProfileCatalogue profiles, CancellationToken cancel)
    {
        var states = (await grains.Project(project).DevicesAsync(cancel)).ToDictionary(status => status.Device);
        return [.. (await directory.DevicesAsync(project, cancel)).Select(device => View(device, states.GetValueOrDefault(device.Id), profiles))];
    }

    private static DeviceView View(DeviceEntry entry, DeviceStatus? status, ProfileCatalogue profiles)
    {
        var (device, profile) = (entry.Configuration, profiles.Find(entry.Configuration.Profile));
        var parameters = new Dictionary<string, double>(profile?.Parameters ?? new Dictionary<string, double>());
        foreach (var (name, value) in device.Parameters ?? new Dictionary<string, double>())
            parameters[name] = value;
        return new DeviceView(
            device.Id, device.Name, entry.Gateway.Value, device.Profile, profile?.SensorType ?? "", device.Address, device.Unit, device.StationId,
            parameters, status?.State ?? DeviceState.Never, status?.Since, status?.LastDataAt);
    }

    private static async Task<IResult> AddAsync(
        string project, DeviceDraft body, IDirectory directory, IGrainFactory grains, ProfileCatalogue profiles, CancellationToken cancel)
    {
        if (Faults(body, profiles) is { Count: > 0 } faults)
            return Problems.Invalid(faults);
        var entry = new DeviceEntry(new ProjectId(project), new GatewayId(body.Gateway), body.ToConfiguration());
        if (await StationTakenAsync(entry, directory, cancel))
            return StationTaken();
        var change = await directory.AddDeviceAsync(entry, cancel);
        return await AnswerAsync(change, entry, grains, cancel)
            ?? TypedResults.Created($"/api/projects/{project}/devices/{body.Id}", View(entry, null, profiles));
    }

    private static async Task<IResult> UpdateAsync(
        string project, string device, DeviceDraft body, IDirectory directory, IGrainFactory grains, ProfileCatalogue profiles, CancellationToken cancel)
    {
        var draft = body with { Id = device };
        if (Faults(draft, profiles) is { Count: > 0 } faults)
            return Problems.Invalid(faults);
        var entry = new DeviceEntry(new ProjectId(project), new GatewayId(body.Gateway), draft.ToConfiguration());
        if (await StationTakenAsync(entry, directory, cancel))
            return StationTaken();
        var before = (await directory.DevicesAsync(entry.Project, cancel)).FirstOrDefault(d => d.Id == entry.Id);

        // A page does not get the password back, so leaving it empty keeps it.
        if (before is not null && entry.Configuration.Password is null)
            entry = entry with { Configuration = entry.Configuration with { Password = before.Configuration.Password } };
        var change = await directory.UpdateDeviceAsync(entry, cancel);
        if (before is not null && before.Gateway != entry.Gateway && change.Refusal is null)
            await grains.Gateway(entry.Project, before.Gateway).ConfigurationChangedAsync(cancel);
        return await AnswerAsync(change, entry, grains, cancel) ?? TypedResults.Ok(View(entry, null, profiles));
    }

    private static async Task<IResult> RemoveAsync(
        string project, string device, IDirectory directory, IGrainFactory grains, CancellationToken cancel)
    {
        var entry = (await directory.DevicesAsync(new ProjectId(project), cancel)).FirstOrDefault(d => d.Id.Value == device);
        if (entry is null)
            return Problems.NotFound("设备");
        var change = await directory.RemoveDeviceAsync(entry.Project, entry.Id, cancel);
        return await AnswerAsync(change, entry, grains, cancel) ?? TypedResults.NoContent();
    }

    /// <summary>What is wrong with a draft, by field.</summary>
    internal static Dictionary<string, string[]> Faults(DeviceDraft body, ProfileCatalogue profiles)
    {
        var faults = Fields.Faults(body);
        if (!Identifier.IsValid(body.Gateway))
            faults["gateway"] = ["请选择网关"];
        foreach (var fault in ConfigurationCheck.Check(body.ToConfiguration(), profiles).GroupBy(fault => fault.Path))
            faults.TryAdd(fault.Key, [.. fault.Select(f => f.Reason)]);
        return faults;
    }

    private static async Task<bool> StationTakenAsync(DeviceEntry entry, IDirectory directory, CancellationToken cancel) =>
        entry.Configuration.StationId is { } station
        && (await directory.DevicesAsync(entry.Project, cancel)).Any(other => other.Id != entry.Id && other.Gateway == entry.Gateway
            && string.Equals(other.Configuration.StationId, station, StringComparison.OrdinalIgnoreCase));

    private static IResult StationTaken() =>
        Problems.Invalid(new Dictionary<string, string[]> { ["stationId"] = ["该网关下已有相同 MN 的监测站"] });

    /// <summary>Issues the new configuration, or says why there is none; null = go on with the answer.</summary>
    private static async Task<IResult?> AnswerAsync(DeviceChange change, DeviceEntry entry, IGrainFactory grains, CancellationToken cancel)
    {
        switch (change.Refusal)
        {
            case DeviceRefusal.NoSuchGateway:
                return Problems.Invalid(new Dictionary<string, string[]> { ["gateway"] = ["项目中没有这个网关"] });
            case DeviceRefusal.NoSuchDevice:
                return Problems.NotFound("设备");
            case DeviceRefusal.IdTaken:
                return Problems.Conflict("id-taken", "项目中已有相同编号的设备");
            default:
                await grains.Gateway(entry.Project, entry.Gateway).ConfigurationChangedAsync(cancel);
                await grains.Project(entry.Project).ReconfigureAsync(cancel);
                return null;
        }
    }
}
