using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Edge.Core.Drivers;
using Edge.Core.Drivers.Binding;
using Microsoft.Extensions.Logging;
using Protocols.Hj212;
using Protocols.Hj212.Exchanges;
using Telemetry.Model;

namespace Edge.Drivers.Hj212;

/// <summary>
/// The one port that all stations dial into: the gateway is the upper computer (上位机). Open while a station is
/// configured. A stranger is answered, counted and served no further than that.
/// </summary>
public sealed class Hj212Port(Hj212Options options, Hj212Metrics metrics, TimeProvider clock, ILogger<Hj212Port> log) : IAsyncDisposable
{
    private static readonly TimeSpan TickEvery = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _gate = new(1);
    private readonly ConcurrentDictionary<string, StationHost> _stations = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Task, byte> _connections = new();
    private CancellationTokenSource? _open;
    private Task[] _running = [];

    /// <summary>The port in use; 0 while closed.</summary>
    public int Port { get; private set; }

    /// <summary>Serves one station until cancelled.</summary>
    /// <exception cref="DeviceException">The port cannot be opened.</exception>
    public async ValueTask ServeAsync(DeviceBinding device, IReadingSink sink, CancellationToken cancel)
    {
        try
        {
            await JoinAsync(device, sink, cancel);
            await Task.Delay(Timeout.InfiniteTimeSpan, clock, cancel);
        }
        finally
        {
            await LeaveAsync(device.Configuration.StationId!, sink);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        _gate.Dispose();
    }

    private StationHost NewStation(DeviceBinding device)
    {
        var dialect = device.Profile.Hj212 ?? new Telemetry.Model.Profiles.Hj212Dialect();
        if (!Hj212Rules.TryCreate(dialect.Edition, dialect.Lenient, out var rules, out var fault))
            throw new DeviceException(QualityReason.DeviceException, $"{device.Id}: {fault}");

        // Site meters send 22, 39 and 43; the device is known by its MN.
        rules = rules with { Tolerances = rules.Tolerances | Hj212Tolerances.AnySt };
        var station = new Hj212Station(
            device.Configuration.StationId!, device.Configuration.Password ?? options.DefaultPassword, Hj212SystemCode.SiteDust, rules,
            Hj212Timing.Radio, Hj212Time.ChinaStandard, dialect.Sm4, TakeAhead: true);
        return new StationHost(station, CipherOf(station.Mn, dialect.Sm4), options, metrics);
    }

    private Hj212Cipher? CipherOf(string mn, bool required)
    {
        var file = options.KeyFolder is { } folder ? Path.Combine(folder, mn) : null;
        if (file is not null && File.Exists(file) && Hj212Cipher.TryParseKey(File.ReadAllText(file).Trim(), out var key))
            return new Hj212Cipher(key);
        return required ? throw new DeviceException(QualityReason.DeviceException, $"station {mn} must encrypt and there is no key file for it") : null;
    }

    private async ValueTask JoinAsync(DeviceBinding device, IReadingSink sink, CancellationToken cancel)
    {
        await _gate.WaitAsync(cancel);
        try
        {
            _stations.GetOrAdd(device.Configuration.StationId!, _ => NewStation(device)).Join(device, sink, clock.GetUtcNow());
            Open();
        }
        finally
        {
            _gate.Release();
        }
    }

    private async ValueTask LeaveAsync(string mn, IReadingSink sink)
    {
        await _gate.WaitAsync(CancellationToken.None);
        try
        {
            if (_stations.TryGetValue(mn, out var station) && station.Leave(sink))
                _stations.TryRemove(mn, out _);
            if (_stations.IsEmpty)
                await CloseAsync();
        }
        finally
        {
            _gate.Release();
        }
    }

    private void Open()
    {
        if (_open is not null)
            return;
        var listener = new TcpListener(IPAddress.Parse(options.Bind), options.Port);
        try
        {
            listener.Start();
        }
        catch (SocketException fault)
        {
            listener.Dispose();
            throw new DeviceException(QualityReason.NoAnswer, $"port {options.Port} cannot be opened: {fault.Message}", fault);
        }

        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        _open = new CancellationTokenSource();
        _running = [AcceptAsync(listener, _open.Token), TickAsync(_open.Token)];
    }

    private async ValueTask CloseAsync()
    {
        if (_open is not { } open)
            return;
        (_open, Port) = (null, 0);
        await open.CancelAsync();
        foreach (var task in _running.Concat(_connections.Keys))
            await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        open.Dispose();
    }

    private async Task AcceptAsync(TcpListener listener, CancellationToken cancel)
    {
        using var owned = listener;
        while (true)
        {
            var socket = await listener.AcceptSocketAsync(cancel);
            if (_connections.Count >= options.MaxConnections)
            {
                metrics.Closed("too-many");
                socket.Dispose();
                continue;
            }

            metrics.Connected();
            socket.NoDelay = true;
            var serving = new StationConnection(socket, Find, options, metrics, clock).RunAsync(cancel);
            _connections.TryAdd(serving, 0);
            _ = serving.ContinueWith(Ended, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }

    private void Ended(Task serving)
    {
        _connections.TryRemove(serving, out _);
        if (serving.Exception?.InnerException is not { } fault)
            return;
        metrics.Closed("fault");
        log.ConnectionFault(fault);
    }

    private async Task TickAsync(CancellationToken cancel)
    {
        using var ticks = new PeriodicTimer(TickEvery, clock);
        while (await ticks.WaitForNextTickAsync(cancel))
            foreach (var station in _stations.Values)
                station.Tick(clock.GetUtcNow());
    }

    private StationHost? Find(string mn) => _stations.GetValueOrDefault(mn);
}

internal static partial class Log
{
    [LoggerMessage(3101, LogLevel.Error, "A station's connection ended by a fault of the gateway")]
    public static partial void ConnectionFault(this ILogger logger, Exception fault);
}
