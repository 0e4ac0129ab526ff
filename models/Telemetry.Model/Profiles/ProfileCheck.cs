using Telemetry.Model.Faults;
using Telemetry.Model.Sensors;

namespace Telemetry.Model.Profiles;

/// <summary>Everything that can be wrong with a profile as a whole; points are <see cref="PointCheck"/>'s.</summary>
internal static class ProfileCheck
{
    private const int ShortestPoll = 20;
    private const int LongestPoll = 86_400_000;

    public static void Check(DeviceProfile profile, string? fileId, FaultList faults)
    {
        faults.AddIf(!Identifier.IsValid(profile.Id), "id", $"'{profile.Id}' is not an id (a-z 0-9 . - _, at most {Identifier.MaxLength})");
        faults.AddIf(fileId is not null && profile.Id != fileId, "id", $"must be the file's name '{fileId}'");
        faults.AddIf(string.IsNullOrWhiteSpace(profile.Maker), "maker", "is empty");
        faults.AddIf(string.IsNullOrWhiteSpace(profile.Model), "model", "is empty");
        faults.AddIf(string.IsNullOrWhiteSpace(profile.Source), "source", "is missing: say where the register list comes from");
        var type = SensorTypes.Find(profile.SensorType);
        faults.AddIf(type is null, "sensorType", $"'{profile.SensorType}' is unknown; known are {string.Join(", ", SensorTypes.All.Select(known => known.Id))}");
        faults.AddIf(profile.Protocol is not ("modbus" or "hj212" or "gpio" or "vision"), "protocol", $"'{profile.Protocol}' is unknown; known are modbus, hj212, gpio, vision");
        CheckGroups(profile, faults);
        CheckDialect(profile, faults);
        CheckParameters(profile, type, faults);
        faults.AddIf(profile.Points.Count == 0, "points", "is empty");
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < profile.Points.Count; i++)
        {
            faults.AddIf(!seen.Add(profile.Points[i].Id), $"points[{i}].id", $"'{profile.Points[i].Id}' is there twice");
            PointCheck.Check(profile, i, type, faults);
        }

        RegisterOverlap.Check(profile.Points, faults);
    }

    private static void CheckGroups(DeviceProfile profile, FaultList faults)
    {
        foreach (var (name, group) in profile.Groups)
        {
            faults.AddIf(!Identifier.IsValid(name), $"groups.{name}", "the name is not an id");
            faults.AddIf(
                group.Every is < ShortestPoll or > LongestPoll, $"groups.{name}.every",
                $"{group.Every} ms is outside {ShortestPoll}–{LongestPoll}");
            faults.AddIf(profile.Points.All(point => point.Group != name), $"groups.{name}", "no point is in it");
        }
    }

    private static void CheckDialect(DeviceProfile profile, FaultList faults)
    {
        if (profile.Hj212 is not { } dialect)
        {
            faults.AddIf(profile.Protocol == "hj212", "hj212", "is missing");
            return;
        }

        faults.AddIf(profile.Protocol != "hj212", "hj212", $"does not belong to protocol '{profile.Protocol}'");
        faults.AddIf(dialect.Edition is not (2005 or 2017 or 2025), "hj212.edition", $"{dialect.Edition} is not 2005, 2017 or 2025");
        faults.AddIf(dialect.Sm4 && dialect.Edition != 2025, "hj212.sm4", "only edition 2025 knows SM4");
        for (var i = 0; i < (dialect.Lenient?.Count ?? 0); i++)
            faults.AddIf(!Identifier.IsValid(dialect.Lenient![i]), $"hj212.lenient[{i}]", $"'{dialect.Lenient[i]}' is not a name of a deviation");
    }

    private static void CheckParameters(DeviceProfile profile, SensorType? type, FaultList faults)
    {
        foreach (var (name, value) in profile.Parameters ?? new Dictionary<string, double>())
            ParameterCheck.Check(type, name, value, $"parameters.{name}", faults);
    }
}
