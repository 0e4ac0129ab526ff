using Cloud.Telemetry.Gateways;
using Cloud.Telemetry.Projects;
using Telemetry.Model;
using Telemetry.Model.Configuration;
using Xunit;

namespace TestKit.Records;

/// <summary>What it means to be the register of projects, gateways and devices.</summary>
public abstract class DirectoryContract(IStorePlace<IDirectory> place) : StoreContract<IDirectory>(place)
{
    private static readonly Project Site = new(new ProjectId("site-1"), "城东保障房", null, "320508", "江苏省苏州市姑苏区", "平江路1号", 120.63, 31.31, "structure");
    private static readonly GatewayId Gateway = new("gw-1");
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 4, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task a_project_is_changed_only_from_the_version_that_was_read()
    {
        Assert.True(await Store.AddProjectAsync(Site, Cancel));
        Assert.False(await Store.AddProjectAsync(Site, Cancel));
        var read = (await Store.ProjectAsync(Site.Id, Cancel))!;

        Assert.True(await Store.UpdateProjectAsync(read with { Stage = "decoration" }, Cancel));
        Assert.False(await Store.UpdateProjectAsync(read with { Stage = "foundation" }, Cancel));

        Assert.Equal(Site with { Stage = "decoration", Version = 2 }, Assert.Single(await Store.ProjectsAsync(Cancel)));
    }

    [Fact]
    public async Task a_gateway_id_exists_once_over_all_projects()
    {
        await Store.AddProjectAsync(Site, Cancel);
        await Store.AddProjectAsync(Site with { Id = new ProjectId("site-2") }, Cancel);

        Assert.True(await Store.AddGatewayAsync(new GatewayEntry(Gateway, Site.Id, "1号网关"), Cancel));
        Assert.False(await Store.AddGatewayAsync(new GatewayEntry(Gateway, new ProjectId("site-2"), "again"), Cancel));
        Assert.False(await Store.AddGatewayAsync(new GatewayEntry(new GatewayId("gw-2"), new ProjectId("nowhere"), "lost"), Cancel));

        Assert.Equal(Site.Id, (await Store.GatewayAsync(Gateway, Cancel))!.Project);
    }

    [Fact]
    public async Task a_code_opens_the_door_once_and_in_time()
    {
        await WithGateway();
        await Store.OpenEnrolmentAsync(Gateway, "hash-1", Noon, Cancel);

        Assert.Equal(EnrolmentOutcome.Wrong, await Store.UseEnrolmentCodeAsync(Gateway, "hash-2", Noon, Cancel));
        Assert.Equal(EnrolmentOutcome.Accepted, await Store.UseEnrolmentCodeAsync(Gateway, "hash-1", Noon, Cancel));
        Assert.Equal(EnrolmentOutcome.Wrong, await Store.UseEnrolmentCodeAsync(Gateway, "hash-1", Noon, Cancel));

        await Store.OpenEnrolmentAsync(Gateway, "hash-3", Noon, Cancel);
        Assert.Equal(EnrolmentOutcome.Expired, await Store.UseEnrolmentCodeAsync(Gateway, "hash-3", Noon.AddSeconds(1), Cancel));
    }

    [Fact]
    public async Task a_revoked_gateway_stays_revoked_until_it_has_a_new_certificate()
    {
        await WithGateway();
        await Store.SetCertificateAsync(Gateway, "0A", Noon.AddYears(1), Cancel);

        Assert.True(await Store.RevokeAsync(Gateway, "stolen", Noon, Cancel));
        Assert.True((await Store.GatewayAsync(Gateway, Cancel))!.Revoked);

        await Store.SetCertificateAsync(Gateway, "0B", Noon.AddYears(1), Cancel);
        Assert.False((await Store.GatewayAsync(Gateway, Cancel))!.Revoked);
    }

    [Fact]
    public async Task every_change_of_a_device_takes_the_next_version_of_its_gateway()
    {
        await WithGateway();
        await Store.AddGatewayAsync(new GatewayEntry(new GatewayId("gw-2"), Site.Id, "2号网关"), Cancel);
        var crane = new DeviceEntry(Site.Id, Gateway, new DeviceConfiguration("crane-1", "1号塔吊", "generic-tower-crane-tcp", "tcp://10.0.0.5:502", 1,
            Parameters: new Dictionary<string, double> { ["jib-length"] = 60 }));

        Assert.Equal(new DeviceChange(1), await Store.AddDeviceAsync(crane, Cancel));
        Assert.Equal(DeviceRefusal.IdTaken, (await Store.AddDeviceAsync(crane, Cancel)).Refusal);
        Assert.Equal(DeviceRefusal.NoSuchGateway, (await Store.AddDeviceAsync(crane with { Gateway = new GatewayId("gw-9") }, Cancel)).Refusal);
        Assert.Equal(new DeviceChange(1), await Store.UpdateDeviceAsync(crane with { Gateway = new GatewayId("gw-2") }, Cancel));
        Assert.Equal(2, (await Store.GatewayAsync(Gateway, Cancel))!.DesiredVersion);
        Assert.Equal(60, Assert.Single(await Store.DevicesAsync(Site.Id, Cancel)).Configuration.Parameters!["jib-length"]);
        Assert.Equal(new DeviceChange(2), await Store.RemoveDeviceAsync(Site.Id, crane.Id, Cancel));
        Assert.Equal(DeviceRefusal.NoSuchDevice, (await Store.RemoveDeviceAsync(Site.Id, crane.Id, Cancel)).Refusal);
    }

    private async Task WithGateway()
    {
        await Store.AddProjectAsync(Site, Cancel);
        await Store.AddGatewayAsync(new GatewayEntry(Gateway, Site.Id, "1号网关"), Cancel);
    }
}
