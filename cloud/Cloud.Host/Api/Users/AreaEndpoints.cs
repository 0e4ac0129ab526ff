using Cloud.Platform.Areas;
using Cloud.Platform.Organisations;

namespace Cloud.Host.Api;

/// <summary>What a registration form needs before anybody is signed in: areas, zones and kinds of organisation.</summary>
public static class AreaEndpoints
{
    /// <summary>An area with what lies below it.</summary>
    public sealed record AreaNode(AreaCode Code, string Name, string? NameEn, AreaLevel Level, IReadOnlyList<AreaNode> Children);

    /// <summary>A functional zone and its host.</summary>
    public sealed record ZoneView(string Id, string Name, string? NameEn, AreaCode Host, string HostName, string? HostNameEn);

    /// <summary>The tree and the zones.</summary>
    public sealed record AreaAnswer(AreaNode Root, IReadOnlyList<ZoneView> Zones);

    /// <summary>Maps <c>/api/areas</c> and <c>/api/organisation-kinds</c>.</summary>
    public static void MapAreas(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/areas", (AreaTree areas) => TypedResults.Ok(new AreaAnswer(
            Node(areas.Root, areas),
            [.. areas.Zones.Select(zone => new ZoneView(zone.Id, zone.Name, zone.NameEn, zone.Host, areas.Find(zone.Host)!.FullName, areas.Find(zone.Host)!.FullNameEn))])))
            .AllowAnonymous().WithTags("areas").WithSummary("行政区划与功能区");
        routes.MapGet("/api/organisation-kinds", (OrganisationKinds kinds) => TypedResults.Ok(kinds.All))
            .AllowAnonymous().WithTags("areas").WithSummary("单位类型");
    }

    private static AreaNode Node(Area area, AreaTree areas) => new(
        area.Code, area.Name, area.NameEn, area.Code.Level,
        [.. areas.All.Where(below => below.Code.Parent == area.Code).Select(below => Node(below, areas))]);
}
