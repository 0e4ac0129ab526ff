using Cloud.Telemetry.Projects;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Cloud.Host.Composition;

/// <summary>Ready when the record store answers.</summary>
public sealed class ReadyCheck(IDirectory directory) : IHealthCheck
{
    /// <inheritdoc/>
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken)
    {
        await directory.ProjectsAsync(cancellationToken);
        return HealthCheckResult.Healthy();
    }
}
