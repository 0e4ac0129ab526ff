using System.Collections.Frozen;
using Telemetry.Model.Configuration;
using Telemetry.Model.Profiles;

namespace Telemetry.Model.Rules;

/// <summary>What an evaluation knows beside readings.</summary>
/// <param name="Parameters">The device's parameters, in the units that its sensor type states.</param>
/// <param name="SiteTimeZone">Zone of the levels' times of day (<c>Asia/Shanghai</c>).</param>
public sealed record RuleContext(IReadOnlyDictionary<string, double> Parameters, TimeZoneInfo SiteTimeZone)
{
    /// <summary>The device's own parameters over its profile's defaults.</summary>
    public static RuleContext For(DeviceProfile profile, DeviceConfiguration? device, TimeZoneInfo siteTimeZone)
    {
        var parameters = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var (name, value) in profile.Parameters ?? FrozenDictionary<string, double>.Empty)
            parameters[name] = value;
        foreach (var (name, value) in device?.Parameters ?? FrozenDictionary<string, double>.Empty)
            parameters[name] = value;
        return new(parameters.ToFrozenDictionary(StringComparer.Ordinal), siteTimeZone);
    }
}
