using Cloud.Host.Registers;
using Cloud.Platform.Audit;
using Cloud.Platform.Calendar;
using Cloud.Platform.Permissions;
using Cloud.Platform.Registers;
using Cloud.Storage.Registers;
using Cloud.Supervision;
using Cloud.Supervision.Filing;

namespace Cloud.Host.Composition;

/// <summary>The register engine with its store and the modules of supervision.</summary>
internal static class RegisterComposition
{
    public static IServiceCollection AddSupervision(this IServiceCollection services)
    {
        services.AddRegisters(SupervisionModule.Assembly);
        services.AddSingleton(RecordStore.Schema).AddSingleton(RecordAuditTrail.Schema);
        services.AddSingleton<IAuditTrail, RecordAuditTrail>().AddSingleton<IRecordStore, RecordStore>();
        services.AddSingleton<IRecordScopes, DirectoryScopes>().AddSingleton<IProjectOpening, ProjectOpening>();
        return services.AddSingleton(_ => LoadCalendar());
    }

    private static SiteCalendar LoadCalendar()
    {
        using var stream = typeof(RegisterComposition).Assembly.GetManifestResourceStream("working-days.json")!;
        return SiteCalendar.Load(stream);
    }
}
