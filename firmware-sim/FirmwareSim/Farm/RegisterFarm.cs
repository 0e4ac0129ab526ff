using System.Text.Json;
using FirmwareSim.Fleet;
using FirmwareSim.Machines;
using FirmwareSim.Scenarios;
using FirmwareSim.Wire;
using Protocols.Modbus;

namespace FirmwareSim.Farm;

/// <summary>Serves the farm, raises alarms and counts how regularly it is read.</summary>
/// <param name="options">The farm.</param>
/// <param name="alarmed">Told of every alarm: device and the instant at which its register changed; null = nobody.</param>
/// <param name="time">Clock.</param>
public sealed class RegisterFarm(FarmOptions options, Action<int, DateTimeOffset>? alarmed, TimeProvider time)
{
    private readonly LatencyHistogram _jitter = new();
    private readonly Lock _gate = new();
    private DateTimeOffset? _firstRead;
    private long _reads;

    /// <summary>When the first read came; null = none yet.</summary>
    public DateTimeOffset? FirstReadAt
    {
        get
        {
            lock (_gate)
                return _firstRead;
        }
    }

    /// <summary>Reads answered so far.</summary>
    public long Reads => Interlocked.Read(ref _reads);

    /// <summary>Serves until cancelled; the report at the end.</summary>
    public async Task<FarmReport> RunAsync(CancellationToken cancel)
    {
        var devices = Enumerable.Range(0, options.Devices).Select(_ => NewDevice()).ToList();
        var peers = devices.Select((device, i) => new ModbusTcpPeer(options.EndpointOf(i), UnitsOf(device), rtu: false)).ToList();
        peers.ForEach(peer => peer.Open());
        try
        {
            await Task.WhenAll([AlarmAsync(devices, cancel), .. peers.Select(peer => peer.RunAsync(cancel))]);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // The end of the run.
        }
        finally
        {
            peers.ForEach(peer => peer.Dispose());
        }

        return new FarmReport(Interlocked.Read(ref _reads), _firstRead, _jitter.Buckets());
    }

    /// <summary>Writes the report.</summary>
    public static Task WriteAsync(FarmReport report, string path, CancellationToken cancel) =>
        File.WriteAllTextAsync(path, JsonSerializer.Serialize(report, JsonSerializerOptions.Web), cancel);

    /// <summary>Reads a report.</summary>
    /// <exception cref="InvalidDataException">It is none.</exception>
    public static async Task<FarmReport> ReadAsync(string path, CancellationToken cancel) =>
        JsonSerializer.Deserialize<FarmReport>(await File.ReadAllTextAsync(path, cancel), JsonSerializerOptions.Web)
        ?? throw new InvalidDataException($"{path}: the file is empty");

    private FarmRegisters NewDevice()
    {
        var last = 0L;
        return new FarmRegisters(options.Registers, () =>
        {
            var (before, now) = (last, time.GetTimestamp());
            last = now;
            Interlocked.Increment(ref _reads);
            if (before != 0)
                _jitter.Add((time.GetElapsedTime(before, now) - options.Period).Duration());
            else
                NoteFirst();
        });
    }

    private void NoteFirst()
    {
        lock (_gate)
            _firstRead ??= time.GetUtcNow();
    }

    private ModbusUnits UnitsOf(FarmRegisters device) => new(
        new Dictionary<byte, (IModbusRegisterMap, FaultSet)> { [1] = (device, new FaultSet(Noise.For(0, "farm"))) }, Noise.For(0, "farm"), time);

    // One device after the other, each long enough clean before its turn comes again; the log says when its register changed.
    private async Task AlarmAsync(List<FarmRegisters> devices, CancellationToken cancel)
    {
        if (options.Alarms <= 0)
            return;
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1 / options.Alarms), time);
        var clearing = new Queue<(long At, FarmRegisters Device)>();
        for (var turn = 0; await timer.WaitForNextTickAsync(cancel); turn++)
        {
            var at = time.GetUtcNow();
            devices[turn % devices.Count].Alarm = options.AlarmValue;
            alarmed?.Invoke(turn % devices.Count, at);
            clearing.Enqueue((time.GetTimestamp(), devices[turn % devices.Count]));
            while (clearing.TryPeek(out var oldest) && time.GetElapsedTime(oldest.At).TotalSeconds >= options.AlarmSeconds)
                clearing.Dequeue().Device.Alarm = null;
        }
    }
}
