using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Tests.Programs;
using Benchmarks.Rig;
using FirmwareSim.Cameras.Judging;
using Telemetry.Model.Vision;
using TestKit.Reports;

namespace Benchmarks.Video;

/// <summary>
/// The whole watching process at four cameras and five frames a second: what it reports of what was there, how late, how often twice,
/// how often wrongly; and what it costs.
/// </summary>
internal static class WatchRun
{
    public const int Cameras = 4;

    /// <summary>Runs simulator and watcher and writes the figures.</summary>
    /// <param name="run">The run.</param>
    /// <param name="cameras">The cameras of the site file, by the ports of their streams.</param>
    /// <param name="happenings">The scenario list.</param>
    /// <param name="length">Seconds.</param>
    /// <param name="cancel">Ends it.</param>
    public static async Task RunAsync(BenchRun run, Func<int[], JsonArray> cameras, JsonObject happenings, int length, CancellationToken cancel)
    {
        var (rtsp, status) = (Ports.Free(Cameras), Ports.Free(1)[0]);
        var (site, scenario) = (run.InFolder("site.json"), run.InFolder("scenario.json"));
        await File.WriteAllTextAsync(site, Site(cameras(rtsp)).ToJsonString(), cancel);
        await File.WriteAllTextAsync(scenario, happenings.ToJsonString(), cancel);
        Directory.CreateDirectory(run.InFolder("truth"));
        run.Must(File.Exists(Path.Combine(VideoPrograms.Model, "model.json")), $"there is a model in {VideoPrograms.Model}");
        if (run.Failed)
            return;
        run.Simulate("cameras", "cameras", "--site", site, "--scenario", scenario, "--pictures", run.InFolder("truth"));
        var vision = run.Start("vision", VideoPrograms.Vision,
            [$"Vision:DataFolder={run.InFolder("vision")}", $"Vision:GatewayFolder={run.InFolder("gateway")}", $"Model:Folder={VideoPrograms.Model}",
             $"Status:Port={Text(status)}", "Recording:Gigabytes=2", "Recording:FreeMegabytes=0", "Watch:PeriodSeconds=60",
             .. rtsp.Select((port, index) => $"Cameras:camera-{Text(index + 1)}:Address=rtsp://edge:Edge-2026@127.0.0.1:{Text(port)}/main#/sub")]);
        await LiveAsync(status, cancel);
        var (began, before) = (run.Time.GetTimestamp(), TreeUsage.Read(vision.Id));
        await Task.Delay(TimeSpan.FromSeconds(length), run.Time, cancel);
        var (seconds, after, metrics) = (run.Time.GetElapsedTime(began).TotalSeconds, TreeUsage.Read(vision.Id), await MetricsAsync(status, cancel));

        run.Report.Add("processor, four cameras together", (after.CpuSeconds - before.CpuSeconds) / seconds, "cores", Goal.AtMost(1))
            .Add("memory with ffmpeg", after.ResidentBytes / (double)(1 << 20), "MiB")
            .Add("frames skipped", Share(metrics, "skipped"), "%", Goal.AtMost(5))
            .Add("frames without motion, not judged", Share(metrics, "still"), "%")
            .Add("inference, mean", Mean(metrics), "ms");
        Judge(run);
        run.Report.Note($"Model: {VideoPrograms.Model.Split('/')[^1]}, {ModelHash()}. ffmpeg's decoding counts as the watcher's. An event that hides behind others or bends away is out of clear sight for that time.");
    }

