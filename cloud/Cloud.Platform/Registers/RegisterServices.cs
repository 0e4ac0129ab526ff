using System.Reflection;
using Cloud.Platform.Calendar;
using Cloud.Platform.Import;
using Cloud.Platform.Permissions;
using Cloud.Platform.Views;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Cloud.Platform.Registers;

/// <summary>The register engine.</summary>
public static class RegisterServices
{
    /// <summary>Adds the engine over all registers of some assemblies. The store, the scopes and the calendar are the composition's.</summary>
    public static IServiceCollection AddRegisters(this IServiceCollection services, params IReadOnlyList<Assembly> modules)
    {
        services.AddSingleton(_ => RegisterCatalogue.Scan(modules));
        services.TryAddSingleton<RecordPermissions>();
        services.AddSingleton(_ => ViewCatalogue.Scan(modules));
        services.AddSingleton<RecordTransfer>().AddSingleton<RegisterEngine>().AddSingleton<RecordDesk>().AddSingleton<ViewDesk>().AddSingleton<RecordImport>();
        return services.AddSingleton<IRegisterModules>(new RegisterModules(modules));
    }
}

/// <summary>The assemblies in which registers and views were looked for.</summary>
public interface IRegisterModules
{
    /// <summary>Them.</summary>
    IReadOnlyList<Assembly> Assemblies { get; }
}

internal sealed record RegisterModules(IReadOnlyList<Assembly> Assemblies) : IRegisterModules;
