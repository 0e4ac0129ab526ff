using Cloud.Platform.Notifications;
using Cloud.Telemetry.Warnings;
using Microsoft.Extensions.DependencyInjection;

namespace Cloud.Storage.Records;

/// <summary>Warnings and notifications in the record store.</summary>
public static class WarningStorageServices
{
    /// <summary>Adds the stores and their schemas; the composition opens the <see cref="RecordDatabase"/> with all registered schemas.</summary>
    public static IServiceCollection AddRecordWarnings(this IServiceCollection services)
    {
        services.AddSingleton(WarningSchema.Schema).AddSingleton(NotificationSchema.Schema);
        services.AddSingleton<IWarningStore, RecordWarningStore>();
        services.AddSingleton<RecordResponsibleChains>().AddSingleton<IResponsibleChains>(s => s.GetRequiredService<RecordResponsibleChains>());
        services.AddSingleton<IRuleOverrides, RecordRuleOverrides>();
        services.AddSingleton<INotificationStore, RecordNotificationStore>();
        return services;
    }
}
