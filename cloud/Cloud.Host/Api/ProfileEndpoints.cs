using Cloud.Platform.Permissions;
using Telemetry.Model.Profiles;
using Telemetry.Model.Sensors;

namespace Cloud.Host.Api;

/// <summary>Kinds of devices and their profiles.</summary>
public static class ProfileEndpoints
{
    /// <summary>A point with its labels.</summary>
    public sealed record PointView(string Id, string Label, string LabelEn, string Unit, double? Min, double? Max, string Access, bool Flag);

    /// <summary>A profile.</summary>
    public sealed record ProfileView(
        string Id, string Maker, string Model, string SensorType, string Protocol, IReadOnlyList<PointView> Points,
        IReadOnlyDictionary<string, double> Parameters);

    /// <summary>A stated number of a device.</summary>
    public sealed record ParameterView(string Id, string Label, string LabelEn, string Unit, double Min, double Max);

    /// <summary>A kind of device.</summary>
    public sealed record SensorTypeView(
        string Id, string Label, string LabelEn, string Source, IReadOnlyList<PointView> Points, IReadOnlyList<ParameterView> Parameters);

    /// <summary>Maps <c>/api/profiles</c> and <c>/api/sensor-types</c>.</summary>
    public static void MapProfiles(this IEndpointRouteBuilder routes)
    {
        var models = routes.MapGroup("/api").WithTags("models").Needs(Rights.ReadProjects, Rights.ReadProjects);
        models.MapGet("profiles", (ProfileCatalogue profiles) => TypedResults.Ok(profiles.All.Select(View).ToList())).WithSummary("设备型号");
        models.MapGet("sensor-types", () => TypedResults.Ok(SensorTypes.All.Select(View).ToList())).WithSummary("设备种类");
    }

    private static ProfileView View(DeviceProfile profile)
    {
        var type = SensorTypes.Find(profile.SensorType)!;
        return new ProfileView(
            profile.Id, profile.Maker, profile.Model, profile.SensorType, profile.Protocol,
            [.. profile.Points.Select(point => View(type.Find(point.Id)!, point.Range, point.Access))],
            profile.Parameters ?? new Dictionary<string, double>());
    }

    private static SensorTypeView View(SensorType type) => new(
        type.Id, type.Label, type.LabelEn, type.Source,
        [.. type.Points.Select(point => View(point, null, point.Output ? "rw" : "r"))],
        [.. type.Parameters.Select(p => new ParameterView(p.Id, p.Label, p.LabelEn, p.Unit, p.Range.Min, p.Range.Max))]);

    private static PointView View(SensorPoint point, ValueRange? range, string access) => new(
        point.Id, point.Label, point.LabelEn, point.Unit, (range ?? point.Range).Min, (range ?? point.Range).Max, access, point.Flag);
}
