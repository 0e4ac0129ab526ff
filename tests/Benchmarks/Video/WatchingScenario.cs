using System.Text.Json;
using System.Text.Json.Nodes;
using Benchmarks.Rig;

namespace Benchmarks.Video;

/// <summary>Rendered scenes in which helmets and vests come off and flame and smoke begin, with rain, lamps and nets between.</summary>
internal static class WatchingScenario
{
    public static async Task RunAsync(BenchRun run, CancellationToken cancel)
    {
        await WatchRun.RunAsync(run, Rendered, Scenario(run.IsLong), run.Seconds(150, 3_600), cancel);
        run.Report.Note("Rendered scenes: workers are drawn, not photographed; real sites are harder.");
    }

    private static JsonArray Rendered(int[] ports) =>
    [
        .. ports.Select((port, index) => new JsonObject
        {
            ["id"] = $"camera-{WatchRun.Text(index + 1)}", ["name"] = $"{WatchRun.Text(index + 1)}号摄像机", ["rtsp"] = $"127.0.0.1:{WatchRun.Text(port)}", ["user"] = "edge", ["password"] = "Edge-2026",
            ["audio"] = "none", ["workers"] = 4, ["look"] = "day", ["seed"] = 11 + index,
            ["main"] = JsonSerializer.SerializeToNode(new { width = 1280, height = 720, framesPerSecond = 5, kilobitsPerSecond = 1_000, keyEvery = 2 }),
            ["sub"] = JsonSerializer.SerializeToNode(new { width = 640, height = 384, framesPerSecond = 5, kilobitsPerSecond = 400, keyEvery = 2 }),
        }),
    ];

    // The cameras do the same a little apart; the long form repeats it with other pauses, and negatives (lamps, nets, rain) in between.
    private static JsonObject Scenario(bool isLong)
    {
        var events = new JsonArray();
        for (var camera = 1; camera <= WatchRun.Cameras; camera++)
            for (var round = 0; round < (isLong ? 14 : 1); round++)
            {
                var at = 20 + (camera - 1) * 4 + round * 250;
                Add(camera, at, "helmet-off", new { worker = 1, seconds = 30 });
                Add(camera, at + 35, "vest-off", new { worker = 2, seconds = 30 });
                Add(camera, at + 70, "flame", new { azimuth = 7, distance = 13, size = 1.1, seconds = 25 });
                Add(camera, at + 95, "smoke", new { azimuth = -10, distance = 15, size = 1.1, darkness = 0.5, seconds = 35 });
                if (isLong)
                    Add(camera, at + 150, "rain", new { rate = 18, seconds = 60 });
            }

        return new JsonObject { ["name"] = "watching", ["title"] = "helmets, vests, flame and smoke at four cameras", ["seed"] = 7, ["meanWind"] = 3, ["events"] = events };

        void Add(int camera, int at, string happening, object arguments) => events.Add(new JsonObject
        {
            ["at"] = at, ["target"] = $"camera-{WatchRun.Text(camera)}", ["happening"] = happening, ["arguments"] = JsonSerializer.SerializeToNode(arguments),
        });
    }
}
