using Microsoft.Extensions.Options;

namespace Cloud.Host.Composition;

/// <summary><c>--check-config</c>: every wrong setting at once, without starting anything.</summary>
public static class ConfigurationCheck
{
    /// <summary>0 when the configuration is sound, 2 with one line per fault otherwise.</summary>
    public static int Run(IServiceProvider services, TextWriter output, TextWriter error)
    {
        try
        {
            services.GetRequiredService<IStartupValidator>().Validate();
        }
        catch (Exception fault) when (fault is OptionsValidationException or AggregateException)
        {
            var faults = fault is AggregateException many ? many.InnerExceptions.AsEnumerable() : [fault];
            foreach (var line in faults.OfType<OptionsValidationException>().SelectMany(invalid => invalid.Failures))
                error.WriteLine(line);
            return 2;
        }

        output.WriteLine("configuration: ok");
        return 0;
    }
}
