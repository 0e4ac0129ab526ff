using System.Runtime.CompilerServices;
using Cloud.Telemetry.Projects;
using Cloud.Telemetry.Warnings;
using Cloud.Tests.Warnings;
using Telemetry.Model;
using Telemetry.Model.Configuration;
using Telemetry.Model.Profiles;
using Telemetry.Model.Rules;
using TestKit;

namespace Cloud.Tests.Ingestion;

/// <summary>From the wire to a transition, with the record store failing and the process going in between.</summary>
public sealed class EvaluationSpecs : IDisposable
{
    private static readonly ProjectRules Rules = new(
        1, RuleSet.Of([EvaluationBench.Moment(new RuleLevel(1, "above", 110, "%", Clear: 105))]).OrThrow(), [], new DateOnly(2026, 11, 23));

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task an_acknowledged_overload_has_been_told()
    {
        await using var house = await StartAsync();
        await using var gateway = new GatewayStub();
        await gateway.StartAsync(house.Broker.PlainPort, "crane-1");

        await gateway.DataAsync("crane-1", 1, 80, 115);
        await gateway.AcknowledgedAsync(2);

        var raised = Assert.Single(Raised(house));
        Assert.Equal((1, 115.0, false), (raised.Level, raised.Value, raised.Late));
        Assert.Equal([1, 0, 0, 0], (await house.Grains.Project(CloudHouse.Project).CountsAsync(Cancel)).ActiveByLevel);
    }

    [Fact]
    public async Task nothing_is_acknowledged_while_the_warning_cannot_be_written_and_it_is_told_once()
    {
        await using var house = await StartAsync();
        await using var gateway = new GatewayStub();
        await gateway.StartAsync(house.Broker.PlainPort, "crane-1");
        await gateway.DataAsync("crane-1", 1, 80);
        await gateway.AcknowledgedAsync(1);
        house.Sink.FailNext(3);

        await gateway.DataAsync("crane-1", 2, 115, 80);
        await gateway.AcknowledgedAsync(3);

        Assert.Equal(3, house.Sink.Refused);
        Assert.True(house.Counted("ingestion.retries") >= 1);
        Assert.Single(Raised(house).Select(t => (t.WarningId, t.Key)).Distinct());
        Assert.Equal(3, (await DeliverySpecs.StoredAsync(house)).Count);
    }

    [Fact]
    public async Task what_was_stored_before_the_end_and_not_evaluated_is_evaluated_after_it()
    {
        string id;
        await using (var house = await StartAsync())
        {
            await using var gateway = new GatewayStub();
            await gateway.StartAsync(house.Broker.PlainPort, "crane-1");
            house.Sink.FailNext(int.MaxValue);
            await gateway.DataAsync("crane-1", 1, 80, 115);
            await Eventually.TrueAsync(() => house.Sink.Refused > 0);
            Assert.False(gateway.TakeAcknowledged());
        }

        await using (var house = await StartAsync())
        {
            id = (await Eventually.TrueAsync(() => Task.FromResult(Raised(house)), r => r.Count > 0))[0].WarningId;
            await using var gateway = new GatewayStub();
            await gateway.StartAsync(house.Broker.PlainPort, "crane-1");
            await gateway.DataAsync("crane-1", 1, 80, 115);
            await gateway.AcknowledgedAsync(2);

            Assert.All(Raised(house), raised => Assert.Equal(id, raised.WarningId));
            Assert.Equal(2, (await DeliverySpecs.StoredAsync(house)).Count);
        }
    }

    [Fact]
    public async Task an_overload_in_the_backlog_is_told_as_late()
    {
        await using var house = await StartAsync();
        await using var gateway = new GatewayStub();
        await gateway.StartAsync(house.Broker.PlainPort, "crane-1");
        var now = TimeProvider.System.GetUtcNow();

        await gateway.DataAsync("crane-1", 3, Lane.Live, now, 80);
        await gateway.DataAsync("crane-1", 1, Lane.History, now.AddMinutes(-10), 115, 80);
        await gateway.AcknowledgedAsync(1);

        Assert.All(Raised(house), raised => Assert.True(raised.Late));
        Assert.Equal(0, (await house.Grains.Project(CloudHouse.Project).CountsAsync(Cancel)).ActiveByLevel[0]);
        Assert.Equal(80, (await house.Grains.Project(CloudHouse.Project).LatestAsync(null, Cancel)).Devices[0].Points[0].Reading.Value);
    }

    [Fact]
    public async Task a_device_that_is_added_is_watched_from_then_on()
    {
        await using var house = await StartAsync(register: false);
        await using var gateway = new GatewayStub();
        await gateway.StartAsync(house.Broker.PlainPort, "crane-1");
        await gateway.DataAsync("crane-1", 1, 115);
        await gateway.AcknowledgedAsync(1);
        Assert.Empty(Raised(house));

        await house.Directory.AddDeviceAsync(Crane, Cancel);
        await house.Grains.Project(CloudHouse.Project).ReconfigureAsync(Cancel);
        await gateway.DataAsync("crane-1", 2, 116);
        await gateway.AcknowledgedAsync(2);

        Assert.Equal(116, Assert.Single(Raised(house)).Value);
    }

    private static DeviceEntry Crane { get; } = new(
        CloudHouse.Project, CloudHouse.Gateway, new DeviceConfiguration("crane-1", "1号塔吊", "generic-tower-crane-tcp", "tcp://10.0.0.5:502", 1));

    private static List<WarningTransition> Raised(CloudHouse house) => [.. house.Sink.Applied.Where(t => t.Kind is TransitionKind.Raised)];

    private async Task<CloudHouse> StartAsync(bool register = true)
    {
        var house = await CloudHouse.StartAsync(_folder.Path, rules: new FixedRules(), profiles: ProfileCatalogue.Load(Profiles()).OrThrow());
        if (register)
        {
            await house.Directory.AddDeviceAsync(Crane, Cancel);
            await house.Grains.Project(CloudHouse.Project).ReconfigureAsync(Cancel);
        }

        return house;
    }

    private static string Profiles([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../../models/devices"));

    private sealed class FixedRules : IRuleBook
    {
        public Task<ProjectRules> ForAsync(ProjectId project, CancellationToken cancel) => Task.FromResult(Rules);
    }
}
