using System.Collections.Immutable;
using System.Threading.Channels;
using Edge.Core.Vision;
using Edge.Vision.Capture;
using Edge.Vision.Events;
using Edge.Vision.Recording;
using Edge.Vision.Watching;
using Microsoft.Extensions.Options;

namespace Edge.Vision.Cameras;

/// <summary>
/// The cameras at work: those that the gateway names and those of the settings. What the gateway said last is kept on disk, so that
/// recording and watching begin without it. A new list touches only what differs.
/// </summary>
public sealed class CameraSet(
    CameraPorts ports, GatewayLink gateway, OrderFile orders, IOptions<CameraSettings> settings, RecordingFolder recordings, ILogger<CameraSet> log) : BackgroundService
{
    private readonly Channel<IReadOnlyList<CameraOrder>> _ordered = Channel.CreateUnbounded<IReadOnlyList<CameraOrder>>();
    private ImmutableDictionary<string, CameraRuntime> _cameras = ImmutableDictionary<string, CameraRuntime>.Empty;

    /// <summary>The cameras at work, by id.</summary>
    public ImmutableDictionary<string, CameraRuntime> Cameras => _cameras;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        recordings.Recover();
        gateway.Ordered += list => _ordered.Writer.TryWrite(list);
        try
        {
            await ApplyAsync(orders.Read());
            await foreach (var list in _ordered.Reader.ReadAllAsync(stoppingToken))
            {
                orders.Write(list);
                await ApplyAsync(list);
            }
        }
        finally
        {
            foreach (var camera in _cameras.Values)
                await camera.DisposeAsync();
        }
    }

    private async Task ApplyAsync(IReadOnlyList<CameraOrder> ordered)
    {
        var own = settings.Value.Cameras;
        var wanted = ordered.Where(order => order.Id.Length > 0)
            .Concat(own.Where(camera => camera.Value.Address.Length > 0).Select(camera => new CameraOrder(camera.Key, camera.Key, camera.Value.Address, null)))
            .DistinctBy(order => order.Id).ToDictionary(order => order.Id, StringComparer.Ordinal);
        foreach (var (id, running) in _cameras)
            if (!wanted.TryGetValue(id, out var order) || order != running.Order)
            {
                _cameras = _cameras.Remove(id);
                await running.DisposeAsync();
            }

        foreach (var (id, order) in wanted)
            if (!_cameras.ContainsKey(id))
            {
                if (StreamAddress.TryParse(order, out var address))
                    _cameras = _cameras.Add(id, new CameraRuntime(order, own.GetValueOrDefault(id) ?? new CameraOptions(), address!, ports));
                else
                    log.NoAddress(id);
            }

        log.Watching(_cameras.Count);
    }
}

/// <summary>Section <c>Cameras</c>, by device id.</summary>
public sealed class CameraSettings
{
    public Dictionary<string, CameraOptions> Cameras { get; } = new(StringComparer.Ordinal);
}

/// <summary>Checks <see cref="CameraSettings"/>.</summary>
public sealed class CameraSettingsValidator : IValidateOptions<CameraSettings>
{
    public ValidateOptionsResult Validate(string? name, CameraSettings options)
    {
        var faults = options.Cameras.SelectMany(camera => camera.Value.Faults(camera.Key)).ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}

internal static partial class Log
{
    [LoggerMessage(5411, LogLevel.Warning, "{Camera}: its address cannot be used")]
    public static partial void NoAddress(this ILogger logger, string camera);

    [LoggerMessage(5412, LogLevel.Information, "{Cameras} cameras are at work")]
    public static partial void Watching(this ILogger logger, int cameras);
}
