using System.Text.Json;
using System.Text.Json.Nodes;
using Benchmarks.Rig;

namespace Benchmarks.Video;

/// <summary>
/// The whole system on labelled photographs: each camera plays the test split under pan and zoom, every picture for six seconds, and
/// what the watcher reports is held against the labels. Labels tell some classes of some pictures: the others count neither way.
/// </summary>
internal static class PicturesScenario
{
    public static async Task RunAsync(BenchRun run, CancellationToken cancel)
    {
        run.Must(VideoPrograms.Pictures is not null, "EDGE_BENCH_PICTURES names a folder of labelled pictures");
        if (run.Failed)
            return;
        await WatchRun.RunAsync(run, Played, new JsonObject { ["name"] = "pictures", ["title"] = "labelled pictures", ["seed"] = 7, ["meanWind"] = 3, ["events"] = new JsonArray() }, run.Seconds(600, 3_600), cancel);
        run.Report.Note("Photographs of the test split under pan and zoom: nothing moves in them but the picture itself, every six seconds is a new one, and flames do not flicker. Rules that ask for movement, growth or flicker are meant to hold back here; it shows people, and false alarms.");
    }

    private static JsonArray Played(int[] ports) =>
    [
        .. ports.Select((port, index) => new JsonObject
        {
            ["id"] = $"camera-{WatchRun.Text(index + 1)}", ["name"] = $"{WatchRun.Text(index + 1)}号摄像机", ["rtsp"] = $"127.0.0.1:{WatchRun.Text(port)}", ["user"] = "edge", ["password"] = "Edge-2026",
            ["audio"] = "none", ["seed"] = 31 + index, ["pictures"] = VideoPrograms.Pictures, ["picturesSplit"] = "test",
            ["main"] = JsonSerializer.SerializeToNode(new { width = 1280, height = 768, framesPerSecond = 5, kilobitsPerSecond = 1_500, keyEvery = 2 }),
            ["sub"] = JsonSerializer.SerializeToNode(new { width = 640, height = 384, framesPerSecond = 5, kilobitsPerSecond = 600, keyEvery = 2 }),
        }),
    ];
}
