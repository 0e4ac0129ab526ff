using System.ComponentModel.DataAnnotations;
using Cloud.Telemetry.Gateways;
using Cloud.Telemetry.Ingestion;
using Cloud.Telemetry.Projects;
using Telemetry.Model;

namespace Cloud.Host.Api;

/// <summary>Gateways of a project.</summary>
public static class GatewayEndpoints
{
    /// <summary>A gateway with what it has reported.</summary>
    public sealed record GatewayView(
        string Id, string Name, GatewayState State, DateTimeOffset? Since, DateTimeOffset? LastSeenAt, string? Address, string? Version,
        ConfigurationView Configuration, OutboxView Outbox, CertificateView? Certificate);

    /// <summary>Wanted and running configuration.</summary>
    public sealed record ConfigurationView(long Desired, long? Reported, string? Error);

    /// <summary>Depth of the gateway's outbox.</summary>
    public sealed record OutboxView(IReadOnlyList<OutboxLane> Lanes);

    /// <summary>Certificate in force.</summary>
    public sealed record CertificateView(string Serial, DateTimeOffset? NotAfter, bool Revoked, string? Reason);

    /// <summary>A gateway as a person enters it.</summary>
    public sealed record GatewayDraft([property: Required] string Id, [property: Required, StringLength(100)] string Name);

    /// <summary>Why a gateway is refused.</summary>
    public sealed record Revocation([property: Required, StringLength(200, MinimumLength = 2)] string Reason);

    /// <summary>Maps <c>/api/projects/{project}/gateways</c>.</summary>
    public static void MapGateways(this IEndpointRouteBuilder routes)
    {
        var gateways = routes.MapGroup("/api/projects/{project}/gateways").WithTags("gateways").AddEndpointFilter<ProjectAccess>();
        gateways.MapGet("", async (string project, IDirectory directory, IGrainFactory grains, CancellationToken cancel) =>
            TypedResults.Ok(await ViewsAsync(new ProjectId(project), directory, grains, cancel))).WithSummary("网关列表");
        gateways.MapPost("", AddAsync).WithSummary("新增网关并生成一次性码").Produces<EnrolmentCode>(StatusCodes.Status201Created);
        gateways.MapPost("{gateway}/code", OpenCodeAsync).WithSummary("重新生成一次性码").Produces<EnrolmentCode>();
        gateways.MapPost("{gateway}/revoke", RevokeAsync).WithSummary("吊销网关证书").Produces(StatusCodes.Status204NoContent);
    }

    /// <summary>Every gateway of a project.</summary>
    public static async Task<IReadOnlyList<GatewayView>> ViewsAsync(ProjectId project, IDirectory directory, IGrainFactory grains, CancellationToken cancel)
    {
        var gateways = await directory.GatewaysAsync(project, cancel);
        return await Task.WhenAll(gateways.Select(async gateway => View(gateway, await grains.Gateway(project, gateway.Id).StatusAsync(cancel))));
    }

    private static GatewayView View(GatewayEntry gateway, GatewayStatus status) => new(
        gateway.Id.Value, gateway.Name, status.State, status.Since, status.LastSeenAt, status.Address, status.SoftwareVersion,
        new ConfigurationView(status.DesiredVersion, status.ReportedVersion, status.ConfigurationError),
        new OutboxView(status.Lanes),
        gateway.Enrolment?.CertificateSerial is { } serial
            ? new CertificateView(serial, gateway.Enrolment.CertificateNotAfter, gateway.Revoked, gateway.Enrolment.RevokedReason)
            : null);

    private static async Task<IResult> AddAsync(
        string project, GatewayDraft body, IDirectory directory, Enrolment enrolment, IGrainFactory grains, CancellationToken cancel)
    {
        var faults = Fields.Faults(body);
        if (!Identifier.IsValid(body.Id))
            faults["id"] = ["编号须为1至64位小写字母、数字或 . - _，且以字母或数字开头"];
        if (faults.Count > 0)
            return Problems.Invalid(faults);
        if (await directory.ProjectAsync(new ProjectId(project), cancel) is null)
            return Problems.NotFound("项目");
        if (!await directory.AddGatewayAsync(new GatewayEntry(new GatewayId(body.Id), new ProjectId(project), body.Name.Trim()), cancel))
            return Problems.Conflict("id-taken", "已有相同编号的网关（编号在全平台唯一）");
        await grains.Project(new ProjectId(project)).ReconfigureAsync(cancel);
        return TypedResults.Created($"/api/projects/{project}/gateways/{body.Id}", await enrolment.OpenAsync(new GatewayId(body.Id), cancel));
    }

    private static async Task<IResult> OpenCodeAsync(
        string project, string gateway, IDirectory directory, Enrolment enrolment, CancellationToken cancel) =>
        await IsOfAsync(project, gateway, directory, cancel)
            ? TypedResults.Ok(await enrolment.OpenAsync(new GatewayId(gateway), cancel))
            : Problems.NotFound("网关");

    private static async Task<IResult> RevokeAsync(
        string project, string gateway, Revocation body, IDirectory directory, IGrainFactory grains, ISparkplugChannel broker, CancellationToken cancel)
    {
        if (Fields.Faults(body) is { Count: > 0 } faults)
            return Problems.Invalid(faults);
        if (!await IsOfAsync(project, gateway, directory, cancel))
            return Problems.NotFound("网关");
        await grains.Gateway(new ProjectId(project), new GatewayId(gateway)).RevokeAsync(body.Reason.Trim(), cancel);

        // The grain knows a gateway from its birth on; one that has only connected is ended here.
        await broker.DisconnectAsync(new GatewayId(gateway), cancel);
        return TypedResults.NoContent();
    }

    private static async Task<bool> IsOfAsync(string project, string gateway, IDirectory directory, CancellationToken cancel) =>
        Identifier.IsValid(gateway) && (await directory.GatewayAsync(new GatewayId(gateway), cancel))?.Project == new ProjectId(project);
}
