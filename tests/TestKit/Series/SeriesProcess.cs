using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Xunit;

namespace TestKit.Series;

/// <summary>
/// A private series server of this test run (InfluxDB or VictoriaMetrics) on a free loopback port and a temporary folder; gone
/// with this process however that ends. It can be killed and started again on its data.
/// </summary>
public sealed class SeriesProcess(string program, Func<string, int, string> commandLine, string health) : IAsyncDisposable
{
    private readonly SemaphoreSlim _starting = new(1);
    private readonly string _folder = Directory.CreateTempSubdirectory("edge-series-server").FullName;
    private readonly int _port = FreePort();
    private Process? _process;
    private int _databases;

    public string Url => $"http://127.0.0.1:{_port}";

    /// <summary>Debian's influxdb 1.6.</summary>
    public static SeriesProcess InfluxDb1() => new("influxd", (folder, port) =>
    {
        var file = Path.Combine(folder, "influxdb.conf");
        File.WriteAllText(file,
            $"""
            bind-address = "127.0.0.1:0"
            reporting-disabled = true
            [meta]
              dir = "{folder}/meta"
            [data]
              dir = "{folder}/data"
              wal-dir = "{folder}/wal"
              index-version = "tsi1"
            [http]
              bind-address = "127.0.0.1:{port}"
              log-enabled = false
            [monitor]
              store-enabled = false
            """);
        return $"-config {file}";
    }, "ping");

    /// <summary>Debian's victoria-metrics.</summary>
    public static SeriesProcess VictoriaMetrics() => new(
        "victoria-metrics", (folder, port) => $"-storageDataPath={folder}/vm -httpListenAddr=127.0.0.1:{port} -retentionPeriod=10y -loggerLevel=ERROR", "health");

    /// <summary>A name that no other test has used; skips the test where the program is not installed.</summary>
    public async Task<string> DatabaseAsync(CancellationToken cancel)
    {
        Assert.SkipUnless(File.Exists($"/usr/bin/{program}"), $"{program} is not installed");
        await _starting.WaitAsync(cancel);
        try
        {
            if (_process is null)
                await StartAsync(cancel);
            return $"test{++_databases}";
        }
        finally
        {
            _starting.Release();
        }
    }

    /// <summary>Ends the server without a word (SIGKILL) and starts it again on what is on its disk.</summary>
    public async Task KillAndStartAsync(CancellationToken cancel)
    {
        await KillAsync();
        await StartAsync(cancel);
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        Directory.Delete(_folder, recursive: true);
        _starting.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task KillAsync()
    {
        if (_process is not { } process)
            return;
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.Dispose();
        _process = null;
    }

    private async Task StartAsync(CancellationToken cancel)
    {
        // The end of standard input, which comes with our own end, kills the server.
        _process = Process.Start(new ProcessStartInfo(
            "sh", ["-c", $"{program} {commandLine(_folder, _port)} >/dev/null 2>\"$0/log\" & cat >/dev/null; kill -9 $!; wait $! 2>/dev/null; true", _folder])
        {
            RedirectStandardInput = true,
        })!;
        using var http = new HttpClient { BaseAddress = new Uri(Url) };
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        while (!await AnswersAsync(http, limit.Token))
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, limit.Token);
    }

    private async Task<bool> AnswersAsync(HttpClient http, CancellationToken cancel)
    {
        try
        {
            using var response = await http.GetAsync(new Uri($"/{health}", UriKind.Relative), cancel);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
