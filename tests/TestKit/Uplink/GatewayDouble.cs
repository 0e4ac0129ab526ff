using System.Threading.Channels;
using Edge.Core.Uplink;
using Telemetry.Model;
using Telemetry.Model.Configuration;
using Telemetry.Model.Profiles;

namespace TestKit.Uplink;

/// <summary>Stands for the gateway's composition in tests of an uplink: what it is configured with, and what was asked of it.</summary>
public sealed class GatewayDouble : IGatewayCommands, IDeviceDirectory
{
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private DirectorySnapshot _current = Site(1, "crane-1", "crane-2");

    public DirectorySnapshot Current => Volatile.Read(ref _current);

    /// <summary>Commands in the order in which they came.</summary>
    public Channel<string> Asked { get; } = Channel.CreateUnbounded<string>();

    /// <summary>What the next commands answer.</summary>
    public CommandResult Answer { get; set; } = new(true, null, [new Reading(new PointId("moment-ratio"), Outbox.Report.Noon, 0.5)]);

    /// <summary>What a configuration answers.</summary>
    public string? Refusal { get; set; }

    /// <summary>A site with tower cranes.</summary>
    public static DirectorySnapshot Site(long version, params string[] cranes) => new(version, null, [.. cranes.Select(id => new DirectoryDevice(
        new DeviceId(id), $"塔吊{id}", "generic-tower-crane-modbus",
        [
            new DirectoryPoint(new PointId("moment-ratio"), "%", new ValueRange(0, 200), PointType.Number, Writable: false,
                () => new Reading(new PointId("moment-ratio"), Outbox.Report.Noon, 81.5)),
            new DirectoryPoint(new PointId("siren"), "", null, PointType.Flag, Writable: true),
        ]))]);

    public void Change(DirectorySnapshot next)
    {
        Volatile.Write(ref _current, next);
        Interlocked.Exchange(ref _changed, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
    }

    public async Task<DirectorySnapshot> WaitForChangeAsync(DirectorySnapshot seen, CancellationToken cancel)
    {
        while (true)
        {
            var changed = Volatile.Read(ref _changed).Task;
            if (!ReferenceEquals(Current, seen))
                return Current;
            await changed.WaitAsync(cancel);
        }
    }

    public async Task<string?> ApplyConfigurationAsync(string json, CancellationToken cancel)
    {
        await Asked.Writer.WriteAsync($"configure {json}", cancel);
        return Refusal;
    }

    public async Task<CommandResult> TestDeviceAsync(DeviceConfiguration device, CancellationToken cancel)
    {
        await Asked.Writer.WriteAsync($"test {device.Id} {device.Address}", cancel);
        return Answer;
    }

    public async Task<CommandResult> WriteAsync(DeviceId device, PointId point, double value, CancellationToken cancel)
    {
        await Asked.Writer.WriteAsync(FormattableString.Invariant($"write {device} {point} {value}"), cancel);
        return Answer;
    }
}
