using System.Collections.Concurrent;
using System.Net;
using System.Tests.Programs;
using System.Text.Json.Nodes;
using Benchmarks.Rig;
using FirmwareSim.Farm;
using FirmwareSim.Fleet;
using TestKit.Reports;
using static Benchmarks.Paths.PathScenario;

namespace Benchmarks.Paths;

/// <summary>
/// Goals 9 and 10: a device's register changes; how long until the warning is stored and its notice has been received,
/// beside the load of 'path', then beside a burst of three times that.
/// </summary>
internal static class AlarmScenario
{
    private const int Devices = 40, Ramp = 20, WarmUp = 40, Load = 5_000;

    public static async Task RunAsync(BenchRun run, CancellationToken cancel)
    {
        var ports = Ports.Free(2);
        var measured = run.Seconds(60, 1_800);
        var hook = $"http://127.0.0.1:{ports[0]}/notice";
        var options = new FarmOptions(ports[1], Devices, 2, TimeSpan.FromMilliseconds(100), Alarms: 4, AlarmSeconds: 2);
        await using var cloud = await BenchCloud.StartAsync(
            run, cancel, [.. BenchGateway.Provision(run, options, "bench-fast-crane", hook), "--Warnings:MergeMinutes", "0", "--Notifications:MaxPerMinute", "1000"]);
        using var person = await cloud.SignInAsync(cancel);
        var gateway = new BenchGateway(run, cloud);
        await gateway.EnrolAsync(cancel);
        gateway.Start();
        await gateway.OnlineAsync(person, cancel);
        var seconds = Ramp + WarmUp + 2 * measured;
        var phases = $"{Text(Ramp + WarmUp + measured)}x1,{Text(measured)}x3";
        var fleet = run.Simulate("fleet", [.. cloud.FleetArguments(Load), "--alarms", Text(Alarms), "--ramp", Text(Ramp), "--phases", phases,
            "--seconds", Text(seconds), "--report", run.InFolder("fleet.json")]);
        // The registration before the fleet starts takes its time too.
        await Until.TrueAsync("the fleet is connected", TimeSpan.FromSeconds(180),
            _ => Task.FromResult(File.ReadLines(run.InFolder("fleet.log")).LastOrDefault()?.Contains($" {Load} connected", StringComparison.Ordinal) is true), cancel);
        await Task.Delay(TimeSpan.FromSeconds(WarmUp), run.Time, cancel);

        using var receiver = new NoticeReceiver(hook, run.Time);
        await MeasureAsync(run, receiver, options, measured - 5, "at full load", Goal.AtMost(500), cancel);
        await Task.Delay(TimeSpan.FromSeconds(10), run.Time, cancel);
        await MeasureAsync(run, receiver, options, measured - 10, "in a burst of three times the load", Goal.AtMost(1_000), cancel);
        await run.EndAsync(fleet, TimeSpan.FromSeconds(seconds), cancel);
        (await FleetReport.ReadAsync(run.InFolder("fleet.json"), cancel)).AddTo(run.Report);
    }

    private static async Task MeasureAsync(
        BenchRun run, NoticeReceiver receiver, FarmOptions options, int seconds, string when, Goal goal, CancellationToken cancel)
    {
        receiver.Forget();
        await using (new BackgroundFarm(options, receiver.Changed, run.Time, cancel))
        {
            await Task.Delay(TimeSpan.FromSeconds(seconds), run.Time, cancel);
            receiver.NoMoreAlarms();
            await Task.Delay(TimeSpan.FromSeconds(3), run.Time, cancel);
        }

        run.Report.Add($"register change to received notice, p50, {when}", receiver.Latencies.Percentile(0.5), "ms")
            .Add($"register change to received notice, p99, {when}", receiver.Latencies.Percentile(0.99), "ms", goal)
            .Add($"register change to received notice, {when}", "ms", receiver.Latencies)
            .Add($"alarms without a notice, {when}", receiver.Missing, "alarms", Goal.AtMost(0));
        run.Must(receiver.Missing == 0, $"every alarm has its notice {when}");
    }

    /// <summary>Matches every notice with the change of the register that caused it: the last one of its device.</summary>
    private sealed class NoticeReceiver : IDisposable
    {
        private readonly HttpListener _listener = new();
        private readonly ConcurrentDictionary<string, DateTimeOffset> _changed = new(StringComparer.Ordinal);
        private readonly TimeProvider _time;
        private volatile bool _closed;

        public NoticeReceiver(string address, TimeProvider time)
        {
            _time = time;
            _listener.Prefixes.Add(address + "/");
            _listener.Start();
            _ = ServeAsync();
        }

        public Distribution Latencies { get; private set; } = new();

        /// <summary>Alarms that nobody was told of.</summary>
        public int Missing => _changed.Count;

        public void Forget() => (Latencies, _closed) = (new Distribution(), false);

        public void NoMoreAlarms() => _closed = true;

        public void Changed(int device, DateTimeOffset at)
        {
            if (!_closed)
                _changed[BenchGateway.NameOf(device)] = at;
        }

        public void Dispose() => _listener.Close();

        private async Task ServeAsync()
        {
            try
            {
                while (true)
                    await AnswerAsync(await _listener.GetContextAsync());
            }
            catch (Exception ended) when (ended is HttpListenerException or ObjectDisposedException)
            {
                // Closed.
            }
        }

        private async Task AnswerAsync(HttpListenerContext context)
        {
            var arrived = _time.GetUtcNow();
            using var reader = new StreamReader(context.Request.InputStream);
            var title = (string)JsonNode.Parse(await reader.ReadToEndAsync())!["title"]!;
            context.Response.StatusCode = 204;
            context.Response.Close();
            var device = title[(title.IndexOf('】', StringComparison.Ordinal) + 1)..].Split(' ')[0];
            if (_changed.TryRemove(device, out var changed))
                Latencies.Add((arrived - changed).TotalMilliseconds);
        }
    }
}
