using System.ComponentModel.DataAnnotations;
using Cloud.Platform.Areas;
using Cloud.Platform.Identity;
using Cloud.Platform.Permissions;
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
        var all = routes.MapGroup("/api/projects").WithTags("projects");
        all.MapGet("", ListAsync).WithSummary("项目列表");
        all.MapPost("", AddAsync).WithSummary("新增项目").Produces<ProjectView>(StatusCodes.Status201Created);
        var one = routes.MapGroup("/api/projects/{project}").WithTags("projects").AddEndpointFilter<ProjectAccess>();
        one.MapGet("", GetAsync).Seen("project", "project").WithSummary("项目详情").Produces<ProjectDetail>();
        one.MapPut("", UpdateAsync).Needs(AccessKind.Manage).WithSummary("修改项目").Produces<ProjectView>();
    }

    private static async Task<Ok<ProjectList>> ListAsync(
        Actor actor, IAccess access, IDirectory directory, IGrainFactory grains, IWarningStore warnings, CancellationToken cancel)
    {
        var projects = (await directory.ProjectsAsync(cancel)).Where(project => access.Allows(actor, project.Id, AccessKind.Read));
        var open = await warnings.OpenCountsAsync(cancel);
        var views = await Task.WhenAll(projects.Select(project => ViewAsync(project, grains, open, cancel)));
        return TypedResults.Ok(new ProjectList(views, null));
    }

    private static async Task<IResult> AddAsync(
        ProjectDraft body, Actor actor, Access access, AreaTree areas, IdentityChanges changes, ProjectScopes scopes, IDirectory directory,
        IGrainFactory grains, IWarningStore warnings, CancellationToken cancel)
    {
        if (!access.AllowsSomewhere(actor, Rights.ManageProjects))
            return Problems.Of(StatusCodes.Status403Forbidden, "forbidden", "没有权限", "请联系管理员授予权限");
        if (Faults(body, areas) is { Count: > 0 } faults)
            return Problems.Invalid(faults);
        var project = Entry(body, areas);
        if (!MayPlace(actor, access, project))
            return Problems.Invalid(new Dictionary<string, string[]> { ["division"] = ["该行政区划不在您的管辖范围内"] });
        if (!await directory.AddProjectAsync(project, cancel))
            return Problems.Conflict("id-taken", "已有相同编号的项目");
        changes.Notify();
        await scopes.RefreshAsync(cancel);
        return TypedResults.Created($"/api/projects/{body.Id}", await ViewAsync(project with { Version = 1 }, grains, warnings, cancel));
    }

    private static async Task<IResult> UpdateAsync(
        string project, ProjectDraft body, Actor actor, Access access, AreaTree areas, IdentityChanges changes, IDirectory directory,
        IGrainFactory grains, IWarningStore warnings, CancellationToken cancel)
    {
        if (Faults(body with { Id = project }, areas) is { Count: > 0 } faults)
            return Problems.Invalid(faults);
        var entry = Entry(body with { Id = project }, areas);
        if (!MayPlace(actor, access, entry))
            return Problems.Invalid(new Dictionary<string, string[]> { ["division"] = ["该行政区划不在您的管辖范围内"] });
        if (await directory.ProjectAsync(new ProjectId(project), cancel) is null)
            return Problems.NotFound("项目");
        if (!await directory.UpdateProjectAsync(entry, cancel))
            return Problems.Conflict("stale-version", "项目已被他人修改，请刷新后再提交");
        changes.Notify();
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

    /// <summary>A project is put where its maker may manage projects, whoever its parties will be.</summary>
    private static bool MayPlace(Actor actor, Access access, Project project) =>
        AreaCode.TryParse(project.Division, null, out var area) && access.Covers(actor, Rights.ManageProjects, area, []);

    private static Project Entry(ProjectDraft body, AreaTree areas) => new(
        new ProjectId(body.Id), body.Name.Trim(), body.NameEn?.Trim(), areas.Find(body.Division)!.Code.Value, areas.Find(body.Division)!.FullName, body.Address.Trim(),
        body.Longitude, body.Latitude, body.Stage, body.Version);

    private static Dictionary<string, string[]> Faults(ProjectDraft body, AreaTree areas)
    {
        var faults = Fields.Faults(body);
        if (!Identifier.IsValid(body.Id))
            faults["id"] = ["编号须为1至64位小写字母、数字或 . - _，且以字母或数字开头"];
        if (areas.Find(body.Division) is null)
            faults["division"] = ["没有这个行政区划代码"];
        if (body.Longitude is not (>= 73 and <= 136))
            faults["longitude"] = ["经度须在73至136之间"];
        if (body.Latitude is not (>= 3 and <= 54))
            faults["latitude"] = ["纬度须在3至54之间"];
        if (faults.Count == 0 && areas.Find(body.Division)!.WhyNotAt(body.Longitude, body.Latitude) is { } outside)
            faults["longitude"] = [outside];
        return faults;
    }
}
