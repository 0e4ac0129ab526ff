using System.Net;
using FirmwareSim.Cameras;
using FirmwareSim.Machines;
using FirmwareSim.Scenarios;
using FirmwareSim.Wire;
using Microsoft.Extensions.Logging;
using Protocols.Modbus;
using Telemetry.Model.Profiles;

namespace FirmwareSim.Site;

/// <summary>A whole site: its physics, and one network or serial peer for each bus that the gateway will find.</summary>
public sealed partial class SiteHost(
    SiteFile file, IReadOnlyDictionary<string, DeviceProfile> profiles, Scenario scenario, TimeProvider time, ILogger logger)
{
    /// <summary>Runs until cancelled.</summary>
    /// <param name="speed">Simulated seconds a second.</param>
    /// <param name="truth">Takes the truth log; null = none.</param>
    /// <param name="pictures">Folder for what every camera picture shows; null = none.</param>
    /// <param name="cancel">Ends the site.</param>
    public async Task RunAsync(double speed, TextWriter? truth, string? pictures, CancellationToken cancel)
    {
        using var cameras = new CameraSet(file, pictures, time, logger);
        var machines = file.Devices
            .Select(device => MachineFactory.Create(device, profiles[device.Profile], scenario.Seed))
            .OfType<IMachine>().Concat(cameras.All).ToList();
        var simulation = new SiteSimulation(
            scenario, machines, new TruthLog(truth, time, scenario.Watch ?? []), scenario.Start ?? time.GetUtcNow());

        var peers = new List<Func<CancellationToken, Task>>();
        foreach (var bus in file.Devices.Where(device => profiles[device.Profile].Protocol == "modbus").GroupBy(device => device.Address))
            peers.Add(ending => RunBusAsync(bus.Key, Units([.. bus], simulation), ending));
        foreach (var station in file.Devices.Where(device => profiles[device.Profile].Protocol == "hj212"))
            peers.Add(new DustStationPeer(station, profiles[station.Profile], simulation.Panel(station.Id), time, logger).RunAsync);
        peers.AddRange(cameras.All.Select(camera => (Func<CancellationToken, Task>)camera.RunAsync));
        LogReady(file.Devices.Count, cameras.All.Count, scenario.Name);
        peers.Add(ending => simulation.RunAsync(new SiteClock(time, speed), ending));
        await Together.RunAsync(peers, cancel);
    }

    private ModbusUnits Units(IReadOnlyList<SiteDevice> devices, SiteSimulation simulation) => new(
        devices.ToDictionary(
            device => (byte)(device.Unit ?? 1),
            device => (
                Map: (IModbusRegisterMap)new ProfileRegisters(profiles[device.Profile], device.Parameters, simulation.Panel(device.Id)),
                simulation.Panel(device.Id).Faults)),
        Noise.For(scenario.Seed, devices[0].Address), time);

    private static async Task RunBusAsync(string address, ModbusUnits units, CancellationToken cancel)
    {
        var uri = new Uri(address);
        if (uri.Scheme == "rtu")
        {
            using var line = PseudoTerminal.Open(uri.AbsolutePath);
            await using var closing = cancel.Register(static line => ((PseudoTerminal)line!).Dispose(), line);
            try
            {
                await ModbusRtuLine.ServeAsync(line.Stream, units, cancel);
            }
            catch (Exception error) when (cancel.IsCancellationRequested && error is IOException or ObjectDisposedException)
            {
                // A read of a terminal cannot be cancelled; closing the line ends it.
            }

            return;
        }

        using var peer = new ModbusTcpPeer(new IPEndPoint(IPAddress.Parse(uri.Host), uri.Port), units, uri.Scheme == "rtu+tcp");
        peer.Open();
        await peer.RunAsync(cancel);
    }

    [LoggerMessage(1, LogLevel.Information, "Site ready: {Devices} devices, {Cameras} cameras, scenario {Scenario}")]
    private partial void LogReady(int devices, int cameras, string scenario);
}
