using Cloud.Platform.Notifications;
using Cloud.Telemetry.Warnings;
using Microsoft.Extensions.DependencyInjection;

namespace Cloud.Storage.Sqlite;

/// <summary>Warnings and notifications in the embedded record store.</summary>
public static class WarningStorageServices
{
    /// <summary>Adds the stores and their schemas; the composition opens the <see cref="RecordDatabase"/> with all registered schemas.</summary>
    public static IServiceCollection AddSqliteWarnings(this IServiceCollection services)
    {
        services.AddSingleton(WarningSchema.Schema).AddSingleton(NotificationSchema.Schema);
        services.AddSingleton<IWarningStore, SqliteWarningStore>();
        services.AddSingleton<IResponsibleChains, SqliteResponsibleChains>();
        services.AddSingleton<IRuleOverrides, SqliteRuleOverrides>();
        services.AddSingleton<INotificationStore, SqliteNotificationStore>();
        return services;
    }
}
