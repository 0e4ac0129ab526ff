using System.Text.Json;
using System.Text.Json.Nodes;
using Cloud.Host.Composition;
using Cloud.Platform.Areas;
using Cloud.Platform.Certificates;
using Cloud.Platform.Permissions;
using Cloud.Telemetry.Gateways;
using Cloud.Telemetry.Projects;
using Cloud.Telemetry.Warnings;
using Microsoft.Extensions.Options;
using Telemetry.Model;
using Telemetry.Model.Configuration;
using Telemetry.Model.Faults;
using Telemetry.Model.Json;
using Telemetry.Model.Profiles;

namespace Cloud.Host;

/// <summary>Makes one project from a site file on the first start: register, devices, chain and the gateway's code.</summary>
public sealed partial class Provisioning(
    IDirectory directory,
    IResponsibleChains chains,
    Enrolment enrolment,
    ProfileCatalogue profiles,
    AreaTree areas,
    IdentityChanges changes,
    IOptions<ProvisioningOptions> options,
    ILogger<Provisioning> logger)
{
    private sealed record Site(SiteProject Project, SiteGateway Gateway, IReadOnlyList<JsonObject> Devices, ResponsibleChain? Chain = null);

    private sealed record SiteProject(
        string Id, string Name, string Division, string Address, double Longitude, double Latitude, string Stage, string? NameEn = null);

    private sealed record SiteGateway(string Id, string Name);

    /// <summary>Does nothing without a file, or when the project exists.</summary>
    /// <exception cref="InvalidDataException">The file is wrong; every fault is listed.</exception>
    public async Task RunAsync(CancellationToken cancel)
    {
        if (options.Value.File is not { } path)
            return;
        var (site, devices) = await ReadAsync(path, cancel);
        var project = new ProjectId(site.Project.Id);
        var gateway = new GatewayId(site.Gateway.Id);
        var added = await directory.AddProjectAsync(
            new Project(project, site.Project.Name, site.Project.NameEn, site.Project.Division, areas.Find(site.Project.Division)?.FullName ?? "",
                site.Project.Address, site.Project.Longitude, site.Project.Latitude, site.Project.Stage),
            cancel);
        if (!added)
            return;
        changes.Notify();
        await directory.AddGatewayAsync(new GatewayEntry(gateway, project, site.Gateway.Name), cancel);
        foreach (var device in devices)
            await directory.AddDeviceAsync(new DeviceEntry(project, gateway, device), cancel);
        if (site.Chain is not null)
            await chains.SaveAsync(project, site.Chain, "provisioning", cancel);
        var code = await enrolment.OpenAsync(gateway, cancel);
        if (options.Value.CodeFile is { } codeFile)
            SecretFile.Write(codeFile, code!.Code + "\n");
        LogMade(project.Value, devices.Count);
    }

    private async Task<(Site Site, IReadOnlyList<DeviceConfiguration> Devices)> ReadAsync(string path, CancellationToken cancel)
    {
        try
        {
            var site = JsonSerializer.Deserialize<Site>(await File.ReadAllTextAsync(path, cancel), JsonSerializerOptions.Web)
                ?? throw new InvalidDataException($"{path}: the file is empty");
            var devices = site.Devices.Select(Device).ToList();
            var faults = ConfigurationCheck(devices).Select(fault => fault.ToString()).ToList();
            if (!Identifier.IsValid(site.Project.Id)) faults.Add("project.id is no id");
            if (!Identifier.IsValid(site.Gateway.Id)) faults.Add("gateway.id is no id");
            if (!AreaCode.TryParse(site.Project.Division, null, out var area) || areas.Find(area) is null) faults.Add($"project.division '{site.Project.Division}' is unknown");
            faults.AddRange(site.Chain?.Faults().SelectMany(f => f.Value.Select(reason => $"chain.{f.Key}: {reason}")) ?? []);
            return faults.Count == 0 ? (site, devices) : throw new InvalidDataException(string.Join('\n', faults.Select(f => $"{path}: {f}")));
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"{path}: {error.Message}", error);
        }
    }

    private IReadOnlyList<ModelFault> ConfigurationCheck(IReadOnlyList<DeviceConfiguration> devices) =>
        global::Telemetry.Model.Configuration.ConfigurationCheck.Check(new GatewayConfiguration(0, devices, []), profiles);

    /// <summary>The device as a gateway knows it; how it is simulated is none of our business.</summary>
    private static DeviceConfiguration Device(JsonObject node)
    {
        node.Remove("simulation");
        return node.Deserialize(EdgeJson.Default.DeviceConfiguration) ?? throw new JsonException("a device is empty");
    }

    [LoggerMessage(110, LogLevel.Information, "Project {Project} was made with {Devices} devices")]
    private partial void LogMade(string project, int devices);
}