    private static void Judge(BenchRun run)
    {
        var events = Directory.EnumerateFiles(Path.Combine(run.InFolder("vision"), "spool"), "*.json").Select(file => JsonNode.Parse(File.ReadAllText(file))!)
            .Select(report => ((string)report["camera"]!, Json: (string?)report["event"])).Where(report => report.Json is not null).ToList();
        var verdicts = new List<PointVerdict>();
        var hours = 0.0;
        for (var camera = 1; camera <= Cameras; camera++)
        {
            var id = $"camera-{Text(camera)}";
            var truth = TruthFile.Read(File.ReadLines(Path.Combine(run.InFolder("truth"), id + ".jsonl")).SkipLast(1), "sub", new JudgeRules());
            var seen = events.Where(report => report.Item1 == id).Select(report => VisionEvent.TryParse(report.Json!, out var one) ? one : null).OfType<VisionEvent>().ToList();
            verdicts.AddRange(AlarmJudge.Judge(truth, seen, new JudgeRules()));
            hours += truth.Hours;
        }

        run.Report.Add("watched", hours, "camera-hours");
        foreach (var point in AlarmJudge.Points)
        {
            var of = verdicts.Where(verdict => verdict.Point == point).ToList();
            var (asked, found, wrong) = (of.Sum(verdict => verdict.Episodes), of.Sum(verdict => verdict.Found), of.Sum(verdict => verdict.False));
            run.Report.Add($"{point}: recall of {asked} events", asked == 0 ? double.NaN : (double)found / asked, "", Goal.AtLeast(point == "smoke" ? 0.8 : 0.9))
                .Add($"{point}: in clear sight until the alarm, worst median of a camera", of.Max(verdict => verdict.SightMedian) ?? double.NaN, "s", Goal.AtMost(point == "smoke" ? 15 : 5))
                .Add($"{point}: delay from the first clear sight, worst median of a camera", of.Max(verdict => verdict.DelayMedian) ?? double.NaN, "s")
                .Add($"{point}: false alarms", wrong / Math.Max(1e-9, hours), "/camera-hour", Goal.AtMost(1 / 24.0))
                .Add($"{point}: duplicates", of.Sum(verdict => verdict.Duplicates), "", Goal.AtMost(0));
        }

        run.Report.Raw("verdicts", JsonSerializer.SerializeToNode(verdicts));
        if (hours < 3)
            run.Report.Note($"No false alarm in {hours:0.00} camera-hours would only prove fewer than {3 / Math.Max(0.01, hours):0} an hour (95 %).");
    }

    private static string ModelHash() =>
        string.Join(", ", JsonNode.Parse(File.ReadAllText(Path.Combine(VideoPrograms.Model, "model.json")))!["files"]!.AsArray().Select(file => $"{(string)file!["precision"]!} {((string)file["sha256"]!)[..12]}"));

    private static async Task LiveAsync(int status, CancellationToken cancel)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        await Until.TrueAsync("all cameras are watched", TimeSpan.FromSeconds(120), async token =>
            JsonNode.Parse(await http.GetStringAsync(new Uri($"http://127.0.0.1:{Text(status)}/health"), token))!["cameras"]!.AsArray()
                .Count(camera => (string?)camera!["watch"]!["condition"] == "Live" && (string?)camera["record"]!["condition"] == "Live") == Cameras, cancel);
    }

    private static async Task<string[]> MetricsAsync(int status, CancellationToken cancel)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        return (await http.GetStringAsync(new Uri($"http://127.0.0.1:{Text(status)}/metrics"), cancel)).Split('\n');
    }

    private static double Share(string[] metrics, string result)
    {
        var frames = metrics.Where(line => line.StartsWith("edge_vision_frames_total{", StringComparison.Ordinal)).ToList();
        return 100 * frames.Where(line => line.Contains($"result=\"{result}\"", StringComparison.Ordinal)).Sum(Value) / Math.Max(1, frames.Sum(Value));
    }

    private static double Mean(string[] metrics) =>
        metrics.Where(line => line.StartsWith("edge_vision_inference", StringComparison.Ordinal) && line.Contains("_sum", StringComparison.Ordinal)).Sum(Value)
        / Math.Max(1, metrics.Where(line => line.StartsWith("edge_vision_inference", StringComparison.Ordinal) && line.Contains("_count", StringComparison.Ordinal)).Sum(Value));

    private static double Value(string line) => double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture);

    private static JsonObject Site(JsonArray cameras) => new()
    {
        ["project"] = new JsonObject { ["id"] = "bench", ["name"] = "识别测试项目" }, ["devices"] = new JsonArray(), ["cameras"] = cameras,
    };

    public static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
