using Cloud.Platform.Audit;
using Cloud.Platform.Backup;
using Cloud.Storage.Backup;
using Cloud.Storage.PostgreSql;
using Microsoft.Extensions.Options;

namespace Cloud.Host.Composition;

/// <summary>Backups, rehearsed restores and the retention of the audit trail.</summary>
internal static class BackupServices
{
    public static IServiceCollection AddBackups(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<BackupOptions>().Bind(configuration.GetSection("Backup"))
            .PostConfigure<IOptions<StorageOptions>>((backup, storage) => backup.Folder = backup.Folder.Length > 0 ? backup.Folder : Path.Combine(storage.Value.Folder, "backups"))
            .ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<AuditOptions>().Bind(configuration.GetSection("Audit"))
            .PostConfigure<IOptions<StorageOptions>>((audit, storage) => audit.ArchiveFolder = audit.ArchiveFolder.Length > 0 ? audit.ArchiveFolder : Path.Combine(storage.Value.Folder, "audit-archive"))
            .ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IBackupSource>(s =>
        {
            var postgres = s.GetRequiredService<IOptions<PostgreSqlOptions>>();
            return new RecordBackup(postgres.Value.Connection.Length > 0 ? null : Path.Combine(s.GetRequiredService<IOptions<StorageOptions>>().Value.Folder, "records.db"), postgres);
        });
        services.AddSingleton(s => new BackupVault(s.GetRequiredService<IOptions<BackupOptions>>().Value.Folder)).AddSingleton<BackupDesk>().AddSingleton<AuditRetention>();
        return services.AddSingleton<BackupService>().AddHostedService(s => s.GetRequiredService<BackupService>());
    }
}
