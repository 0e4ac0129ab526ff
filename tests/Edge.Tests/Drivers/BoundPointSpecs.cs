using Edge.Core.Drivers.Binding;
using Telemetry.Model;
using Telemetry.Model.Configuration;
using Telemetry.Model.Profiles;

namespace Edge.Tests.Drivers;

public sealed class BoundPointSpecs
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 4, 0, 0, TimeSpan.Zero);

    [Fact]
    public void a_raw_value_is_scaled_into_the_unit_of_the_point()
    {
        var load = Load(new ProfilePoint("load", "fast", Scale: 0.01, Offset: -0.5));

        var reading = load.Condition(new RawValue(642, 642), Noon);

        Assert.Equal(new Reading(new("load"), Noon, 5.92), reading);
        Assert.Equal(642, load.ToRaw(5.92), 6);
    }

    [Theory]
    [InlineData(100.01, Quality.Uncertain, QualityReason.OutOfRange)]
    [InlineData(100, Quality.Good, QualityReason.None)]
    [InlineData(-1.01, Quality.Uncertain, QualityReason.OutOfRange)]
    [InlineData(double.NaN, Quality.Bad, QualityReason.SensorFault)]
    [InlineData(double.PositiveInfinity, Quality.Bad, QualityReason.SensorFault)]
    public void the_range_of_the_sensor_type_bounds_it(double raw, Quality quality, QualityReason reason)
    {
        var reading = Load(new ProfilePoint("load", "fast")).Condition(new RawValue(raw), Noon);

        Assert.Equal((quality, reason), (reading.Quality, reading.Reason));
    }

    [Fact]
    public void an_invalid_raw_integer_means_no_value()
    {
        var load = Load(new ProfilePoint("load", "fast", InvalidRaw: [0x7FFF]));

        var reading = load.Condition(new RawValue(0x7FFF, 0x7FFF), Noon);

        Assert.Equal((Quality.Bad, QualityReason.SensorFault), (reading.Quality, reading.Reason));
        Assert.True(double.IsNaN(reading.Value));
    }

    [Fact]
    public void a_value_unchanged_to_the_last_digit_for_too_long_is_stuck_until_it_moves()
    {
        var load = Load(new ProfilePoint("load", "fast", StuckAfter: 60));

        var reasons = new[] { (0, 2.0), (60, 2.0), (61, 2.0), (62, 2.01) }
            .Select(s => load.Condition(new RawValue(s.Item2), Noon.AddSeconds(s.Item1)).Reason);

        Assert.Equal([QualityReason.None, QualityReason.None, QualityReason.Stuck, QualityReason.None], reasons);
    }

    [Fact]
    public void a_jump_the_quantity_cannot_make_is_a_spike_and_a_lasting_new_level_is_accepted_in_time()
    {
        var load = Load(new ProfilePoint("load", "fast", MaxStep: 2));

        var reasons = new[] { (0, 2.0), (1, 20.0), (2, 3.0), (3, 20.0), (11, 20.0) }
            .Select(s => load.Condition(new RawValue(s.Item2), Noon.AddSeconds(s.Item1)).Reason);

        Assert.Equal([QualityReason.None, QualityReason.Spike, QualityReason.None, QualityReason.Spike, QualityReason.None], reasons);
    }

    [Theory]
    [InlineData(QualityReason.SensorFault, Quality.Bad)]
    [InlineData(QualityReason.Stopped, Quality.Bad)]
    [InlineData(QualityReason.Maintenance, Quality.Uncertain)]
    [InlineData(QualityReason.ClockSkew, Quality.Uncertain)]
    public void what_the_device_says_against_its_value_counts(QualityReason mark, Quality quality)
    {
        var reading = Load(new ProfilePoint("load", "fast")).Condition(new RawValue(3, Mark: mark), Noon);

        Assert.Equal((quality, mark), (reading.Quality, reading.Reason));
    }

    [Fact]
    public void a_vibrating_wire_becomes_a_force_corrected_for_temperature()
    {
        var (force, temperature) = Strut();
        temperature.Condition(new RawValue(25), Noon);

        var reading = force.Condition(new RawValue(1900), Noon);

        // 0.0005 · (2000² − 1900²) + 1.2 · (25 − 20) = 195 + 6
        Assert.Equal(201, reading.Value, 9);
        Assert.Equal(Quality.Good, reading.Quality);
    }

    [Fact]
    public void a_vibrating_wire_without_a_usable_temperature_has_no_force_and_a_doubtful_one_gives_a_doubtful_force()
    {
        var (force, temperature) = Strut();

        Assert.Equal(QualityReason.InputNotGood, force.Condition(new RawValue(1900), Noon).Reason);
        temperature.Bad(QualityReason.SensorFault, Noon);
        Assert.Equal(Quality.Bad, force.Condition(new RawValue(1900), Noon).Quality);
        temperature.Condition(new RawValue(180), Noon);
        var doubtful = force.Condition(new RawValue(1900), Noon);

        Assert.Equal((Quality.Uncertain, QualityReason.InputNotGood), (doubtful.Quality, doubtful.Reason));
    }

    [Fact]
    public void a_binding_lists_every_fault()
    {
        var profile = A.CraneProfile(points: [
            new ProfilePoint("no-such-point", "fast"),
            new ProfilePoint("load", "fast", Formula: new PointFormula("magic")),
            new ProfilePoint("moment", "fast", Formula: new PointFormula("vibrating-wire", "nowhere"))]);
        var faults = new List<string>();

        var binding = DeviceBinding.TryBind(A.Device(), profile, faults);

        Assert.Null(binding);
        Assert.Contains(faults, f => f.Contains("no-such-point"));
        Assert.Contains(faults, f => f.Contains("magic"));
        Assert.Contains(faults, f => f.Contains("nowhere"));
        Assert.Contains(faults, f => f.Contains("parameter f0"));
    }

    private static BoundPoint Load(ProfilePoint point) => A.Binding(A.CraneProfile(points: [point])).Points[0];

    private static (BoundPoint Force, BoundPoint Temperature) Strut()
    {
        var profile = A.Profile(
            "foundation-pit", "modbus", 1000,
            new ProfilePoint("strut-force", "fast", Formula: new PointFormula("vibrating-wire", "strut-temperature")),
            new ProfilePoint("strut-temperature", "fast"));
        var device = A.Device() with { Parameters = new Dictionary<string, double> { ["k"] = 0.0005, ["f0"] = 2000, ["b"] = 1.2, ["t0"] = 20 } };
        var binding = A.Binding(profile, device);
        return (binding.Find(new("strut-force"))!, binding.Find(new("strut-temperature"))!);
    }
}
