using System.Net;
using Cloud.Platform.Areas;
using Cloud.Platform.Identity;
using Cloud.Supervision;
using Cloud.Telemetry.Gateways;
using Cloud.Tests.Ingestion;
using Telemetry.Model;

namespace Cloud.Tests.Host;

/// <summary>One platform for many tests; each test makes a site of its own on it.</summary>
[CollectionDefinition("platform")]
public sealed class PlatformCollection : ICollectionFixture<Platform>;

/// <summary>The shared platform with somebody signed in who holds every role but the guard's and the auditor's: for tests that are about other things.</summary>
public sealed class Platform : IAsyncLifetime
{
    private int _sites;

    internal PlatformHost Host { get; private set; } = null!;

    internal Person Admin { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Host = await PlatformHost.StartAsync();
        var account = await Host.AddAccountAsync("wang", "王工");
        foreach (var role in Roles.Definitions)
            await Host.GrantAsync(account, new Grant(role.Role, AreaCode.Parse("210000"), Secrecy: SecrecyLevel.Confidential));
        Admin = await Host.SignedInAsync("wang");
    }

    public async ValueTask DisposeAsync()
    {
        Admin.Dispose();
        await Host.DisposeAsync();
    }

    /// <summary>A new project with one gateway and, on request, its crane.</summary>
    internal async Task<Site> SiteAsync(bool crane = true, string division = "210112")
    {
        var number = Interlocked.Increment(ref _sites);
        var site = new Site(this, $"site-{number}", $"gw-{number}", (ulong)(1000 + number));
        (await Admin.PostAsync("/api/projects", Site.Draft(site.Project, division))).Is(HttpStatusCode.Created);
        (await Admin.PostAsync($"{site.Path}/gateways", new { id = site.Gateway, name = "1号网关" })).Is(HttpStatusCode.Created);
        if (crane)
            (await Admin.PostAsync($"{site.Path}/devices", site.Crane())).Is(HttpStatusCode.Created);
        return site;
    }

    /// <summary>A site as the interface and the broker see it.</summary>
    internal sealed record Site(Platform Platform, string Project, string Gateway, ulong Epoch)
    {
        public string Path => $"/api/projects/{Project}";

        public static object Draft(string id, string division = "210112") => new
        {
            id, name = "浑南新城一期", nameEn = "Hunnan New Town", division, address = "沈阳市浑南区", 
            longitude = division.StartsWith("2102", StringComparison.Ordinal) ? 121.65 : 123.45, latitude = division.StartsWith("2102", StringComparison.Ordinal) ? 38.91 : 41.71, stage = "structure",
        };

        public object Crane(string id = "crane-1", string address = "tcp://10.0.0.5:502", string profile = "generic-tower-crane-tcp") => new
        {
            gateway = Gateway, id, name = "1号塔吊", profile, address, unit = 1,
        };

        /// <summary>The gateway connected and born, known to its grain.</summary>
        public async Task<GatewayStub> ConnectAsync()
        {
            var stub = new GatewayStub(Gateway, Project, Epoch);
            await stub.StartAsync(Platform.Host.Broker.PlainPort, "crane-1");
            await Eventually.TrueAsync(
                () => Platform.Host.Grains.Gateway(new ProjectId(Project), new GatewayId(Gateway)).StatusAsync(TestContext.Current.CancellationToken),
                status => status.State is GatewayState.Online);
            return stub;
        }

        /// <summary>The warning that a moment of 103 % raises.</summary>
        public async Task<string> WarningAsync(GatewayStub stub, ulong sequence = 1, double value = 103)
        {
            await stub.DataAsync("crane-1", sequence, value);
            await stub.AcknowledgedAsync(sequence);
            var list = (await Platform.Admin.GetAsync($"/api/warnings?project={Project}&q=crane-moment")).Is(HttpStatusCode.OK);
            return (string)list["items"].AsArray().First(item => (string?)item!["rule"] == "crane-moment")!["id"]!;
        }
    }
}
