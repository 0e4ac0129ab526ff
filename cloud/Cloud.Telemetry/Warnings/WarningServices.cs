using Cloud.Platform.Leadership;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Cloud.Telemetry.Warnings;

/// <summary>Registers the warnings. The stores are the composition's to add.</summary>
public static class WarningServices
{
    /// <summary>Adds warnings, bound to section <c>Warnings</c>.</summary>
    public static IServiceCollection AddWarnings(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<WarningOptions>().Bind(configuration.GetSection("Warnings")).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ILeadership, AloneLeadership>();
        services.AddSingleton<WarningMetrics>().AddSingleton<PushSignal>();
        services.AddSingleton<WarningDesk>().AddSingleton<IWarningSink>(s => s.GetRequiredService<WarningDesk>());
        services.AddSingleton<RuleBook>().AddSingleton<IRuleBook>(s => s.GetRequiredService<RuleBook>());
        services.AddSingleton<AcknowledgeLinks>().AddSingleton<WarningPusher>().AddSingleton<ChainTest>();
        services.AddSingleton<WarningSheets>().AddSingleton<WarningExplanations>();
        services.AddHostedService<WarningPushService>();
        return services;
    }
}
