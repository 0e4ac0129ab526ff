using System.Globalization;
using System.Tests.Programs;
using System.Text.Json.Nodes;
using FirmwareSim.Demonstration;
using TestKit;

namespace System.Tests.Site;

/// <summary>
/// Cloud, gateway, simulators and a receiver of notices: the real programs as processes of their own, on free ports and a
/// folder of their own. Whatever still runs at the end is killed; a failed test's folder is kept.
/// </summary>
internal sealed class Installation : IAsyncDisposable
{
    public const string Project = "demo", GatewayName = "gw-demo";

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();
    private readonly List<RunningProgram> _others = [];
    private readonly SitePlan _plan;
    private readonly int _http, _broker, _silo, _clients, _status, _station, _numbered, _webhook, _plain;
    private readonly CloudClient _cloudClient;
    private readonly HttpClient _pages = new() { Timeout = TimeSpan.FromSeconds(5) };
    private bool _signedIn;
    private bool _passed;

    private Installation(SitePlan plan)
    {
        var ports = Ports.Free(9);
        (_plan, _plain) = (plan, ports[8]);
        (_http, _broker, _silo, _clients) = (ports[0], ports[1], ports[2], ports[3]);
        (_status, _station, _numbered, _webhook) = (ports[4], ports[5], ports[6], ports[7]);
        Files = new SiteFiles(_folder.Path, plan, _numbered, _station, _webhook);
        _cloudClient = new CloudClient(new Uri($"http://127.0.0.1:{_http}"));
        _pages.BaseAddress = new Uri($"http://127.0.0.1:{_status}");
        Directory.CreateDirectory(Logs);
    }

    public SiteFiles Files { get; }

    public RunningProgram? Cloud { get; private set; }

    public RunningProgram? Gateway { get; private set; }

    public string CloudFolder => InFolder("cloud");

    public string GatewayFolder => InFolder("gateway");

    public string NumberLog => InFolder("numbers.log");

    /// <summary>Port of the cloud's broker.</summary>
    public int BrokerPort => _broker;

    /// <summary>Port of the cloud's broker without TLS, for a <see cref="ScriptedGateway"/>.</summary>
    public int PlainPort => _plain;

    /// <summary>Port that the gateway connects to instead of the one that it was told at its enrolment, when a link stands between.</summary>
    public int? GatewayConnectsTo { get; set; }

    /// <summary>Further settings of the gateway from its next start on.</summary>
    public IReadOnlyList<string> GatewaySettings { get; set; } = [];

    private string Logs => InFolder("logs");

    private IEnumerable<RunningProgram> Programs => ((RunningProgram?[])[Gateway, Cloud, .. _others]).OfType<RunningProgram>();

