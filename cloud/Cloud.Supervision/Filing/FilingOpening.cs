using System.Globalization;
using Cloud.Platform.Identity;
using Cloud.Platform.Registers;
using Telemetry.Model;

namespace Cloud.Supervision.Filing;

/// <summary>What acceptance of a filing opens: the project and its two supervision cases.</summary>
public static class FilingOpening
{
    /// <summary>Accepts: a registration number, the project with its parties, a quality and a safety case.</summary>
    public static async ValueTask<ProjectFiling> AcceptAsync(ProjectFiling filing, ActionContext context, CancellationToken cancel)
    {
        var filed = context.Envelope!;
        var year = context.Today.Year;
        var project = CodeOf(filing, filed.Id, context.Today);
        await context.Service<IProjectOpening>().OpenAsync(project, filing, cancel);
        var accepted = filing with
        {
            RegistrationNumber = context.NextNumber(
                string.Create(CultureInfo.InvariantCulture, $"filing/{filing.County}/{year}"), string.Create(CultureInfo.InvariantCulture, $"监登〔{year}〕{filing.County}-{{0000}}号")),
            AcceptedOn = context.Today, DecideBy = null, Project = project,
        };
        foreach (var branch in (Disciplines[])[Disciplines.Quality, Disciplines.Safety])
            context.Create(
                new SupervisionCase
                {
                    Project = project, Filing = new Reference<ProjectFiling>(filed.Id), Branch = branch == Disciplines.Quality ? SupervisionBranch.Quality : SupervisionBranch.Safety,
                    ProjectName = filing.Name, RegistrationNumber = accepted.RegistrationNumber!, OpenedOn = context.Today,
                },
                link: "cases");
        return accepted;
    }

    /// <summary>County, day and four digits of the filing's own id: the same however often acceptance is tried.</summary>
    public static ProjectId CodeOf(ProjectFiling filing, Guid id, DateOnly day) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{filing.County}-{day:yyMMdd}-{id.ToString("N")[^4..]}"));
}

/// <summary>Opens projects for the rest of the platform.</summary>
public interface IProjectOpening
{
    /// <summary>Makes the project with its place and parties; nothing new happens when it is there already.</summary>
    Task OpenAsync(ProjectId project, ProjectFiling filing, CancellationToken cancel);
}
