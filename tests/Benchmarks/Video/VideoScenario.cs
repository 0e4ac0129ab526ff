using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Benchmarks.Rig;
using TestKit.Reports;

namespace Benchmarks.Video;

/// <summary>
/// How late a live picture is: from the clock that the camera burns into it to the same clock read back from the page in a real
/// Chromium; over web socket and LL-HLS, for its drift, and with nine tiles for its memory.
/// </summary>
internal static class VideoScenario
{
    private const int Tiles = 9;

    private sealed record Sample(double At, double Late, double Told);

    private sealed record Page(List<Sample> Samples, List<(double At, double Bytes)> Memory, int Playing, double Dropped);

    public static async Task RunAsync(BenchRun run, CancellationToken cancel)
    {
        var rig = await CameraRig.StartAsync(run, cancel);
        var socket = await MeasureAsync(run, rig, "socket", 1, run.Seconds(40, 120), cancel);
        var hls = await MeasureAsync(run, rig, "hls", 1, run.Seconds(40, 120), cancel);
        await rig.GrowAsync(Tiles, cancel);
        var wall = await MeasureAsync(run, rig, "socket", Tiles, run.Seconds(100, 3_600), cancel);

        var (byWebSocket, byHls) = (Late(socket), Late(hls));
        run.Report.Add("web socket, 1280x720, p95", byWebSocket.Percentile(0.95), "s", Goal.AtMost(0.5))
            .Add("LL-HLS, 1280x720, p95", byHls.Percentile(0.95), "s", Goal.AtMost(1.2))
            .Add("the later of both, p99 (specification 5.6.2-2.5)", Math.Max(byWebSocket.Percentile(0.99), byHls.Percentile(0.99)), "s", Goal.AtMost(3))
            .Add("drift over web socket", Drift(run.IsLong ? wall : socket), "ms/h", run.IsLong ? Goal.AtMost(200) : null)
            .Add("what the tile tells, off the truth (median)", Median(socket.Samples.Select(sample => Math.Abs(sample.Late - sample.Told))), "s", Goal.AtMost(0.3))
            .Add("tiles of nine that play", wall.Playing, "", Goal.AtLeast(Tiles))
            .Add("web socket, one of nine tiles, p95", Late(wall).Percentile(0.95), "s")
            .Add("frames that the browser dropped with nine tiles", 100 * wall.Dropped, "%")
            .Add("browser's memory with nine tiles at the end", wall.Memory[^1].Bytes / (1 << 20), "MiB")
            .Add("growth of it, last quarter against the one before", Growth(wall), "%", Goal.AtMost(5))
            .Add("camera to screen over web socket", "s", byWebSocket).Add("camera to screen over LL-HLS", "s", byHls);
        run.Report.Note("The camera, the gateway, the platform and the browser share this machine; no network lies between. 15 frames a second, a key frame every 2 s. Memory counts what processes share once.");
        if (!run.IsLong)
            run.Report.Note("Drift over less than an hour is the noise of its fit; the long form looks at nine tiles for an hour and holds the drift of the first against 200 ms.");
        run.Must(byWebSocket.Count > 100 && byHls.Count > 50, $"the clock is read from the picture ({byWebSocket.Count} and {byHls.Count} times)");
    }

    private static async Task<Page> MeasureAsync(BenchRun run, CameraRig rig, string transport, int tiles, int seconds, CancellationToken cancel)
    {
        var output = run.InFolder($"browser-{transport}-{tiles}.json");
        var start = new ProcessStartInfo("node", [
            VideoPrograms.Browser, rig.Cloud.Address.ToString().TrimEnd('/'), rig.Cloud.PasswordFile, BenchGateway.Project, transport,
            tiles.ToString(CultureInfo.InvariantCulture), seconds.ToString(CultureInfo.InvariantCulture), output]);
        using var browser = Process.Start(start)!;
        await browser.WaitForExitAsync(cancel);
        if (browser.ExitCode != 0)
            throw new InvalidOperationException($"the browser ended with {browser.ExitCode}");
        var page = JsonNode.Parse(await File.ReadAllTextAsync(output, cancel))!;
        var (shown, dropped) = ((double)page["frames"]!["shown"]!, (double)page["frames"]!["dropped"]!);
        return new Page(
            page["samples"].Deserialize<List<Sample>>(JsonSerializerOptions.Web)!,
            [.. page["memory"]!.AsArray().Select(entry => ((double)entry!["at"]!, (double)entry["bytes"]!))], (int)page["playing"]!, dropped / Math.Max(1, shown));
    }

    // The first seconds fill buffers and belong to nobody's view.
    private static Distribution Late(Page page) => Distribution.Of(page.Samples.Where(sample => sample.At > page.Samples[0].At + 5_000).Select(sample => sample.Late));

    private static double Drift(Page page)
    {
        var samples = page.Samples.Where(sample => sample.At > page.Samples[0].At + 5_000).ToList();
        var (at, late) = (samples.Average(sample => sample.At), samples.Average(sample => sample.Late));
        var slope = samples.Sum(sample => (sample.At - at) * (sample.Late - late)) / samples.Sum(sample => (sample.At - at) * (sample.At - at));
        return Math.Abs(slope) * 1_000 * 3_600_000;
    }

    private static double Growth(Page page)
    {
        var quarter = page.Memory.Count / 4;
        var (before, after) = (Median(page.Memory.Skip(2 * quarter).Take(quarter).Select(entry => entry.Bytes)), Median(page.Memory.Skip(3 * quarter).Select(entry => entry.Bytes)));
        return 100 * (after / before - 1);
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted.Count == 0 ? double.NaN : sorted[sorted.Count / 2];
    }
}
