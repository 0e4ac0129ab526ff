using Telemetry.Model;
using Telemetry.Model.Profiles;
using Telemetry.Model.Sensors;

namespace Protocols.Tests.Telemetry;

public sealed class SensorTypeSpecs
{
    public static TheoryData<string> Types => [.. SensorTypes.All.Select(type => type.Id)];

    [Theory]
    [MemberData(nameof(Types))]
    public void every_point_has_a_legal_id_a_known_unit_a_range_and_both_labels(string id)
    {
        foreach (var point in SensorTypes.Find(id)!.Points)
        {
            Assert.True(Identifier.IsValid(point.Id), point.Id);
            Assert.True(Units.Find(point.Unit) is not null, $"{point.Id}: {point.Unit}");
            Assert.True(point.Range.Min < point.Range.Max, point.Id);
            Assert.True(ReportPeriod.TryParse(point.Report.Period, out var period) && point.StaleAfter == 3 * period.TotalSeconds, point.Id);
            Assert.False(string.IsNullOrWhiteSpace(point.Label) || string.IsNullOrWhiteSpace(point.LabelEn), point.Id);
            Assert.True(!point.Flag || point.Range == new ValueRange(0, 1), point.Id);
        }
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void every_parameter_has_a_known_unit_and_a_range(string id) =>
        Assert.All(SensorTypes.Find(id)!.Parameters, parameter =>
            Assert.True(Identifier.IsValid(parameter.Id) && Units.Find(parameter.Unit) is not null && parameter.Range.Min < parameter.Range.Max));

    [Fact]
    public void only_units_that_are_used_are_listed()
    {
        var used = SensorTypes.All.SelectMany(type => type.Points.Select(point => point.Unit).Concat(type.Parameters.Select(parameter => parameter.Unit)));

        Assert.Empty(Units.All.Select(unit => unit.Symbol).Except(used).Except(["1", "%", "s", "d", "mm/d"]));
    }

    [Theory]
    [InlineData("mm", "m", 0.001)]
    [InlineData("t", "kg", 1000)]
    [InlineData("%", "1", 0.01)]
    [InlineData("mg/m³", "µg/m³", 1000)]
    [InlineData("°C", "°C", 1)]
    public void units_of_one_dimension_convert(string from, string to, double factor) =>
        Assert.Equal(factor, Units.Factor(from, to)!.Value, 9);

    [Theory]
    [InlineData("mm", "kN")]
    [InlineData("dB(A)", "%LEL")]
    [InlineData("furlong", "m")]
    [InlineData("furlong", "furlong")]
    public void other_units_do_not(string from, string to) => Assert.Null(Units.Factor(from, to));

    [Fact]
    public void the_tower_crane_has_every_quantity_that_jgj_332_asks_for() =>
        Assert.All(
            ["load", "moment", "moment-ratio", "hook-height", "radius", "slewing-angle", "travel", "wind-speed"],
            point => Assert.NotNull(SensorTypes.TowerCrane.Find(point)));
}
