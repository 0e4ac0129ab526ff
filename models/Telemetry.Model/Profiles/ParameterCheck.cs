using Telemetry.Model.Faults;
using Telemetry.Model.Sensors;

namespace Telemetry.Model.Profiles;

/// <summary>One per-device parameter, in a profile or in a device's configuration.</summary>
internal static class ParameterCheck
{
    public static void Check(SensorType? type, string name, double value, string path, FaultList faults)
    {
        if (!double.IsFinite(value))
            faults.Add(path, "is not a finite number");
        else if (type is null)
            return;
        else if (type.FindParameter(name) is not { } parameter)
            faults.Add(path, $"is not a parameter of {type.Id}; known are {string.Join(", ", type.Parameters.Select(known => known.Id))}");
        else if (value < parameter.Range.Min || value > parameter.Range.Max)
            faults.Add(path, FormattableString.Invariant($"{value} is outside {parameter.Range.Min} to {parameter.Range.Max} {parameter.Unit}"));
    }
}
