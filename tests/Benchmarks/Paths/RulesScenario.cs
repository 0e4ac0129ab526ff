using System.Tests.Programs;
using Benchmarks.Rig;
using Cloud.Telemetry.Warnings;
using Telemetry.Model;
using Telemetry.Model.Profiles;
using Telemetry.Model.Rules;
using TestKit.Reports;

namespace Benchmarks.Paths;

/// <summary>Goal 8: 10,000 active rules in a hundred projects, 5,000 reports a second of their time; CPU a rule evaluation and bytes a rule.</summary>
internal static class RulesScenario
{
    private const int Projects = 100, RulesWanted = 10_000, ReportsPerSecond = 5_000;

    public static Task RunAsync(BenchRun run, CancellationToken cancel)
    {
        var packs = RuleSet.Load(Path.Combine(BuiltPrograms.Root, "models", "rules")).OrThrow();
        var profiles = ProfileCatalogue.Load(Path.Combine(BuiltPrograms.Root, "models", "devices")).OrThrow();
        var profile = profiles.Find("generic-tower-crane-tcp")!;
        var perDevice = packs.For(profile.SensorType).Count();
        var devices = (RulesWanted + perDevice - 1) / perDevice / Projects + 1;
        var start = new DateTimeOffset(2026, 11, 23, 0, 0, 0, TimeSpan.Zero);

        var before = GC.GetTotalMemory(forceFullCollection: true);
        var states = Enumerable.Range(0, Projects).Select(p => NewState(p, devices, packs, profile, start)).ToList();
        Drive(states, devices, profile, start, 5, out _);
        var bytes = GC.GetTotalMemory(forceFullCollection: true) - before;
        GC.KeepAlive(states);

        var seconds = run.Seconds(60, 1_800);
        var cpu = Environment.CpuUsage.TotalTime;
        var fired = Drive(states, devices, profile, start.AddSeconds(5), seconds, out var reports);
        var used = Environment.CpuUsage.TotalTime - cpu;
        cancel.ThrowIfCancellationRequested();
        var rules = (double)Projects * devices * perDevice;
        run.Report.Add("active rules", rules, "rules", Goal.AtLeast(RulesWanted))
            .Add("CPU a rule evaluation", used.TotalMicroseconds / (reports * (double)perDevice), "µs", Goal.AtMost(15))
            .Add("CPU a report of 12 points", used.TotalMicroseconds / reports, "µs")
            .Add("cores at 5,000 reports a second", used.TotalSeconds / (reports / (double)ReportsPerSecond), "cores")
            .Add("memory a rule", bytes / rules, "bytes", Goal.AtMost(5_120))
            .Add("transitions", fired, "raised, changed or ended");
        run.Report.Note($"{Projects} projects of {devices} cranes with the shipped pack of {perDevice} rules each; a report has {Points(profile).Count} points, and every second each project's clock ticks. An evaluation is one rule of the device over one report. That the answers are right is shown by the oracle's tests, not here.");
        return Task.CompletedTask;
    }

    private static ProjectRuleState NewState(int project, int devices, RuleSet packs, DeviceProfile profile, DateTimeOffset start)
    {
        var watched = Enumerable.Range(0, devices)
            .Select(d => new WatchedDevice(new DeviceId($"crane-{d}"), $"塔吊{d}", new GatewayId($"gw-{project}"), profile.SensorType, new Dictionary<string, double>(profile.Parameters!), profile)).ToList();
        var state = ProjectEvaluation.Start(new ProjectId($"p-{project}"), watched, new ProjectRules(0, packs, [], DateOnly.FromDateTime(start.Date)), []);
        return ProjectEvaluation.Listen(state, start);
    }

    private static long Drive(
        List<ProjectRuleState> states, int devices, DeviceProfile profile, DateTimeOffset from, int seconds, out long reports)
    {
        var points = Points(profile);
        var random = new Random(7);
        (reports, var fired) = (0, 0L);
        for (var second = 0; second < seconds; second++)
            for (var i = 0; i < ReportsPerSecond; i++)
            {
                var now = from.AddSeconds(second).AddSeconds(i / (double)ReportsPerSecond);
                var state = states[i % states.Count];
                var device = new DeviceId($"crane-{i / states.Count % devices}");
                var readings = points.Select(p => new Reading(p.Point, now, p.Usual + random.NextDouble() * p.Spread)).ToArray();
                fired += ProjectEvaluation.Step(state, new DeviceReport(device, readings, Lane.Live), now).Transitions.Count;
                reports++;
                if (i < states.Count)
                    fired += ProjectEvaluation.Tick(states[i], now).Transitions.Count;
            }

        return fired;
    }

    // The moment now and then crosses its first limit; all the rest is a crane at work.
    private static List<(PointId Point, double Usual, double Spread)> Points(DeviceProfile profile) =>
        [.. Shapes.Where(shape => profile.Points.Any(known => known.Id == shape.Point)).Select(shape => (new PointId(shape.Point), shape.Usual, shape.Spread))];

    private static readonly (string Point, double Usual, double Spread)[] Shapes =
    [
        ("load", 1, 3), ("moment-ratio", 40, 52), ("radius", 10, 20), ("hook-height", 10, 20), ("slewing-angle", -90, 180), ("wind-speed", 2, 4),
        ("mast-tilt", 0.05, 0.05), ("height-margin", 20, 5), ("radius-margin", 10, 5), ("collision-distance", 40, 20), ("zone-distance", 40, 20), ("limit-up", 0, 0),
    ];
}
