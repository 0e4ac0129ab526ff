using Cloud.Telemetry.Projects;
using Cloud.Telemetry.Warnings;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using Orleans.Runtime;
using Protocols.Sparkplug;
using Protocols.Sparkplug.Wire;
using Telemetry.Model;
using Telemetry.Model.Configuration;

namespace Cloud.Telemetry.Gateways;

/// <summary>What is remembered of a gateway when nobody holds its session.</summary>
[GenerateSerializer, Alias("GatewayMemory")]
public sealed class GatewayMemory
{
    [Id(0)] public DateTimeOffset? LastSeenAt { get; set; }

    [Id(1)] public DateTimeOffset? Since { get; set; }

    [Id(2)] public string? Address { get; set; }

    [Id(3)] public string? SoftwareVersion { get; set; }

    [Id(4)] public long? ReportedVersion { get; set; }

    [Id(5)] public string? ConfigurationError { get; set; }

    [Id(6)] public ulong? Epoch { get; set; }
}

/// <inheritdoc cref="IGatewayGrain"/>
/// <remarks>Reentrant: the answer to a command comes while the command waits for it.</remarks>
[Reentrant, KeepAlive]
internal sealed class GatewayGrain(
    IDirectory directory, IRuleBook rules, ILiveFeed feed, ConnectedGateways connected, TimeProvider time, ILogger<GatewayGrain> logger,
    [PersistentState("gateway")] IPersistentState<GatewayMemory> memory) : Grain, IGatewayGrain
{
    private static readonly TimeSpan CommandTimeout = TimeSpan.FromSeconds(15);

    private readonly Dictionary<string, TaskCompletionSource<CommandResult>> _waiting = new(StringComparer.Ordinal);
    private IGatewayConnection? _connection;
    private Task _saving = Task.CompletedTask;
    private Guid _session;
    private string _silo = "";
    private long _issued;
    private IReadOnlyList<OutboxLane> _lanes = [];

    private ProjectId Project => new(this.GetPrimaryKeyString().Split('/')[0]);

    private GatewayId Gateway => new(this.GetPrimaryKeyString().Split('/')[1]);

    public async Task<GatewayStatus> StatusAsync(CancellationToken cancel) => Status(await EntryAsync(cancel));

    public async Task BornAsync(GatewayBirth birth, IGatewayConnection connection, CancellationToken cancel)
    {
        if (_session != birth.Session)
        {
            (_session, _issued) = (birth.Session, 0);
            memory.State.Since = birth.At;
        }

        Connect(connection, birth.Silo);
        (memory.State.LastSeenAt, memory.State.Address, memory.State.Epoch) = (birth.At, birth.Address, birth.Epoch);
        Remember(birth.Report);
        await SaveAsync(cancel);
        var entry = await EntryAsync(cancel);
        await IssueAsync(entry, cancel);
        feed.Publish(new GatewayChanged(Project, Status(entry)));
    }

    public async Task DiedAsync(Guid session, DateTimeOffset at, CancellationToken cancel)
    {
        if (session == _session && _connection is not null)
            await DisconnectedAsync(at, cancel);
    }

    public async Task<bool> SiloLostAsync(string silo, DateTimeOffset at, CancellationToken cancel)
    {
        if (_connection is null || !string.Equals(_silo, silo, StringComparison.Ordinal))
            return false;
        await DisconnectedAsync(at, cancel);
        return true;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        connected.Remove(this.GetPrimaryKeyString());
        return base.OnDeactivateAsync(reason, cancellationToken);
    }

    public async Task<SessionKnown> AliveAsync(GatewaySession session, IGatewayConnection connection, CancellationToken cancel)
    {
        if (_connection is not null && session.Session != _session)
            return SessionKnown.Foreign;
        var known = _connection is not null;
        if (!known)
        {
            // The configuration may have been issued by the activation before: once more does no harm.
            (_session, _issued) = (session.Session, 0);
            Connect(connection, session.Silo);
            memory.State.Since ??= session.LastSeenAt;
            memory.State.Address = session.Address;
        }

        memory.State.LastSeenAt = session.LastSeenAt;
        await SaveAsync(cancel);
        if (known)
            return SessionKnown.Known;
        var entry = await EntryAsync(cancel);
        await IssueAsync(entry, cancel);
        feed.Publish(new GatewayChanged(Project, Status(entry)));
        return SessionKnown.TakenOver;
    }

    private void Connect(IGatewayConnection connection, string silo)
    {
        (_connection, _silo) = (connection, silo);
        connected.Set(this.GetPrimaryKeyString(), silo);
    }

    private async Task DisconnectedAsync(DateTimeOffset at, CancellationToken cancel)
    {
        _connection = null;
        connected.Remove(this.GetPrimaryKeyString());
        (memory.State.LastSeenAt, memory.State.Since) = (at, at);
        foreach (var waiting in _waiting.Values)
            waiting.TrySetResult(CommandResult.Gone);
        await SaveAsync(cancel);
        feed.Publish(new GatewayChanged(Project, Status(await EntryAsync(cancel))));
    }

    public async Task ReportedAsync(GatewayReport report, CancellationToken cancel)
    {
        if (report.CommandResult is { } json)
        {
            if (!CommandResult.TryParse(json, report.At, out var result))
                Log.BadResult(logger, Gateway.Value);
            else if (_waiting.TryGetValue(result.Id, out var waiting))
                waiting.TrySetResult(result);
        }

        memory.State.LastSeenAt = report.At;
        if (!Remember(report))
            return;
        await SaveAsync(cancel);
        feed.Publish(new GatewayChanged(Project, Status(await EntryAsync(cancel))));
    }

    public Task<CommandAnswer> TestDeviceAsync(DeviceConfiguration device, CancellationToken cancel) =>
        RequestAsync(id => CommandRequest.TestDevice(id, device), cancel);

    public Task<CommandAnswer> WriteAsync(DeviceId device, PointId point, double value, CancellationToken cancel) =>
        RequestAsync(id => CommandRequest.Write(id, device, point, value), cancel);

    public Task<CommandAnswer> ShowAsync(DeviceId camera, string session, string address, CancellationToken cancel) =>
        RequestAsync(id => CommandRequest.Show(id, camera, session, address), cancel);

    public async Task ConfigurationChangedAsync(CancellationToken cancel)
    {
        var entry = await EntryAsync(cancel);
        await IssueAsync(entry, cancel);
        feed.Publish(new GatewayChanged(Project, Status(entry)));
    }

    public async Task<bool> RevokeAsync(string reason, CancellationToken cancel)
    {
        if (!await directory.RevokeAsync(Gateway, reason, time.GetUtcNow(), cancel))
            return false;
        if (_connection is { } connection)
            await connection.DisconnectAsync(Gateway.Value);
        return true;
    }

    // The grain is reentrant and its state has one version: writes follow each other.
    private Task SaveAsync(CancellationToken cancel) => _saving = SaveAfterAsync(_saving, cancel);

    private async Task SaveAfterAsync(Task before, CancellationToken cancel)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        await memory.WriteStateAsync(cancel);
    }

    private async Task<GatewayEntry?> EntryAsync(CancellationToken cancel) =>
        await directory.GatewayAsync(Gateway, cancel) is { } entry && entry.Project == Project ? entry : null;

    private GatewayStatus Status(GatewayEntry? entry) => new(
        Gateway,
        _connection is not null ? GatewayState.Online : memory.State.LastSeenAt is null ? GatewayState.Never : GatewayState.Offline,
        memory.State.Since,
        // A connected gateway is silent for some seconds at most, else it would not be connected any more.
        _connection is not null ? time.GetUtcNow() : memory.State.LastSeenAt,
        memory.State.Address,
        memory.State.SoftwareVersion,
        entry?.DesiredVersion ?? 0,
        memory.State.ReportedVersion,
        string.IsNullOrEmpty(memory.State.ConfigurationError) ? null : memory.State.ConfigurationError,
        memory.State.Epoch,
        _lanes);

    /// <summary>True when something worth remembering has changed.</summary>
    private bool Remember(GatewayReport report)
    {
        _lanes = report.Lanes ?? _lanes;
        var state = memory.State;
        var before = (state.ReportedVersion, state.ConfigurationError, state.SoftwareVersion);
        state.ReportedVersion = report.ConfigurationVersion ?? state.ReportedVersion;
        state.ConfigurationError = report.ConfigurationError ?? state.ConfigurationError;
        state.SoftwareVersion = report.SoftwareVersion ?? state.SoftwareVersion;
        return before != (state.ReportedVersion, state.ConfigurationError, state.SoftwareVersion);
    }

    /// <summary>
    /// Sends the desired configuration when the gateway runs another. Once a session and version: a gateway that refuses it
    /// is born again with the reason, and must not be asked for ever.
    /// </summary>
    private async Task IssueAsync(GatewayEntry? entry, CancellationToken cancel)
    {
        if (_connection is not { } connection || entry is not { DesiredVersion: > 0 } || entry.DesiredVersion == memory.State.ReportedVersion || entry.DesiredVersion == _issued)
            return;
        _issued = entry.DesiredVersion;
        var devices = await directory.DevicesAsync(Project, cancel);
        var json = DesiredConfiguration.Compose(
            entry.DesiredVersion, [.. devices.Where(d => d.Gateway == Gateway).Select(d => d.Configuration)], await rules.ForAsync(Project, cancel));
        await SendAsync(connection, MetricNames.ConfigDesired, json);
    }

    private async Task<CommandAnswer> RequestAsync(Func<string, string> request, CancellationToken cancel)
    {
        if (_connection is not { } connection)
            return new CommandAnswer(CommandOutcome.Offline, null, [], TimeSpan.Zero);
        var id = Guid.CreateVersion7().ToString("n");
        var waiting = _waiting[id] = new TaskCompletionSource<CommandResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        var started = time.GetTimestamp();
        try
        {
            // The time runs from the asking: the answer may come before the sending is known to be over.
            var answered = waiting.Task.WaitAsync(CommandTimeout, time, cancel);
            await SendAsync(connection, MetricNames.CommandRequest, request(id));
            var result = await answered;
            var outcome = ReferenceEquals(result, CommandResult.Gone) ? CommandOutcome.Offline : result.Ok ? CommandOutcome.Done : CommandOutcome.Failed;
            return new CommandAnswer(outcome, result.Error, result.Readings, time.GetElapsedTime(started));
        }
        catch (Exception fault) when (fault is OrleansMessageRejectionException or ClientNotAvailableException or SiloUnavailableException)
        {
            // The silo that held the connection is gone.
            return new CommandAnswer(CommandOutcome.Offline, null, [], time.GetElapsedTime(started));
        }
        catch (TimeoutException)
        {
            return new CommandAnswer(CommandOutcome.TimedOut, null, [], time.GetElapsedTime(started));
        }
        finally
        {
            _waiting.Remove(id);
            waiting.TrySetCanceled(CancellationToken.None);
        }
    }

    private Task SendAsync(IGatewayConnection connection, string metric, string text)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var payload = new Payload { Timestamp = (ulong)now, Metrics = { MetricFactory.String(metric, text, now) } };
        var topic = SparkplugTopic.ForNode(SparkplugMessageType.NCmd, Project.Value, Gateway.Value).ToString();
        return connection.SendAsync(topic, PayloadWriter.ToArray(payload));
    }
}

internal static partial class Log
{
    [LoggerMessage(EventId = 4001, Level = LogLevel.Warning, Message = "Gateway {Gateway} sent a command result that cannot be read.")]
    public static partial void BadResult(ILogger logger, string gateway);
}
