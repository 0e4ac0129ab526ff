using Edge.Core.Configuration;
using Microsoft.Extensions.Options;
using Telemetry.Model.Profiles;

namespace Edge.Gateway.Services;

/// <summary>What <c>--check-config</c> prints: everything that is wrong, at once.</summary>
internal static class ConfigurationReport
{
    /// <summary>Prints every fault; returns the exit code.</summary>
    public static int Print(IServiceProvider services, TextWriter output)
    {
        var faults = Faults(services);
        foreach (var fault in faults)
            output.WriteLine(fault);
        return faults.Count == 0 ? 0 : 1;
    }

    /// <summary>Every fault of options, profiles and the stored configuration; empty when the gateway can start.</summary>
    public static IReadOnlyList<string> Faults(IServiceProvider services)
    {
        var faults = new List<string>();
        try
        {
            services.GetRequiredService<IStartupValidator>().Validate();
        }
        catch (OptionsValidationException fault)
        {
            faults.AddRange(fault.Failures);
        }
        catch (AggregateException all)
        {
            foreach (var fault in all.Flatten().InnerExceptions)
                faults.AddRange(fault is OptionsValidationException known ? known.Failures : [fault.Message]);
        }
        catch (InvalidOperationException fault)
        {
            faults.Add(fault.Message);
        }

        if (faults.Count > 0)
            return [.. faults.Distinct()];
        var options = services.GetRequiredService<IOptions<GatewayOptions>>().Value;
        var profiles = ProfileCatalogue.Load(options.ProfilesFolder);
        faults.AddRange(profiles.Faults.Select(f => f.ToString()));
        var store = services.GetRequiredService<ConfigurationStore>();
        faults.AddRange(store.Load(profiles.Value).Faults.Select(f => f.ToString()));
        return faults;
    }
}
