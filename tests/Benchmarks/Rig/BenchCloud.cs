using System.Globalization;
using System.Tests.Programs;
using FirmwareSim.Demonstration;

namespace Benchmarks.Rig;

/// <summary>The real platform as a process of its own, on free ports, with the listener without TLS for fleets.</summary>
internal sealed class BenchCloud : IAsyncDisposable
{
    private readonly BenchRun _run;
    private readonly int[] _ports = Ports.Free(5);
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(10) };
    private readonly List<string> _settings;

    private BenchCloud(BenchRun run, IEnumerable<string> settings) => (_run, _settings) = (run, [.. settings]);

    public RunningProgram Program { get; private set; } = null!;

    public Uri Address => new($"http://127.0.0.1:{_ports[0]}");

    /// <summary>Port without TLS.</summary>
    public int PlainPort => _ports[1];

    public string PasswordFile => _run.InFolder("password");

    public string Folder => _run.InFolder("cloud");

    public string Profiles => _run.InFolder("profiles");

    /// <summary>One-time code of the provisioned gateway.</summary>
    public string CodeFile => _run.InFolder("code");

    public static async Task<BenchCloud> StartAsync(BenchRun run, CancellationToken cancel, params IEnumerable<string> settings)
    {
        var cloud = new BenchCloud(run, settings);
        cloud.CopyProfiles();
        await cloud.StartAgainAsync(cancel);
        return cloud;
    }

    /// <summary>Starts the program (again) on the same folder and ports; how long it took until it was ready.</summary>
    public async Task<TimeSpan> StartAgainAsync(CancellationToken cancel)
    {
        var began = _run.Time.GetTimestamp();
        Program = _run.Start(
            "cloud", BuiltPrograms.Cloud,
            ["--Urls", Address.ToString(), "--Storage:Folder", Folder, "--Models:Profiles", Profiles, "--Broker:Address", "127.0.0.1",
             "--Broker:PlainPort", Text(PlainPort), "--Broker:TlsPort", Text(_ports[2]), "--Silo:Port", Text(_ports[3]), "--Silo:GatewayPort", Text(_ports[4]),
             "--Warnings:PublicBaseUrl", Address.ToString(), "--Identity:FirstPasswordFile", PasswordFile, .. _settings]);
        await Until.TrueAsync(
            "the cloud is ready or has ended", TimeSpan.FromSeconds(90),
            async token => Program.HasEnded || (await _http.GetAsync(new Uri(Address, "health/ready"), token)).IsSuccessStatusCode, cancel);
        if (Program.HasEnded)
            throw new InvalidOperationException($"the cloud has ended: {string.Join('\n', File.ReadLines(_run.InFolder("cloud.log")).TakeLast(10))}");
        return _run.Time.GetElapsedTime(began);
    }

    /// <summary>Somebody signed in.</summary>
    public async Task<CloudClient> SignInAsync(CancellationToken cancel)
    {
        var client = new CloudClient(Address);
        await client.SignInAsync(PasswordFile, cancel);
        return client;
    }

    /// <summary>Arguments of a fleet that registers itself here.</summary>
    public IEnumerable<string> FleetArguments(int gateways) =>
        ["fleet", "--gateways", Text(gateways), "--port", Text(PlainPort), "--cloud", Address.ToString(), "--password", PasswordFile];

    public ProcessUsage Usage() => ProcessUsage.Read(Program.Id);

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        return ValueTask.CompletedTask;
    }

    private void CopyProfiles()
    {
        Directory.CreateDirectory(Profiles);
        foreach (var source in (string[])["models/devices", "tests/Benchmarks/profiles"])
            foreach (var file in Directory.EnumerateFiles(Path.Combine(BuiltPrograms.Root, source), "*.json"))
                File.Copy(file, Path.Combine(Profiles, Path.GetFileName(file)));
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
