using FirmwareSim.Scenarios;

namespace Edge.Tests.Simulation;

public sealed class ScenarioSpecs : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    private InvalidDataException Refused(string json)
    {
        File.WriteAllText(_path, json);
        return Assert.Throws<InvalidDataException>(() => Scenario.Load(_path, new HashSet<string> { "crane-1" }));
    }

    [Fact]
    public void every_fault_of_a_scenario_is_listed_at_once()
    {
        var refused = Refused("""
            { "name": "x", "title": "x", "seed": 1, "meanWind": 90, "repeatEvery": 0, "events": [
              { "at": -1, "target": "crane-9", "happening": "fault", "fault": "sulking" } ] }
            """);

        Assert.Contains("meanWind", refused.Message, StringComparison.Ordinal);
        Assert.Contains("repeatEvery", refused.Message, StringComparison.Ordinal);
        Assert.Contains("events[0].at", refused.Message, StringComparison.Ordinal);
        Assert.Contains("crane-9", refused.Message, StringComparison.Ordinal);
        Assert.Contains("stuck", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("""{ "name": "x", "title": "x", "seed": 1, "meanWind": 4, "events": [], "unknown": 1 }""")]
    [InlineData("""{ "name": "x", "title": "x", "seed": 1, "meanWind": 4 }""")]
    public void a_file_that_is_no_scenario_is_refused_with_its_name(string json) =>
        Assert.Contains(_path, Refused(json).Message, StringComparison.Ordinal);
}
