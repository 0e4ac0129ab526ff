using System.Diagnostics;
using System.Globalization;
using System.Tests.Programs;
using Cloud.Storage.InfluxDb;
using Cloud.Storage.PostgreSql;
using Cloud.Storage.Records;
using Cloud.Telemetry.Gateways;
using Cloud.Telemetry.Projects;
using FirmwareSim.Demonstration;
using Telemetry.Model;
using Telemetry.Model.Configuration;
using TestKit;
using TestKit.Records;
using TestKit.Series;

namespace System.Tests.Cluster;

/// <summary>One silo: its program and its ports, which it keeps over restarts.</summary>
internal sealed class SiloProgram(int number, int[] ports)
{
    public int Number => number;

    public int Http => ports[0];

    public int Broker => ports[1];

    public int Port => ports[2];

    public int Clients => ports[3];

    public RunningProgram? Program { get; set; }

    public CloudClient Client { get; } = new(new Uri($"http://127.0.0.1:{ports[0]}"));
}

/// <summary>
/// Several silos as processes over private servers: PostgreSQL (every commit on disk), Redis, InfluxDB 1; one folder for keys and
/// certificates; a balancer before the brokers.
/// </summary>
internal sealed class CloudCluster : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(90);

    private readonly TemporaryFolder _folder = new();
    private readonly PostgreSqlServer _postgres = new() { Durable = true };
    private readonly SeriesProcess _influx = SeriesProcess.InfluxDb1();
    private readonly int _redisPort = Ports.Free(1)[0];
    private Process? _redis;
    private bool _passed;

    private CloudCluster(int silos) => Silos = [.. Enumerable.Range(0, silos).Select(i => new SiloProgram(i, Ports.Free(4)))];

    public IReadOnlyList<SiloProgram> Silos { get; }

    public Balancer Balancer { get; private set; } = null!;

    /// <summary>The record database.</summary>
    public string Records { get; private set; } = "";

    /// <summary>The series server.</summary>
    public InfluxDbOptions Series { get; private set; } = null!;

    /// <summary>All silos run and the register holds every gateway with one crane each.</summary>
    public static async Task<CloudCluster> StandUpAsync(int silos, IReadOnlyList<(string Project, string Gateway)> gateways, CancellationToken cancel)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/redis-server"), "redis-server is not installed");
        var cluster = new CloudCluster(silos);
        try
        {
            cluster.Records = await cluster._postgres.CreateDatabaseAsync(cancel);
            cluster.Series = new InfluxDbOptions { Database = await cluster._influx.DatabaseAsync(cancel), Url = cluster._influx.Url };
            cluster._redis = Process.Start(new ProcessStartInfo("redis-server",
                ["--port", Text(cluster._redisPort), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", cluster._folder.Path, "--logfile", cluster.InFolder("redis.log")]));
            await cluster.RegisterAsync(gateways, cancel);
            // The first one makes the keys that all share.
            foreach (var silo in cluster.Silos)
            {
                await cluster.StartAsync(silo, cancel);
                await silo.Client.SignInAsync(cluster.InFolder("password"), cancel);
            }

            cluster.Balancer = new Balancer(cluster.Silos.Select(s => (s.Broker, s.Http)));
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts a silo and waits until it serves.</summary>
    public async Task StartAsync(SiloProgram silo, CancellationToken cancel)
    {
        var log = InFolder($"silo-{silo.Number}.log");
        silo.Program = RunningProgram.Start(
            $"silo-{silo.Number}", log, BuiltPrograms.Cloud,
            "--Urls", $"http://127.0.0.1:{silo.Http}", "--Storage:Folder", InFolder("shared"), "--Storage:Series", "InfluxDb",
            "--InfluxDb:Url", Series.Url, "--InfluxDb:Database", Series.Database, "--PostgreSql:Connection", Records,
            "--Silo:Redis", $"127.0.0.1:{_redisPort}", "--Silo:Port", Text(silo.Port), "--Silo:GatewayPort", Text(silo.Clients),
            "--Silo:Votes", Silos.Count > 2 ? "2" : "1",
            "--Broker:TlsPort", "-1", "--Broker:PlainPort", Text(silo.Broker), "--Models:Profiles", Path.Combine(BuiltPrograms.Root, "models", "devices"),
            "--Identity:FirstPasswordFile", InFolder("password"),
            "--Logging:LogLevel:Orleans.Runtime.MembershipService", "Information", "--Logging:LogLevel:Microsoft.Hosting", "Information");
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(2) };
        await Until.TrueAsync(
            $"silo {silo.Number} serves or has ended", StartLimit,
            async token => silo.Program.HasEnded || (await http.GetAsync(new Uri($"http://127.0.0.1:{silo.Http}/health/ready"), token)).IsSuccessStatusCode, cancel);
        Assert.False(silo.Program.HasEnded, $"silo {silo.Number} ended at its start: {await File.ReadAllTextAsync(log, cancel)}");
    }

    public void Passed() => _passed = true;

    public async ValueTask DisposeAsync()
    {
        foreach (var silo in Silos)
        {
            if (silo.Program is { } program)
                await program.DisposeAsync();
            silo.Client.Dispose();
        }

        if (Balancer is not null)
            await Balancer.DisposeAsync();
        if (_redis is { } redis)
        {
            redis.Kill();
            await redis.WaitForExitAsync();
            redis.Dispose();
        }

        await _influx.DisposeAsync();
        await _postgres.DisposeAsync();
        if ((!_passed || Environment.GetEnvironmentVariable("EDGE_SYSTEM_KEEP") == "1") && Directory.Exists(_folder.Path))
        {
            var kept = Path.Combine(BuiltPrograms.Root, "artifacts", "system", Path.GetFileName(_folder.Path));
            Directory.CreateDirectory(Path.GetDirectoryName(kept)!);
            Directory.Move(_folder.Path, kept);
            TestContext.Current.TestOutputHelper?.WriteLine($"kept: {kept}");
        }

        _folder.Dispose();
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private string InFolder(string name) => Path.Combine(_folder.Path, name);

    private async Task RegisterAsync(IReadOnlyList<(string Project, string Gateway)> gateways, CancellationToken cancel)
    {
        await using var database = RecordDatabase.Open(new PostgreSqlDialect(new PostgreSqlOptions { Connection = Records, Readers = 1 }), RecordDirectory.Schema);
        var directory = new RecordDirectory(database);
        foreach (var project in gateways.Select(g => g.Project).Distinct())
            await directory.AddProjectAsync(
                new Project(new ProjectId(project), $"工地{project}", null, "210102", "辽宁省沈阳市和平区", "1号", 123.4, 41.8, "structure"), cancel);
        foreach (var (project, gateway) in gateways)
        {
            await directory.AddGatewayAsync(new GatewayEntry(new GatewayId(gateway), new ProjectId(project), gateway), cancel);
            await directory.AddDeviceAsync(
                new DeviceEntry(new ProjectId(project), new GatewayId(gateway), new DeviceConfiguration($"{gateway}-crane", "塔吊", "generic-tower-crane-tcp", "tcp://127.0.0.1:502", 1)),
                cancel);
        }
    }
}
