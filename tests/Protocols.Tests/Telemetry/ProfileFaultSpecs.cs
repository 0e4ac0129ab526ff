using System.Text;
using System.Text.Json.Nodes;
using Telemetry.Model.Profiles;

namespace Protocols.Tests.Telemetry;

public sealed class ProfileFaultSpecs
{
    private const string Modbus = """
        {
          // comments are welcome
          "id": "crane", "maker": "Generic", "model": "T1", "sensorType": "tower-crane", "protocol": "modbus",
          "groups": { "fast": { "every": 500 } },
          "source": "own",
          "points": [
            { "id": "load", "group": "fast", "modbus": { "table": "holding", "address": 0, "type": "int16" } },
            { "id": "lifting", "group": "fast", "modbus": { "table": "discrete", "address": 0, "type": "bit" } },
          ],
        }
        """;

    private const string Hj212 = """
        {
          "id": "dust", "maker": "Generic", "model": "D1", "sensorType": "dust-station", "protocol": "hj212",
          "groups": {}, "hj212": { "edition": 2017 }, "source": "own",
          "points": [ { "id": "pm10", "hj212": { "factor": "a34002" } } ]
        }
        """;

    private const string Gpio = """
        {
          "id": "panel", "maker": "Generic", "model": "P1", "sensorType": "gpio-panel", "protocol": "gpio",
          "groups": { "lines": { "every": 50 } }, "source": "own",
          "points": [
            { "id": "emergency-stop", "group": "lines", "gpio": { "line": 1, "direction": "in" } },
            { "id": "siren", "group": "lines", "gpio": { "line": 2, "direction": "out" }, "access": "rw" }
          ]
        }
        """;

    private const string Pit = """
        {
          "id": "pit", "maker": "Generic", "model": "P1", "sensorType": "foundation-pit", "protocol": "modbus",
          "groups": { "all": { "every": 1000 } }, "source": "own", "parameters": { "k": 0.001, "f0": 1500, "b": 0, "t0": 20 },
          "points": [
            { "id": "strut-force", "group": "all", "modbus": { "table": "input", "address": 0, "type": "float32" },
              "formula": { "kind": "vibrating-wire", "temperaturePoint": "strut-temperature" } },
            { "id": "strut-temperature", "group": "all", "modbus": { "table": "input", "address": 2, "type": "int16" }, "scale": 0.1 }
          ]
        }
        """;

    [Theory]
    [InlineData("crane", Modbus)]
    [InlineData("dust", Hj212)]
    [InlineData("panel", Gpio)]
    [InlineData("pit", Pit)]
    public void the_profiles_that_the_faults_are_planted_in_are_sound(string id, string json) =>
        Assert.Empty(ProfileCatalogue.Parse($"{id}.json", Encoding.UTF8.GetBytes(json)).Faults);