    /// <summary>The cloud runs, the receiver runs, and the gateway has its certificate.</summary>
    public static async Task<Installation> StandUpAsync(SitePlan plan, CancellationToken cancel)
    {
        var installation = new Installation(plan);
        try
        {
            installation.StartOther("webhook", "webhook", "--prefix", $"http://127.0.0.1:{installation._webhook}/", "--log", installation.InFolder("webhook.jsonl"));
            if (plan.Counters > 0)
                installation.StartOther(
                    "numbered", "numbered", "--listen", $"127.0.0.1:{installation._numbered}", "--log", installation.NumberLog,
                    "--units", plan.Counters.ToString(CultureInfo.InvariantCulture));
            await installation.StartCloudAsync(cancel);
            await installation.EnrolAsync(cancel);
            return installation;
        }
        catch
        {
            await installation.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts the cloud and waits until it is ready.</summary>
    public async Task StartCloudAsync(CancellationToken cancel)
    {
        Cloud = RunningProgram.Start(
            "cloud", LogOf("cloud"), BuiltPrograms.Cloud,
            ["--Urls", $"http://127.0.0.1:{_http}", "--Storage:Folder", CloudFolder, "--Models:Profiles", Files.Profiles,
            "--Broker:Address", "127.0.0.1", "--Broker:PlainPort", Text(_plain), "--Broker:TlsPort", Text(_broker), "--Silo:Port", Text(_silo), "--Silo:GatewayPort", Text(_clients),
            "--Warnings:PublicBaseUrl", $"http://127.0.0.1:{_http}", "--Identity:FirstPasswordFile", InFolder("password"),
            "--Provisioning:File", Files.Provisioning, "--Provisioning:CodeFile", InFolder("code"), .. _plan.CloudArguments]);
        await UntilUpAsync(Cloud, async token => (await _pages.GetAsync(new Uri($"http://127.0.0.1:{_http}/health/ready"), token)).IsSuccessStatusCode, cancel);
        if (!_signedIn)
            await _cloudClient.SignInAsync(InFolder("password"), cancel);
        _signedIn = true;
    }

    /// <summary>Starts the gateway and waits until it is well.</summary>
    public async Task StartGatewayAsync(CancellationToken cancel)
    {
        Gateway = RunningProgram.Start("gateway", LogOf("gateway"), BuiltPrograms.Gateway, [.. GatewayArguments()]);
        await UntilUpAsync(Gateway, async token => (await _pages.GetAsync("/health", token)).IsSuccessStatusCode, cancel);
    }

    /// <summary>Starts the site's simulator with a scenario; what it really did is in <see cref="TruthAsync"/>.</summary>
    public RunningProgram StartSite(string scenario) => StartOther(
        "site", "site", "--profiles", Files.Profiles, "--site", Files.Simulation, "--scenario", scenario, "--truth", InFolder("truth.jsonl"));

    /// <summary>Starts a command of the simulator.</summary>
    public RunningProgram StartOther(string name, params string[] arguments)
    {
        var program = RunningProgram.Start(name, LogOf(name), BuiltPrograms.Simulator, arguments);
        _others.Add(program);
        return program;
    }

    /// <summary>Every simulated device falls silent; the receiver of notices stays.</summary>
    public async Task StopSimulatorsAsync(CancellationToken cancel)
    {
        foreach (var program in _others.Where(program => program.Name != "webhook" && !program.HasEnded))
            await program.StopAsync(cancel);
    }

    /// <summary>The gateway's <c>/health</c>.</summary>
    public async Task<JsonNode> HealthAsync(CancellationToken cancel) => JsonNode.Parse(await _pages.GetStringAsync(new Uri("/health", UriKind.Relative), cancel))!;

    /// <summary>Records that wait in the gateway's outbox.</summary>
    public async Task<long> WaitingAsync(CancellationToken cancel) =>
        (await HealthAsync(cancel))["outbox"]!["lanes"]!.AsArray().Sum(lane => (long)lane!["records"]!);

    /// <summary>Last sequence that the gateway's outbox has made durable.</summary>
    public async Task<ulong> AppendedAsync(CancellationToken cancel) => (ulong)(await HealthAsync(cancel))["outbox"]!["appended"]!;

    /// <summary>A line of the gateway's simulated pins by the end of its name.</summary>
    public async Task<JsonNode?> PinAsync(string name, CancellationToken cancel) =>
        JsonNode.Parse(await _pages.GetStringAsync(new Uri("/gpio", UriKind.Relative), cancel))!.AsArray()
            .FirstOrDefault(line => ((string)line!["name"]!).EndsWith(name, StringComparison.Ordinal));

    /// <summary>An answer of the cloud's interface under the project.</summary>
    public async Task<JsonNode> AskAsync(string path, CancellationToken cancel) =>
        (await _cloudClient.GetAsync($"api/projects/{Project}/{path}", cancel))!;

    /// <summary>State of the gateway as the cloud shows it: online, offline or never.</summary>
    public async Task<string> GatewayStateAsync(CancellationToken cancel) =>
        (string)(await AskAsync("gateways", cancel)).AsArray().Single()!["state"]!;

    /// <summary>What the simulator really did.</summary>
    public Task<IReadOnlyList<JsonNode>> TruthAsync(CancellationToken cancel) => LinesAsync(InFolder("truth.jsonl"), cancel);

    /// <summary>Notices that the receiver got: the message's JSON under <c>body</c>, its arrival under <c>at</c>.</summary>
    public Task<IReadOnlyList<JsonNode>> NoticesAsync(CancellationToken cancel) => LinesAsync(InFolder("webhook.jsonl"), cancel);

    /// <summary>Everything was as it should be: nothing needs to be kept.</summary>
    public void Passed() => _passed = true;

    public async ValueTask DisposeAsync()
    {
        if (!_passed)
            await File.WriteAllLinesAsync(InFolder("programs.txt"), Programs.Select(program => program.ToString()), CancellationToken.None);
        foreach (var program in Programs)
            await program.DisposeAsync();
        _cloudClient.Dispose();
        _pages.Dispose();
        KeepUnlessPassed();
    }

    private static async Task<IReadOnlyList<JsonNode>> LinesAsync(string path, CancellationToken cancel) => File.Exists(path)
        ? [.. (await File.ReadAllLinesAsync(path, cancel)).Where(line => line.EndsWith('}')).Select(line => JsonNode.Parse(line)!)]
        : [];

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private string InFolder(string name) => Path.Combine(_folder.Path, name);

    private string LogOf(string name) => Path.Combine(Logs, name + ".log");

    private IEnumerable<string> GatewayArguments()
    {
        yield return $"Gateway:Project={Project}";
        yield return $"Gateway:Id={GatewayName}";
        yield return $"Gateway:DataFolder={GatewayFolder}";
        yield return $"Gateway:ProfilesFolder={Files.Profiles}";
        yield return $"Status:Port={_status}";
        yield return "Hj212:Bind=127.0.0.1";
        yield return $"Hj212:Port={_station}";
        yield return $"Outbox:FallbackFolder={InFolder("fallback")}";
        foreach (var setting in GatewaySettings)
            yield return setting;
        if (GatewayConnectsTo is not { } port)
            yield break;
        yield return "Uplink:Sparkplug:Host=localhost";
        yield return $"Uplink:Sparkplug:Port={port}";
    }

    private async Task EnrolAsync(CancellationToken cancel)
    {
        var code = (await File.ReadAllTextAsync(InFolder("code"), cancel)).Trim();
        var exit = await RunningProgram.RunAsync(
            LogOf("gateway"), BuiltPrograms.Gateway, ["enrol", $"cloud=http://127.0.0.1:{_http}", $"code={code}", .. GatewayArguments()], cancel);
        Assert.True(exit == 0, $"the gateway could not enrol: {await File.ReadAllTextAsync(LogOf("gateway"), cancel)}");
    }

    private async Task UntilUpAsync(RunningProgram program, Func<CancellationToken, Task<bool>> look, CancellationToken cancel)
    {
        await Until.TrueAsync($"{program.Name} is up or has ended", StartLimit, async token => program.HasEnded || await look(token), cancel);
        Assert.False(program.HasEnded, $"{program.Name} ended at its start: {await File.ReadAllTextAsync(LogOf(program.Name), cancel)}");
    }

    /// <summary>A failed test leaves everything that it made, for whoever looks for the cause.</summary>
    private void KeepUnlessPassed()
    {
        if (!_passed)
        {
            var kept = Path.Combine(BuiltPrograms.Root, "artifacts", "system", Path.GetFileName(_folder.Path));
            Directory.CreateDirectory(Path.GetDirectoryName(kept)!);
            if (Directory.Exists(_folder.Path))
                Directory.Move(_folder.Path, kept);
            TestContext.Current.TestOutputHelper?.WriteLine($"kept: {kept}");
        }

        _folder.Dispose();
    }
}
