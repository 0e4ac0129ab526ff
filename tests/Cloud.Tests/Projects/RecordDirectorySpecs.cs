using Cloud.Storage.Records;
using Cloud.Telemetry.Gateways;
using Cloud.Telemetry.Projects;
using Telemetry.Model;
using Telemetry.Model.Configuration;

namespace Cloud.Tests.Projects;

public sealed class RecordDirectorySpecs : IAsyncDisposable
{
    private static readonly Project Site = new(new ProjectId("site-1"), "城东保障房", null, "320508", "江苏省苏州市姑苏区", "平江路1号", 120.63, 31.31, "structure");
    private static readonly GatewayId Gateway = new("gw-1");
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 4, 0, 0, TimeSpan.Zero);
    private readonly string _folder = Directory.CreateTempSubdirectory("edge-directory").FullName;
    private readonly RecordDatabase _database;
    private readonly RecordDirectory _directory;

    public RecordDirectorySpecs()
    {
        _database = RecordDatabase.Open(Path.Combine(_folder, "records.db"), RecordDirectory.Schema);
        _directory = new RecordDirectory(_database);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task a_project_is_changed_only_from_the_version_that_was_read()
    {
        Assert.True(await _directory.AddProjectAsync(Site, Cancel));
        Assert.False(await _directory.AddProjectAsync(Site, Cancel));
        var read = (await _directory.ProjectAsync(Site.Id, Cancel))!;

        Assert.True(await _directory.UpdateProjectAsync(read with { Stage = "decoration" }, Cancel));
        Assert.False(await _directory.UpdateProjectAsync(read with { Stage = "foundation" }, Cancel));

        Assert.Equal(Site with { Stage = "decoration", Version = 2 }, Assert.Single(await _directory.ProjectsAsync(Cancel)));
    }

    [Fact]
    public async Task a_gateway_id_exists_once_over_all_projects()
    {
        await _directory.AddProjectAsync(Site, Cancel);
        await _directory.AddProjectAsync(Site with { Id = new ProjectId("site-2") }, Cancel);

        Assert.True(await _directory.AddGatewayAsync(new GatewayEntry(Gateway, Site.Id, "1号网关"), Cancel));
        Assert.False(await _directory.AddGatewayAsync(new GatewayEntry(Gateway, new ProjectId("site-2"), "again"), Cancel));
        Assert.False(await _directory.AddGatewayAsync(new GatewayEntry(new GatewayId("gw-2"), new ProjectId("nowhere"), "lost"), Cancel));

        Assert.Equal(Site.Id, (await _directory.GatewayAsync(Gateway, Cancel))!.Project);
    }

    [Fact]
    public async Task a_code_opens_the_door_once_and_in_time()
    {
        await WithGateway();
        await _directory.OpenEnrolmentAsync(Gateway, "hash-1", Noon, Cancel);

        Assert.Equal(EnrolmentOutcome.Wrong, await _directory.UseEnrolmentCodeAsync(Gateway, "hash-2", Noon, Cancel));
        Assert.Equal(EnrolmentOutcome.Accepted, await _directory.UseEnrolmentCodeAsync(Gateway, "hash-1", Noon, Cancel));
        Assert.Equal(EnrolmentOutcome.Wrong, await _directory.UseEnrolmentCodeAsync(Gateway, "hash-1", Noon, Cancel));

        await _directory.OpenEnrolmentAsync(Gateway, "hash-3", Noon, Cancel);
        Assert.Equal(EnrolmentOutcome.Expired, await _directory.UseEnrolmentCodeAsync(Gateway, "hash-3", Noon.AddSeconds(1), Cancel));
    }

    [Fact]
    public async Task a_revoked_gateway_stays_revoked_until_it_has_a_new_certificate()
    {
        await WithGateway();
        await _directory.SetCertificateAsync(Gateway, "0A", Noon.AddYears(1), Cancel);

        Assert.True(await _directory.RevokeAsync(Gateway, "stolen", Noon, Cancel));
        Assert.True((await _directory.GatewayAsync(Gateway, Cancel))!.Revoked);

        await _directory.SetCertificateAsync(Gateway, "0B", Noon.AddYears(1), Cancel);
        Assert.False((await _directory.GatewayAsync(Gateway, Cancel))!.Revoked);
    }

    [Fact]
    public async Task every_change_of_a_device_takes_the_next_version_of_its_gateway()
    {
        await WithGateway();
        await _directory.AddGatewayAsync(new GatewayEntry(new GatewayId("gw-2"), Site.Id, "2号网关"), Cancel);
        var crane = new DeviceEntry(Site.Id, Gateway, new DeviceConfiguration("crane-1", "1号塔吊", "generic-tower-crane-tcp", "tcp://10.0.0.5:502", 1,
            Parameters: new Dictionary<string, double> { ["jib-length"] = 60 }));

        Assert.Equal(new DeviceChange(1), await _directory.AddDeviceAsync(crane, Cancel));
        Assert.Equal(DeviceRefusal.IdTaken, (await _directory.AddDeviceAsync(crane, Cancel)).Refusal);
        Assert.Equal(DeviceRefusal.NoSuchGateway, (await _directory.AddDeviceAsync(crane with { Gateway = new GatewayId("gw-9") }, Cancel)).Refusal);
        Assert.Equal(new DeviceChange(1), await _directory.UpdateDeviceAsync(crane with { Gateway = new GatewayId("gw-2") }, Cancel));
        Assert.Equal(2, (await _directory.GatewayAsync(Gateway, Cancel))!.DesiredVersion);
        Assert.Equal(60, Assert.Single(await _directory.DevicesAsync(Site.Id, Cancel)).Configuration.Parameters!["jib-length"]);
        Assert.Equal(new DeviceChange(2), await _directory.RemoveDeviceAsync(Site.Id, crane.Id, Cancel));
        Assert.Equal(DeviceRefusal.NoSuchDevice, (await _directory.RemoveDeviceAsync(Site.Id, crane.Id, Cancel)).Refusal);
    }

    private async Task WithGateway()
    {
        await _directory.AddProjectAsync(Site, Cancel);
        await _directory.AddGatewayAsync(new GatewayEntry(Gateway, Site.Id, "1号网关"), Cancel);
    }
}