    [Theory]
    [InlineData("id", "\"other\"", "must be the file's name")]
    [InlineData("maker", "\"\"", "is empty")]
    [InlineData("model", "\" \"", "is empty")]
    [InlineData("source", null, "is missing")]
    [InlineData("sensorType", "\"rocket\"", "is unknown")]
    [InlineData("protocol", "\"canbus\"", "is unknown")]
    [InlineData("groups.fast.every", "5", "is outside 20")]
    [InlineData("groups.slow", "{\"every\":500}", "no point is in it")]
    [InlineData("hj212", "{}", "does not belong to protocol")]
    [InlineData("parameters", "{\"wheels\":4}", "is not a parameter of tower-crane", "parameters.wheels")]
    [InlineData("parameters", "{\"max-load\":5000}", "is outside", "parameters.max-load")]
    [InlineData("points", "[]", "is empty")]
    [InlineData("colour", "\"red\"", "unknown member")]
    [InlineData("points[0].colour", "\"red\"", "unknown member")]
    [InlineData("points[0].modbus.colour", "\"red\"", "unknown member")]
    [InlineData("points[0].id", "\"thrust\"", "is not a point of tower-crane")]
    [InlineData("points[1].id", "\"load\"", "is there twice")]
    [InlineData("points[0].group", "\"slow\"", "is not one of the profile's groups")]
    [InlineData("points[0].group", null, "is missing")]
    [InlineData("points[0].modbus", null, "is missing")]
    [InlineData("points[0].hj212", "{\"factor\":\"a34002\"}", "does not belong to protocol")]
    [InlineData("points[0].modbus.table", "\"paper\"", "is not coil, discrete, input or holding")]
    [InlineData("points[0].modbus.type", "\"int24\"", "is not bit, int16")]
    [InlineData("points[1].modbus.type", "\"int16\"", "a discrete holds a bit")]
    [InlineData("points[0].modbus.address", "65536", "is outside 0–65535")]
    [InlineData("points[0].modbus.address", "-1", "is outside 0–65535")]
    [InlineData("points[0].modbus.bit", "3", "only type bit names a bit")]
    [InlineData("points[1].modbus.bit", "3", "is one bit already")]
    [InlineData("points[1].modbus.table", "\"input\"", "must be named, 0–15", "points[1].modbus.bit")]
    [InlineData("points[0].modbus.byteOrder", "\"middle\"", "is not big or little")]
    [InlineData("points[0].modbus.wordOrder", "\"middle\"", "is not big or little")]
    [InlineData("points[0].scale", "0", "other than 0")]
    [InlineData("points[0].range", "{\"min\":5,\"max\":1}", "is not below max")]
    [InlineData("points[0].range", "{\"min\":0,\"max\":5000}", "reaches outside")]
    [InlineData("points[0].invalidRaw", "[40000]", "is no int16")]
    [InlineData("points[0].access", "\"x\"", "is not r, w or rw")]
    [InlineData("points[1].access", "\"rw\"", "can only be read")]
    [InlineData("points[0].stuckAfter", "0", "more than 0 s")]
    [InlineData("points[0].maxStep", "-1", "more than 0")]
    [InlineData("points[0].report", "{\"mode\":\"often\"}", "is not every, change or poll", "points[0].report.mode")]
    [InlineData("points[0].report", "{\"mode\":\"every\",\"period\":\"10 minutes\"}", "is not a period", "points[0].report.period")]
    [InlineData("points[0].report", "{\"mode\":\"change\",\"deadBand\":-1}", "must be 0 or more", "points[0].report.deadBand")]
    [InlineData("points[0].formula", "{\"kind\":\"magic\"}", "is unknown", "points[0].formula.kind")]
    public void each_fault_of_a_modbus_profile_is_named(string path, string? value, string reason, string? at = null) =>
        Planted("crane", Modbus, path, value, reason, at);

    [Theory]
    [InlineData("hj212", null, "is missing")]
    [InlineData("hj212.edition", "2012", "is not 2005, 2017 or 2025")]
    [InlineData("hj212.sm4", "true", "only edition 2025")]
    [InlineData("hj212.lenient", "[\"No CRC\"]", "is not a name", "hj212.lenient[0]")]
    [InlineData("points[0].hj212.factor", "\"34 002\"", "is not a factor code")]
    [InlineData("points[0].hj212.field", "\"Now\"", "is not one of Rtd")]
    [InlineData("points[0].group", "\"fast\"", "has no polling group")]
    [InlineData("points[0].access", "\"rw\"", "can only be read")]
    [InlineData("points[0].invalidRaw", "[1]", "carries its own flag")]
    public void each_fault_of_a_hj212_profile_is_named(string path, string? value, string reason, string? at = null) =>
        Planted("dust", Hj212, path, value, reason, at);

    [Theory]
    [InlineData("points[0].gpio.line", "2000", "is outside 0–1023")]
    [InlineData("points[1].gpio.line", "1", "is used by an earlier point")]
    [InlineData("points[0].gpio.direction", "\"up\"", "is not in or out")]
    [InlineData("points[0].access", "\"rw\"", "cannot be written")]
    [InlineData("points[1].access", "\"r\"", "must be writable")]
    [InlineData("points[1].scale", "2", "is not scaled")]
    public void each_fault_of_a_gpio_profile_is_named(string path, string? value, string reason, string? at = null) =>
        Planted("panel", Gpio, path, value, reason, at);

