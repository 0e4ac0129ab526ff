using Cloud.Storage.DuckDb;
using Cloud.Storage.Records;
using Cloud.Telemetry.Projects;
using Cloud.Telemetry.Series;
using Cloud.Telemetry.Gateways;
using Cloud.Telemetry.Warnings;
using Cloud.Tests.Series;
using Telemetry.Model;
using Telemetry.Model.Configuration;
using Telemetry.Model.Profiles;
using Telemetry.Model.Rules;
using static Cloud.Tests.Warnings.WarningHouse;

namespace Cloud.Tests.Warnings;

public sealed class WarningExplanationSpecs : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edge-explained").FullName;
    private readonly WarningHouse _house = new();
    private readonly RecordDatabase _register;
    private readonly RecordDirectory _directory;
    private readonly DuckDbSeriesStore _series;
    private readonly RuleBook _book;
    private readonly ProfileCatalogue _profiles = ProfileCatalogue.Load(Path.Combine(RuleBookSpecs.Packs(), "../devices")).OrThrow();
    private ulong _sequence;

    public WarningExplanationSpecs()
    {
        _register = RecordDatabase.Open(Path.Combine(_folder, "register.db"), RecordDirectory.Schema);
        _directory = new RecordDirectory(_register);
        _series = DuckDbSeriesSpecs.Open(_folder);
        _book = RuleBookSpecs.Book(_house);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        _book.Dispose();
        await _series.DisposeAsync();
        await _register.DisposeAsync();
        await _house.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task a_warning_is_explained_from_its_stored_readings_with_the_rule_of_that_time()
    {
        var profile = _profiles.All.First(p => p.SensorType == "tower-crane");
        await RegisterAsync(profile);
        var raised = await LiveAsync(profile, [80, 92, 95, 103, 104]);
        await _book.OverrideAsync(WarningHouse.Project, new RuleOverride("crane-moment", null, 3, 97, "后来放宽"), "王工", Cancel);

        var explanation = (await Explanations().ExplainAsync(raised.WarningId, Cancel))!;

        Assert.True(explanation.Reproduced);
        Assert.Contains("3级阈值 ≥ 90 %", explanation.Decision, StringComparison.Ordinal);
        Assert.Contains("结论一致", explanation.Decision, StringComparison.Ordinal);
        Assert.Equal([92d], explanation.Window.Select(r => r.Value));
        Assert.Equal(["normal", "active"], explanation.Steps.Select(s => s.Condition));
        Assert.Equal((3, 92d), (explanation.Steps[1].Level, explanation.Steps[1].Value));
    }

    [Fact]
    public async Task a_rule_that_said_nothing_says_how_near_it_came_and_one_that_fired_says_when()
    {
        var profile = _profiles.All.First(p => p.SensorType == "tower-crane");
        await RegisterAsync(profile);
        await LiveAsync(profile, [80, 87.2, 85, 92]);
        Task<RuleDecisions?> AskAsync(string rule, int from, int to) => Explanations().DecisionsAsync(
            WarningHouse.Project, new DeviceId("crane-1"), rule, Morning.AddSeconds(from), Morning.AddSeconds(to), Cancel);

        var silent = (await AskAsync("crane-moment", 0, 5))!;
        var fired = (await AskAsync("crane-moment", 0, 7))!;
        var unknown = (await AskAsync("crane-moment", 600, 700))!;

        Assert.False(silent.Reached);
        Assert.Contains("最高 87.2 %", silent.Decision, StringComparison.Ordinal);
        Assert.Contains("3级阈值 ≥ 90 %，未达到", silent.Decision, StringComparison.Ordinal);
        Assert.True(fired.Reached);
        Assert.Contains("10:00:06 起", fired.Decision, StringComparison.Ordinal);
        Assert.Contains("无法判定", unknown.Decision, StringComparison.Ordinal);
        Assert.Null(await AskAsync("no-such-rule", 0, 5));
    }

    [Fact]
    public async Task what_cannot_be_reproduced_says_so()
    {
        var profile = _profiles.All.First(p => p.SensorType == "tower-crane");
        await RegisterAsync(profile);
        var raised = Raised(Morning, 3, 92);
        await _house.ApplyAsync(raised);

        var explanation = (await Explanations().ExplainAsync(raised.WarningId, Cancel))!;

        Assert.False(explanation.Reproduced);
        Assert.Contains("不能重现", explanation.Decision, StringComparison.Ordinal);
        Assert.Null(await Explanations().ExplainAsync("nope", Cancel));
    }

    [Fact]
    public async Task a_device_that_is_gone_leaves_the_record_of_then()
    {
        var raised = Raised(Morning, 3, 92);
        await _house.ApplyAsync(raised);

        var explanation = (await Explanations().ExplainAsync(raised.WarningId, Cancel))!;

        Assert.Contains("3级，92 %", explanation.Decision, StringComparison.Ordinal);
    }

    private WarningExplanations Explanations() => new(_house.Store, _book, _series, _directory, _profiles);

    private async Task RegisterAsync(DeviceProfile profile)
    {
        await _directory.AddProjectAsync(new global::Cloud.Telemetry.Projects.Project(WarningHouse.Project, "一号工地", null, "210102", "和平区", "沈阳", 123.4, 41.8, "主体"), Cancel);
        await _directory.AddGatewayAsync(new GatewayEntry(new GatewayId("gw-1"), WarningHouse.Project, "网关"), Cancel);
        await _directory.AddDeviceAsync(
            new DeviceEntry(WarningHouse.Project, new GatewayId("gw-1"), new DeviceConfiguration("crane-1", "1号塔吊", profile.Id, "tcp://127.0.0.1:502", 1)), Cancel);
    }

    // As it happens live: stored, evaluated, applied.
    private async Task<WarningTransition> LiveAsync(DeviceProfile profile, double[] moments)
    {
        var device = new WatchedDevice(new DeviceId("crane-1"), "1号塔吊", new GatewayId("gw-1"), "tower-crane", profile.Parameters ?? new Dictionary<string, double>(), profile);
        var state = ProjectEvaluation.Start(WarningHouse.Project, [device], await _book.ForAsync(WarningHouse.Project, Cancel), []);
        var all = new List<WarningTransition>();
        for (var i = 0; i < moments.Length; i++)
        {
            var reading = new Reading(new PointId("moment-ratio"), Morning.AddSeconds(i * 2), moments[i]);
            await _series.AppendAsync(
                new ProjectBatch(WarningHouse.Project, reading.Time, [new SeriesRecord(device.Gateway, new RecordId(7, ++_sequence), device.Id, Lane.Live, new[] { reading })]), Cancel);
            var step = ProjectEvaluation.Step(state, new DeviceReport(device.Id, [reading], Lane.Live), reading.Time);
            all.AddRange(step.Transitions);
        }

        _house.Time.Advance(TimeSpan.FromMinutes(1));
        await _house.ApplyAsync([.. all]);
        return all.First(t => t.Rule.Id == "crane-moment");
    }
}
