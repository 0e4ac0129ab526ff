using Telemetry.Model.Faults;
using Telemetry.Model.Sensors;

namespace Telemetry.Model.Profiles;

/// <summary>Everything that can be wrong with one point of a profile.</summary>
internal static class PointCheck
{
    private const int LastLine = 1_023;

    public static void Check(DeviceProfile profile, int index, SensorType? type, FaultList faults)
    {
        var point = profile.Points[index];
        var path = $"points[{index}]";
        var kind = type?.Find(point.Id);
        faults.AddIf(type is not null && kind is null, $"{path}.id", $"'{point.Id}' is not a point of {type?.Id}");
        CheckGroup(profile, point, path, faults);
        CheckBinding(profile.Protocol, point, path, faults);
        CheckNumbers(point, kind, path, faults);
        CheckReport(point.Report, $"{path}.report", faults);
        CheckFormula(profile, point, path, faults);
        faults.AddIf(point.Access is not ("r" or "w" or "rw"), $"{path}.access", $"'{point.Access}' is not r, w or rw");
        if (point.Modbus is { } modbus)
            ModbusCheck.Check(point, modbus, $"{path}.modbus", faults);
        if (point.Hj212 is { } hj212)
            CheckHj212(point, hj212, path, faults);
        if (point.Gpio is { } gpio)
            CheckGpio(profile, index, gpio, path, faults);
    }

    /// <summary>A policy of a profile or of a sensor type.</summary>
    public static void CheckReport(ReportPolicy? report, string path, FaultList faults)
    {
        if (report is null)
            return;
        faults.AddIf(report.Mode is not ("every" or "change" or "poll"), $"{path}.mode", $"'{report.Mode}' is not every, change or poll");
        faults.AddIf(!ReportPeriod.TryParse(report.Period, out _), $"{path}.period", $"'{report.Period}' is not a period such as 10s, 5m, 1h or 1d");
        faults.AddIf(!(report.DeadBand >= 0), $"{path}.deadBand", "must be 0 or more");
    }

    private static void CheckGroup(DeviceProfile profile, ProfilePoint point, string path, FaultList faults)
    {
        if (profile.Protocol is "hj212" or "vision")
            faults.AddIf(point.Group is not null, $"{path}.group", "a pushed point has no polling group");
        else if (point.Group is null)
            faults.Add($"{path}.group", "is missing");
        else
            faults.AddIf(!profile.Groups.ContainsKey(point.Group), $"{path}.group", $"'{point.Group}' is not one of the profile's groups");
    }

    private static void CheckBinding(string protocol, ProfilePoint point, string path, FaultList faults)
    {
        foreach (var (name, there) in new[] { ("modbus", point.Modbus is not null), ("hj212", point.Hj212 is not null), ("gpio", point.Gpio is not null) })
        {
            faults.AddIf(name == protocol && !there, $"{path}.{name}", "is missing");
            faults.AddIf(name != protocol && there, $"{path}.{name}", $"does not belong to protocol '{protocol}'");
        }
    }

    private static void CheckNumbers(ProfilePoint point, SensorPoint? kind, string path, FaultList faults)
    {
        faults.AddIf(point.Scale == 0 || !double.IsFinite(point.Scale), $"{path}.scale", "must be a number other than 0");
        faults.AddIf(!double.IsFinite(point.Offset), $"{path}.offset", "must be a finite number");
        faults.AddIf(point.StuckAfter is { } stuck && !(stuck > 0), $"{path}.stuckAfter", "must be more than 0 s");
        faults.AddIf(point.MaxStep is { } step && !(step > 0), $"{path}.maxStep", "must be more than 0");
        faults.AddIf(kind is { Output: true } && !point.Access.Contains('w', StringComparison.Ordinal), $"{path}.access", "an output must be writable");
        if (point.Range is not { } range)
            return;
        faults.AddIf(!(range.Min < range.Max), $"{path}.range", FormattableString.Invariant($"min {range.Min} is not below max {range.Max}"));
        faults.AddIf(
            kind is not null && (range.Min < kind.Range.Min || range.Max > kind.Range.Max), $"{path}.range",
            FormattableString.Invariant($"reaches outside {kind?.Range.Min} to {kind?.Range.Max} {kind?.Unit}, which is all that '{point.Id}' can be"));
    }

    private static void CheckFormula(DeviceProfile profile, ProfilePoint point, string path, FaultList faults)
    {
        if (point.Formula is not { } formula)
            return;
        if (formula.Kind != "vibrating-wire")
        {
            faults.Add($"{path}.formula.kind", $"'{formula.Kind}' is unknown; known is vibrating-wire");
            return;
        }

        foreach (var name in new[] { "k", "f0", "b", "t0" })
            faults.AddIf(profile.Parameters?.ContainsKey(name) != true, $"{path}.formula", $"parameter '{name}' has no default in the profile");
        if (formula.TemperaturePoint is null)
            faults.Add($"{path}.formula.temperaturePoint", "is missing");
        else
            faults.AddIf(
                formula.TemperaturePoint == point.Id || profile.Points.All(other => other.Id != formula.TemperaturePoint),
                $"{path}.formula.temperaturePoint", $"'{formula.TemperaturePoint}' is not another point of the profile");
    }

    private static void CheckHj212(ProfilePoint point, Hj212Address address, string path, FaultList faults)
    {
        faults.AddIf(!Hj212Syntax.IsFactor(address.Factor), $"{path}.hj212.factor", $"'{address.Factor}' is not a factor code (a letter, then letters and digits, at most 12)");
        faults.AddIf(!Hj212Syntax.IsField(address.Field), $"{path}.hj212.field", $"'{address.Field}' is not one of {string.Join(", ", Hj212Syntax.Fields)}");
        faults.AddIf(point.Access != "r", $"{path}.access", "a HJ 212 point can only be read");
        faults.AddIf(point.InvalidRaw is not null, $"{path}.invalidRaw", "a HJ 212 value carries its own flag");
    }

    private static void CheckGpio(DeviceProfile profile, int index, GpioAddress address, string path, FaultList faults)
    {
        var point = profile.Points[index];
        faults.AddIf(address.Line is < 0 or > LastLine, $"{path}.gpio.line", $"{address.Line} is outside 0–{LastLine}");
        faults.AddIf(address.Direction is not ("in" or "out"), $"{path}.gpio.direction", $"'{address.Direction}' is not in or out");
        faults.AddIf(address.Direction == "in" && point.Access != "r", $"{path}.access", "an input line cannot be written");
        faults.AddIf(address.Direction == "out" && point.Access == "r", $"{path}.access", "an output line must be writable (w or rw)");
        faults.AddIf(point.Scale != 1 || point.Offset != 0, $"{path}.scale", "a GPIO line is 0 or 1 and is not scaled");
        faults.AddIf(
            profile.Points.Take(index).Any(other => other.Gpio?.Line == address.Line), $"{path}.gpio.line",
            $"line {address.Line} is used by an earlier point");
    }
}
