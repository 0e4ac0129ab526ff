using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Cloud.Telemetry.Projects;

/// <summary>
/// Keeps the grain of every project alive, so that missing data are noticed on a site from which nothing comes at all.
/// </summary>
internal sealed class ProjectStarter(IDirectory directory, IGrainFactory grains, TimeProvider time, ILogger<ProjectStarter> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            foreach (var project in await directory.ProjectsAsync(stoppingToken))
                await StartAsync(project, stoppingToken);
            await Task.Delay(Every, time, stoppingToken);
        }
    }

    private async Task StartAsync(Project project, CancellationToken cancel)
    {
        try
        {
            await grains.Project(project.Id).CountsAsync(cancel);
        }
        catch (Exception fault) when (!cancel.IsCancellationRequested) // the loop: one project that cannot start delays no other
        {
            Log.StartFailed(logger, fault, project.Id.Value);
        }
    }
}
