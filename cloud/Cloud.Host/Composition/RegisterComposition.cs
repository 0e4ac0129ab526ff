using Cloud.Host.Api.Registers;
using Cloud.Host.Registers;
using Cloud.Platform.Approvals;
using Cloud.Platform.Audit;
using Cloud.Platform.Calendar;
using Cloud.Platform.Export;
using Cloud.Platform.Files;
using Cloud.Platform.Papers;
using Cloud.Platform.Permissions;
using Cloud.Platform.Registers;
using Cloud.Platform.Search;
using Cloud.Storage.Approvals;
using Cloud.Storage.Files;
using Cloud.Storage.Records;
using Cloud.Storage.Registers;
using Cloud.Supervision.Filing;
using Cloud.Supervision.HazardousWorks;
using Cloud.Supervision.Personnel;
using Cloud.Supervision;
using Cloud.Telemetry.Warnings;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using ReminderOptions = Cloud.Platform.Registers.ReminderOptions;

namespace Cloud.Host.Composition;

/// <summary>The register engine with its store and the modules of supervision.</summary>
internal static class RegisterComposition
{
    public static IServiceCollection AddSupervision(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddRegisters(SupervisionModule.Assembly);
        services.AddSingleton(RecordStore.Schema).AddSingleton(RecordAuditTrail.Schema);
        services.AddSingleton(ApprovalStore.Schema).AddSingleton<IApprovalStore, ApprovalStore>().AddApprovals(configuration);
        services.AddFiles().AddFileStorage();
        services.AddOptions<FileStoreOptions>().Bind(configuration.GetSection("Files"))
            .PostConfigure<IOptions<StorageOptions>>((files, storage) => files.Folder = files.Folder.Length > 0 ? files.Folder : Path.Combine(storage.Value.Folder, "files"))
            .ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IRecordNotes, RecordNotes>().AddSingleton<ISavedQueries, SavedQueries>().AddSingleton<IRecordSearch, RecordSearch>();
        services.AddSingleton<IReminderStore, ReminderStore>().AddSingleton<Reminders>().AddHostedService<ReminderService>();
        services.AddOptions<ReminderOptions>().Bind(configuration.GetSection("Reminders")).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<ExportOptions>().Bind(configuration.GetSection("Export")).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<RecordAuditTrail>().AddSingleton<IAuditTrail>(s => s.GetRequiredService<RecordAuditTrail>()).AddSingleton<IAuditKeeper>(s => s.GetRequiredService<RecordAuditTrail>());
        services.AddBackups(configuration);
        services.AddSingleton<IRecordStore, RecordStore>();
        services.AddSingleton<WorkMonitoring>().AddSingleton<WorkCourses>().AddSingleton<IOffices, Offices>();
        services.Replace(ServiceDescriptor.Singleton<IResponsibleChains>(s => new PersonnelChains(s.GetRequiredService<RecordResponsibleChains>(), s.GetRequiredService<RegisterEngine>())));
        services.AddSingleton<INameStore, RecordNameStore>().AddSingleton<IRecordNames, RecordNames>().AddSingleton<PaperFiller>();
        services.AddSingleton<IRecordScopes, PartyScopes>().AddSingleton<IProjectOpening, ProjectOpening>();
        services.AddSingleton<ShownNames>().AddSingleton<Unmasking>();
        return services.AddSingleton(_ => LoadCalendar());
    }

    private static SiteCalendar LoadCalendar()
    {
        using var stream = typeof(RegisterComposition).Assembly.GetManifestResourceStream("working-days.json")!;
        return SiteCalendar.Load(stream);
    }
}
