using System.ComponentModel.DataAnnotations;
using Cloud.Telemetry.Projects;
using Cloud.Telemetry.Warnings;
using Microsoft.AspNetCore.Http.HttpResults;
using Telemetry.Model;

namespace Cloud.Host.Api;

/// <summary>Projects.</summary>
public static class ProjectEndpoints
{
    /// <summary>A code with its name.</summary>
    public sealed record DivisionView(string Code, string Name);

    /// <summary>How many there are, and how many of them are there now.</summary>
    public sealed record CountView(int Online, int Total);

    /// <summary>One line of the list of projects.</summary>
    public sealed record ProjectView(
        string Id, string Name, string? NameEn, DivisionView Division, string Address, double Longitude, double Latitude, string Stage,
        CountView Gateways, CountView Devices, IReadOnlyDictionary<int, int> OpenWarnings, DateTimeOffset? LastDataAt, long Version);

    /// <summary>A project with what belongs to it.</summary>
    public sealed record ProjectDetail(
        string Id, string Name, string? NameEn, DivisionView Division, string Address, double Longitude, double Latitude, string Stage,
        IReadOnlyDictionary<int, int> OpenWarnings, DateTimeOffset? LastDataAt, long Version,
        IReadOnlyList<GatewayEndpoints.GatewayView> Gateways, IReadOnlyList<DeviceEndpoints.DeviceView> Devices, ResponsibleChain Chain);

    /// <summary>All projects.</summary>
    public sealed record ProjectList(IReadOnlyList<ProjectView> Items, string? Next);

    /// <summary>A project as a person enters it.</summary>
    public sealed record ProjectDraft(
        [property: Required] string Id,
        [property: Required, StringLength(100)] string Name,
        [property: Required] string Division,
        [property: Required, StringLength(200)] string Address,
        double Longitude,
        double Latitude,
        [property: Required, StringLength(40)] string Stage,
        [property: StringLength(100)] string? NameEn = null,
        long Version = 0);

    /// <summary>Maps <c>/api/projects</c>.</summary>
    public static void MapProjects(this IEndpointRouteBuilder routes)
    {
        var all = routes.MapGroup("/api/projects").WithTags("projects").AddEndpointFilter<PlatformAccess>();
        all.MapGet("", ListAsync).WithSummary("项目列表");
        all.MapPost("", AddAsync).WithSummary("新增项目").Produces<ProjectView>(StatusCodes.Status201Created);
        var one = routes.MapGroup("/api/projects/{project}").WithTags("projects").AddEndpointFilter<ProjectAccess>();
        one.MapGet("", GetAsync).WithSummary("项目详情").Produces<ProjectDetail>();
        one.MapPut("", UpdateAsync).WithSummary("修改项目").Produces<ProjectView>();
    }

    private static async Task<Ok<ProjectList>> ListAsync(IDirectory directory, IGrainFactory grains, IWarningStore warnings, CancellationToken cancel)
    {
        var projects = await directory.ProjectsAsync(cancel);
        var open = await warnings.OpenCountsAsync(cancel);
        var views = await Task.WhenAll(projects.Select(project => ViewAsync(project, grains, open, cancel)));
        return TypedResults.Ok(new ProjectList(views, null));
    }

    private static async Task<IResult> AddAsync(
        ProjectDraft body, IDirectory directory, IGrainFactory grains, IWarningStore warnings, CancellationToken cancel)
    {
        if (Faults(body) is { Count: > 0 } faults)
            return Problems.Invalid(faults);
        var project = Entry(body);
        if (!await directory.AddProjectAsync(project, cancel))
            return Problems.Conflict("id-taken", "已有相同编号的项目");
        return TypedResults.Created($"/api/projects/{body.Id}", await ViewAsync(project with { Version = 1 }, grains, warnings, cancel));
    }

    private static async Task<IResult> UpdateAsync(
        string project, ProjectDraft body, IDirectory directory, IGrainFactory grains, IWarningStore warnings, CancellationToken cancel)
    {
        if (Faults(body with { Id = project }) is { Count: > 0 } faults)
            return Problems.Invalid(faults);
        if (await directory.ProjectAsync(new ProjectId(project), cancel) is null)
            return Problems.NotFound("项目");
        if (!await directory.UpdateProjectAsync(Entry(body with { Id = project }), cancel))
            return Problems.Conflict("stale-version", "项目已被他人修改，请刷新后再提交");
        await grains.Project(new ProjectId(project)).ReconfigureAsync(cancel);
        return TypedResults.Ok(await ViewAsync((await directory.ProjectAsync(new ProjectId(project), cancel))!, grains, warnings, cancel));
    }

    private static async Task<IResult> GetAsync(
        string project, IDirectory directory, IGrainFactory grains, IWarningStore warnings, IResponsibleChains chains,
        global::Telemetry.Model.Profiles.ProfileCatalogue profiles, CancellationToken cancel)
    {
        var id = new ProjectId(project);
        if (await directory.ProjectAsync(id, cancel) is not { } entry)
            return Problems.NotFound("项目");
        var view = await ViewAsync(entry, grains, warnings, cancel);
        return TypedResults.Ok(new ProjectDetail(
            view.Id, view.Name, view.NameEn, view.Division, view.Address, view.Longitude, view.Latitude, view.Stage,
            view.OpenWarnings, view.LastDataAt, view.Version,
            await GatewayEndpoints.ViewsAsync(id, directory, grains, cancel),
            await DeviceEndpoints.ViewsAsync(id, directory, grains, profiles, cancel),
            await chains.FindAsync(id, cancel)));
    }

    private static async Task<ProjectView> ViewAsync(Project project, IGrainFactory grains, IWarningStore warnings, CancellationToken cancel) =>
        await ViewAsync(project, grains, await warnings.OpenCountsAsync(cancel), cancel);

    private static async Task<ProjectView> ViewAsync(
        Project project, IGrainFactory grains, IReadOnlyDictionary<ProjectId, IReadOnlyDictionary<int, int>> openWarnings, CancellationToken cancel)
    {
        var counts = await grains.Project(project.Id).CountsAsync(cancel);
        var open = openWarnings.GetValueOrDefault(project.Id) ?? new Dictionary<int, int>();
        return new ProjectView(
            project.Id.Value, project.Name, project.NameEn, new DivisionView(project.Division, project.DivisionName), project.Address,
            project.Longitude, project.Latitude, project.Stage,
            new CountView(counts.GatewaysOnline, counts.GatewaysTotal), new CountView(counts.DevicesOnline, counts.DevicesTotal),
            open, counts.LastDataAt, project.Version);
    }

    private static Project Entry(ProjectDraft body) => new(
        new ProjectId(body.Id), body.Name.Trim(), body.NameEn?.Trim(), body.Division, Divisions.NameOf(body.Division)!, body.Address.Trim(),
        body.Longitude, body.Latitude, body.Stage, body.Version);

    private static Dictionary<string, string[]> Faults(ProjectDraft body)
    {
        var faults = Fields.Faults(body);
        if (!Identifier.IsValid(body.Id))
            faults["id"] = ["编号须为1至64位小写字母、数字或 . - _，且以字母或数字开头"];
        if (Divisions.NameOf(body.Division) is null)
            faults["division"] = ["没有这个行政区划代码"];
        if (body.Longitude is not (>= 73 and <= 136))
            faults["longitude"] = ["经度须在73至136之间"];
        if (body.Latitude is not (>= 3 and <= 54))
            faults["latitude"] = ["纬度须在3至54之间"];
        return faults;
    }
}
