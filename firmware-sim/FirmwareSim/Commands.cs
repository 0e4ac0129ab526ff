using System.Net;
using FirmwareSim.Cameras.Judging;
using FirmwareSim.Cameras.Pictures;
using FirmwareSim.Demonstration;
using FirmwareSim.Farm;
using FirmwareSim.Fleet;
using FirmwareSim.Numbered;
using FirmwareSim.Scenarios;
using FirmwareSim.Site;
using Microsoft.Extensions.Logging;
using Telemetry.Model.Profiles;

namespace FirmwareSim;

/// <summary>The commands of the simulator.</summary>
public static class Commands
{
    /// <summary>Runs one command to its end; the result is the exit code.</summary>
    public static async Task<int> RunAsync(string[] arguments, TimeProvider time, CancellationToken cancel)
    {
        if (arguments.Length == 0)
            throw new ArgumentException("which command?");
        var options = new Arguments(arguments.AsSpan(1));
        switch (arguments[0])
        {
            case "site": await SiteAsync(options, time, cancel); return 0;
            case "cameras": await CamerasAsync(options, time, cancel); return 0;
            case "judge": await JudgeCommand.RunAsync(options, Console.Out, cancel); return 0;
            case "render-scenes":
                await SceneFolder.WriteAsync(options.Required("out"), (int)options.Number("count", 100), (int)options.Number("seed", 1), options.Text("split") ?? "train", cancel);
                return 0;
            case "numbered": await NumberedAsync(options, time, cancel); return 0;
            case "fleet": await FleetAsync(options, time, cancel); return 0;
            case "farm": await FarmAsync(options, time, cancel); return 0;
            case "webhook": await new WebhookReceiver(options.Required("prefix"), options.Required("log"), time).RunAsync(cancel); return 0;
            case "once": return await OnceCheck.RunAsync(options, time, cancel);
            default: throw new ArgumentException($"'{arguments[0]}' is no command");
        }
    }

    private static async Task SiteAsync(Arguments options, TimeProvider time, CancellationToken cancel)
    {
        var catalogue = ProfileCatalogue.Load(options.Required("profiles")).OrThrow();
        var file = SiteFile.Load(options.Required("site"));
        var profiles = catalogue.All.ToDictionary(profile => profile.Id);
        foreach (var device in file.Devices.Where(device => !profiles.ContainsKey(device.Profile)))
            throw new InvalidDataException($"device {device.Id}: no profile '{device.Profile}'");
        var scenario = Scenario.Load(options.Required("scenario"), file.Targets());

        using var logging = LoggerFactory.Create(logging => logging.AddSimpleConsole(console => console.SingleLine = true));
        await using var truth = options.Text("truth") is { } path ? new StreamWriter(path, append: true) : null;
        await new SiteHost(file, profiles, scenario, time, logging.CreateLogger("site"))
            .RunAsync(Math.Clamp(options.Number("speed", 1), 0.01, 10_000), truth, options.Text("pictures"), cancel);
    }

    private static async Task CamerasAsync(Arguments options, TimeProvider time, CancellationToken cancel)
    {
        var file = SiteFile.Load(options.Required("site")) with { Devices = [] };
        var scenario = options.Text("scenario") is { } path
            ? Scenario.Load(path, file.Targets())
            : new Scenario("none", "Nothing happens", 1, 3, []);
        using var logging = LoggerFactory.Create(logging => logging.AddSimpleConsole(console => console.SingleLine = true));
        await new SiteHost(file, new Dictionary<string, DeviceProfile>(), scenario, time, logging.CreateLogger("cameras"))
            .RunAsync(1, null, options.Text("pictures"), cancel);
    }

    private static async Task NumberedAsync(Arguments options, TimeProvider time, CancellationToken cancel)
    {
        await using var log = new StreamWriter(options.Required("log"), append: true);
        await NumberedBus.RunAsync(IPEndPoint.Parse(options.Required("listen")), (int)options.Number("units", 1), log, time, cancel);
    }

    private static async Task FarmAsync(Arguments options, TimeProvider time, CancellationToken cancel)
    {
        var farm = new FarmOptions(
            (int)options.Number("port", 15200),
            (int)options.Number("devices", 1),
            (int)options.Number("registers", 30),
            TimeSpan.FromMilliseconds(options.Number("period", 1_000)),
            options.Number("alarms", 0),
            AlarmSeconds: options.Number("alarm-seconds", 2));
        await using var log = options.Text("log") is { } path ? new StreamWriter(path, append: true) { AutoFlush = true } : null;
        var report = await new RegisterFarm(farm, (device, at) => log?.WriteLine($"{device} {at.ToUnixTimeMilliseconds()}"), time).RunAsync(cancel);
        if (options.Text("report") is { } file)
            await RegisterFarm.WriteAsync(report, file, CancellationToken.None);
    }

    private static async Task FleetAsync(Arguments options, TimeProvider time, CancellationToken cancel)
    {
        var fleet = new FleetOptions(
            options.Text("host") ?? "127.0.0.1",
            (int)options.Number("port", 1883),
            (int)options.Number("gateways", 1),
            TimeSpan.FromSeconds(options.Number("interval", 1)),
            (int)options.Number("points", 3),
            options.Number("alarms", 0),
            PerProject: (int)options.Number("per-project", 10),
            Ramp: TimeSpan.FromSeconds(options.Number("ramp", 0)),
            KeepAlive: TimeSpan.FromSeconds(options.Number("keep-alive", 10)),
            RetryMost: TimeSpan.FromSeconds(options.Number("retry", 5)));
        if (options.Text("phases") is { } phases)
            fleet = fleet with { Phases = FleetPhase.Parse(phases) };
        if (options.Text("cloud") is { } address)
        {
            using var cloud = new CloudClient(new Uri(address));
            await cloud.SignInAsync(options.Required("password"), cancel);
            var added = await FleetRegistration.RunAsync(fleet, options.Text("profile") ?? "generic-tower-crane-tcp", cloud, cancel);
            Console.WriteLine($"{added} gateways registered");
        }

        var report = await FleetRunner.RunAsync(fleet, options.Number("seconds", 0), Console.Out, time, cancel);
        if (options.Text("report") is { } path)
            await report.WriteAsync(path, CancellationToken.None);
    }
}
