using Telemetry.Model.Profiles;
using Telemetry.Model.Rules;
using Telemetry.Model.Sensors;

namespace Protocols.Tests.Telemetry;

public sealed class ShippedProfileSpecs
{
    private static readonly ProfileCatalogue Catalogue = ProfileCatalogue.Load(ShippedModels.Devices).OrThrow();

    [Fact]
    public void every_shipped_profile_is_sound() =>
        Assert.Empty(ProfileCatalogue.Load(ShippedModels.Devices).Faults);

    [Fact]
    public void every_kind_of_device_has_a_profile()
    {
        var covered = Catalogue.All.Select(profile => profile.SensorType).ToHashSet();

        Assert.Empty(SensorTypes.All.Select(type => type.Id).Except(covered));
    }

    [Fact]
    public void the_two_tower_cranes_differ_in_type_and_word_order()
    {
        var rtu = Catalogue.Find("generic-tower-crane-rtu")!.Points.Single(point => point.Id == "moment").Modbus!;
        var tcp = Catalogue.Find("generic-tower-crane-tcp")!.Points.Single(point => point.Id == "moment").Modbus!;

        Assert.Equal(("float32", "big"), (rtu.Type, rtu.WordOrder));
        Assert.Equal(("int32", "little"), (tcp.Type, tcp.WordOrder));
    }

    [Fact]
    public void both_tower_cranes_offer_every_quantity_of_the_type()
    {
        foreach (var id in new[] { "generic-tower-crane-rtu", "generic-tower-crane-tcp" })
            Assert.Equal(
                SensorTypes.TowerCrane.Points.Select(point => point.Id).Order(),
                Catalogue.Find(id)!.Points.Select(point => point.Id).Order());
    }

    [Fact]
    public void the_pit_has_an_inclinometer_of_at_least_eight_depths_and_a_vibrating_wire()
    {
        var pit = Catalogue.Find("generic-foundation-pit")!;

        Assert.True(pit.Points.Count(point => point.Id.StartsWith("deep-horizontal-", StringComparison.Ordinal)) >= 8);
        Assert.Equal("strut-temperature", pit.Points.Single(point => point.Id == "strut-force").Formula!.TemperaturePoint);
    }

    [Fact]
    public void every_program_finds_the_models_beside_itself()
    {
        var beside = Path.Combine(AppContext.BaseDirectory, "models");

        Assert.Equal(Catalogue.All.Count, ProfileCatalogue.Load(Path.Combine(beside, "devices")).OrThrow().All.Count);
        Assert.Equal(RuleSet.Load(ShippedModels.Rules).OrThrow().All.Count, RuleSet.Load(Path.Combine(beside, "rules")).OrThrow().All.Count);
    }

    [Fact]
    public void dust_stations_of_2017_and_2025_are_told_apart() =>
        Assert.Equal([2017, 2025], Catalogue.All.Where(profile => profile.Hj212 is not null).Select(profile => profile.Hj212!.Edition).Order());
}
