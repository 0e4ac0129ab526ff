using Cloud.Platform.Registers;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Cloud.Platform.Approvals;

/// <summary>The approval engine.</summary>
public static class ApprovalServices
{
    /// <summary>Adds the engine over the flows of the registers' modules. The store is the composition's.</summary>
    public static IServiceCollection AddApprovals(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddSingleton(s => ApprovalCatalogue.Scan(s.GetRequiredService<IRegisterModules>().Assemblies, s.GetRequiredService<RegisterCatalogue>()));
        services.AddSingleton<ApprovalPeople>().AddSingleton<ApprovalNotices>().AddSingleton<ApprovalReader>().AddSingleton<ApprovalCare>().AddSingleton<ApprovalDesk>();
        services.AddSingleton<IRecordCompanion, ApprovalStart>();
        services.AddSingleton<ApprovalWatch>().AddHostedService(s => s.GetRequiredService<ApprovalWatch>());
        services.AddOptions<ApprovalOptions>().Bind(configuration.GetSection("Approvals")).ValidateDataAnnotations().ValidateOnStart();
        return services;
    }
}
