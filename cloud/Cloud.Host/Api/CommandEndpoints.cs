using System.ComponentModel.DataAnnotations;
using Cloud.Telemetry.Gateways;
using Cloud.Telemetry.Projects;
using Telemetry.Model;
using Telemetry.Model.Profiles;
using Telemetry.Model.Sensors;

namespace Cloud.Host.Api;

/// <summary>What the cloud asks a gateway to do at once: test a device before it is saved, write a point.</summary>
public static class CommandEndpoints
{
    /// <summary>Point and value, in the point's unit.</summary>
    public sealed record Write([property: Required] string Point, double Value);

    /// <summary>What a device showed.</summary>
    public sealed record ReadingView(string Point, double? Value, int Quality, int Reason);

    /// <summary>What a test came to.</summary>
    public sealed record TestView(bool Ok, string? Error, IReadOnlyList<ReadingView> Readings, double Milliseconds);

    /// <summary>What a write came to.</summary>
    public sealed record WriteView(bool Ok, double? ReadBack, double Milliseconds, string? Error);

    /// <summary>Maps the two commands.</summary>
    public static void MapCommands(this IEndpointRouteBuilder routes)
    {
        var devices = routes.MapGroup("/api/projects/{project}/devices").WithTags("devices").AddEndpointFilter<ProjectAccess>();
        devices.MapPost("test", TestAsync).WithSummary("保存前由网关试读设备").Produces<TestView>();
        devices.MapPost("{device}/commands", WriteAsync).WithSummary("下发控制并回读").Produces<WriteView>();
    }

    private static async Task<IResult> TestAsync(
        string project, DeviceEndpoints.DeviceDraft body, ProfileCatalogue profiles, IDirectory directory, IGrainFactory grains, CancellationToken cancel)
    {
        if (DeviceEndpoints.Faults(body, profiles) is { Count: > 0 } faults)
            return Problems.Invalid(faults);
        if ((await directory.GatewayAsync(new GatewayId(body.Gateway), cancel))?.Project.Value != project)
            return Problems.NotFound("网关");
        var answer = await grains.Gateway(new ProjectId(project), new GatewayId(body.Gateway)).TestDeviceAsync(body.ToConfiguration(), cancel);
        return Refusal(answer) ?? TypedResults.Ok(new TestView(
            answer.Outcome == CommandOutcome.Done, answer.Error, [.. answer.Readings.Select(View)], answer.Elapsed.TotalMilliseconds));
    }

    private static async Task<IResult> WriteAsync(
        string project, string device, Write body, ProfileCatalogue profiles, IDirectory directory, IGrainFactory grains, CancellationToken cancel)
    {
        var entry = (await directory.DevicesAsync(new ProjectId(project), cancel)).FirstOrDefault(d => d.Id.Value == device);
        if (entry is null)
            return Problems.NotFound("设备");
        if (Fault(entry, body, profiles) is { } fault)
            return Problems.Invalid(new Dictionary<string, string[]> { [fault.Field] = [fault.Reason] });
        var answer = await grains.Gateway(entry.Project, entry.Gateway).WriteAsync(entry.Id, new PointId(body.Point), body.Value, cancel);
        var readBack = answer.Readings.FirstOrDefault(reading => reading.Point.Value == body.Point);
        return Refusal(answer) ?? TypedResults.Ok(new WriteView(
            answer.Outcome == CommandOutcome.Done, View(readBack).Value, answer.Elapsed.TotalMilliseconds, answer.Error));
    }

    private static (string Field, string Reason)? Fault(DeviceEntry entry, Write body, ProfileCatalogue profiles)
    {
        var profile = profiles.Find(entry.Configuration.Profile);
        var point = profile?.Points.FirstOrDefault(p => p.Id == body.Point);
        if (point is null || !point.Access.Contains('w', StringComparison.Ordinal))
            return ("point", "该设备没有这个可控点");
        var range = point.Range ?? SensorTypes.Find(profile!.SensorType)?.Find(point.Id)?.Range;
        return double.IsFinite(body.Value) && (range is null || (body.Value >= range.Min && body.Value <= range.Max))
            ? null
            : ("value", $"取值须在{range?.Min}至{range?.Max}之间");
    }

    private static IResult? Refusal(CommandAnswer answer) => answer.Outcome switch
    {
        CommandOutcome.Offline => Problems.Conflict("gateway-offline", "网关不在线，无法执行"),
        CommandOutcome.TimedOut => Problems.Of(StatusCodes.Status504GatewayTimeout, "gateway-timeout", "网关没有应答", "请检查网关与设备的连接后重试"),
        _ => null,
    };

    private static ReadingView View(Reading reading) => new(
        reading.Point.Value ?? "", double.IsFinite(reading.Value) && reading.Quality != Quality.Bad ? reading.Value : null, (int)reading.Quality, (int)reading.Reason);
}