    [Theory]
    [InlineData("parameters", "{\"k\":0.001,\"b\":0,\"t0\":20}", "parameter 'f0' has no default", "points[0].formula")]
    [InlineData("points[0].formula.temperaturePoint", null, "is missing")]
    [InlineData("points[0].formula.temperaturePoint", "\"rain\"", "is not another point")]
    [InlineData("points[0].invalidRaw", "[1]", "has no raw integers")]
    [InlineData("points[1].modbus.address", "1", "overlaps", "points[1].modbus")]
    [InlineData("points[0].modbus.address", "65535", "is outside 0–65535")]
    public void each_fault_of_a_formula_and_of_wide_registers_is_named(string path, string? value, string reason, string? at = null) =>
        Planted("pit", Pit, path, value, reason, at);

    [Fact]
    public void two_bits_share_a_register_and_one_bit_is_not_read_twice()
    {
        var shared = Modbus.Replace(
            """{ "table": "discrete", "address": 0, "type": "bit" } },""",
            """{ "table": "input", "address": 9, "type": "bit", "bit": 1 } }, { "id": "limit-up", "group": "fast", "modbus": { "table": "input", "address": 9, "type": "bit", "bit": 2 } },""",
            StringComparison.Ordinal);

        Assert.Empty(ProfileCatalogue.Parse("crane.json", Encoding.UTF8.GetBytes(shared)).Faults);
        Planted("crane", shared, "points[2].modbus.bit", "1", "is the very bit of", "points[2].modbus");
    }

    [Fact]
    public void every_fault_of_every_file_is_reported_at_once()
    {
        var folder = Directory.CreateTempSubdirectory("profiles-").FullName;
        File.WriteAllText(Path.Combine(folder, "crane.json"), Modbus.Replace("500", "5", StringComparison.Ordinal).Replace("\"T1\"", "\"\"", StringComparison.Ordinal));
        File.WriteAllText(Path.Combine(folder, "dust.json"), "{ not json");
        File.WriteAllText(Path.Combine(folder, "panel.json"), Gpio);

        var loaded = ProfileCatalogue.Load(folder);
        Directory.Delete(folder, true);

        Assert.Equal(["crane.json", "crane.json", "dust.json"], loaded.Faults.Select(fault => fault.File).Order());
        Assert.Equal("panel", Assert.Single(loaded.Value.All).Id);
        Assert.Contains("dust.json", Assert.ThrowsAny<Exception>(() => loaded.OrThrow()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("points[0].scale", "\"two\"", "is not a number")]
    [InlineData("points", "{}", "must be an array")]
    [InlineData("groups", "[]", "must be an object")]
    [InlineData("points[0].modbus.address", "1.5", "is not a whole number")]
    [InlineData("maker", "null", "must not be null")]
    public void a_wrong_shape_is_a_fault_with_its_path(string path, string value, string reason) =>
        Planted("crane", Modbus, path, value, reason, null);

    [Theory]
    [InlineData("s1")]
    [InlineData("0s")]
    [InlineData("-5s")]
    [InlineData("40d")]
    [InlineData("10x")]
    [InlineData("")]
    [InlineData("99999999999s")]
    public void a_period_is_a_number_and_a_unit(string text) => Assert.False(ReportPeriod.TryParse(text, out _));

    [Theory]
    [InlineData("10s", 10)]
    [InlineData("5m", 300)]
    [InlineData("1h", 3_600)]
    [InlineData("1d", 86_400)]
    public void periods_go_by_second_minute_hour_and_day(string text, double seconds) =>
        Assert.Equal(seconds, ReportPeriod.Parse(text).TotalSeconds);

    private static void Planted(string id, string json, string path, string? value, string reason, string? at)
    {
        var root = JsonNode.Parse(json, null, new() { CommentHandling = System.Text.Json.JsonCommentHandling.Skip, AllowTrailingCommas = true })!;
        var steps = path.Replace("[", ".[", StringComparison.Ordinal).Split('.');
        var node = root;
        foreach (var step in steps[..^1])
            node = step[0] == '[' ? node[int.Parse(step[1..^1])]! : node[step]!;
        if (value is null)
            node.AsObject().Remove(steps[^1]);
        else
            node[steps[^1]] = JsonNode.Parse(value);

        var faults = ProfileCatalogue.Parse($"{id}.json", Encoding.UTF8.GetBytes(root.ToJsonString())).Faults;

        Assert.Contains(faults, fault => fault.Path == (at ?? path) && fault.Reason.Contains(reason, StringComparison.Ordinal));
    }
}
