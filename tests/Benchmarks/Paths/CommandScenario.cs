using System.Tests.Programs;
using Benchmarks.Rig;
using FirmwareSim.Farm;
using TestKit.Reports;

namespace Benchmarks.Paths;

/// <summary>Goal 12: fifty registers of one device are written through the platform, each acknowledged from the device's read-back.</summary>
internal static class CommandScenario
{
    private const int Writes = 50;

    public static async Task RunAsync(BenchRun run, CancellationToken cancel)
    {
        var options = new FarmOptions(Ports.Free(1)[0], 1, 30, TimeSpan.FromSeconds(1));
        await using var cloud = await BenchCloud.StartAsync(run, cancel, BenchGateway.Provision(run, options, "bench-writable", null));
        using var person = await cloud.SignInAsync(cancel);
        var gateway = new BenchGateway(run, cloud);
        await gateway.EnrolAsync(cancel);
        await using var farm = new BackgroundFarm(options, null, run.Time, cancel);
        gateway.Start();
        await gateway.OnlineAsync(person, cancel);
        await Until.TrueAsync("the device is read", TimeSpan.FromSeconds(60), _ => Task.FromResult(farm.Reads > 3), cancel);
        for (var i = 0; i < 100; i++)
            await WriteAsync(run, person, i, cancel);

        var latencies = new Distribution();
        for (var round = 0; round < run.Seconds(10, 100); round++)
            for (var i = 0; i < Writes; i++)
                latencies.Add(await WriteAsync(run, person, round * Writes + i, cancel));
        var began = run.Time.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Writes).Select(i => WriteAsync(run, person, i, cancel)));
        run.Report.Add("one write, average", latencies.Mean, "ms", Goal.AtMost(40))
            .Add("one write, longest", latencies.Max, "ms", Goal.AtMost(120))
            .Add("fifty writes handed over at once, until the last is read back", run.Time.GetElapsedTime(began).TotalMilliseconds, "ms")
            .Add("one write with read-back", "ms", latencies);
        run.Report.Note("From the request over HTTP to its answer; the value in the answer was read from the device after the write.");
    }

    private static async Task<double> WriteAsync(BenchRun run, FirmwareSim.Demonstration.CloudClient person, int number, CancellationToken cancel)
    {
        var value = 1 + number % 50;
        var began = run.Time.GetTimestamp();
        var answer = await person.PostAsync(
            $"api/projects/{BenchGateway.Project}/devices/{BenchGateway.NameOf(0)}/commands",
            new { point = $"deep-horizontal-{number % 12 + 1:00}", value = (double)value }, cancel);
        var took = run.Time.GetElapsedTime(began).TotalMilliseconds;
        run.Must((bool)answer!["ok"]! && (double)answer["readBack"]! == value, $"what was written ({value}) is read back: {answer.ToJsonString()}");
        return took;
    }
}
