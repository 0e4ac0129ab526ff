using System.Buffers;
using System.Collections.Concurrent;
using Cloud.Telemetry.Gateways;
using Cloud.Telemetry.Projects;
using Cloud.Telemetry.Series;
using Microsoft.Extensions.Options;
using Orleans.Runtime;
using Protocols.Sparkplug;
using Protocols.Sparkplug.Wire;
using Telemetry.Model;

namespace Cloud.Telemetry.Ingestion;

/// <summary>
/// The Sparkplug host application: follows births and deaths, turns data into records and answers with acknowledgements.
/// Data of a gateway that cannot be understood are refused and a rebirth is asked for; nothing is lost by it, because
/// what is not acknowledged is sent again.
/// </summary>
internal sealed class SparkplugHost(
    ISparkplugChannel channel, Lazy<IngestionPipelines> pipelines, PresenceQueue presence, IGrainFactory grains, ILocalSiloDetails silo,
    IOptions<IngestionOptions> options, IngestionMetrics metrics, TimeProvider time) : ISparkplugReceiver, IGatewayConnection
{
    private const long LongestDelayMilliseconds = 3_600_000;
    private readonly ConcurrentDictionary<GatewayId, NodeSession> _sessions = new();
    private IGatewayConnection? _reference;

    public void Receive(GatewayConnection connection, SparkplugTopic topic, in ReadOnlySequence<byte> payload)
    {
        if (PayloadReader.TryDecode(payload, out var decoded, out _) is not OperationStatus.Done)
        {
            metrics.Refused(Refusal.BadPayload);
            return;
        }

        if (!_sessions.TryGetValue(connection.Gateway, out var session) || !ReferenceEquals(session.Connection, connection))
            session = _sessions.AddOrUpdate(
                connection.Gateway, static (_, now) => new NodeSession(now),
                static (_, present, now) => ReferenceEquals(present.Connection, now) ? present : new NodeSession(now), connection);
        lock (session)
            Dispatch(session, topic, decoded!);
    }

    public void Ended(GatewayConnection connection)
    {
        if (!_sessions.TryGetValue(connection.Gateway, out var session) || !ReferenceEquals(session.Connection, connection))
            return;
        _sessions.TryRemove(KeyValuePair.Create(connection.Gateway, session));
        lock (session)
            Die(session);
    }

    /// <summary>Tells the grains which sessions live; one that its grain has lost is taken over, one that it takes for another is born again.</summary>
    public void TellAlive()
    {
        foreach (var session in _sessions.Values.Where(s => s.IsBorn))
        {
            var connection = session.Connection;
            presence.Add(connection.Gateway.Value, async cancel =>
            {
                var at = time.GetUtcNow();
                var lives = new GatewaySession(connection.Session, at - connection.Silence, connection.Remote.ToString(), SiloName);
                var known = await grains.Gateway(connection.Project, connection.Gateway).AliveAsync(lives, Reference, cancel);
                if (known is SessionKnown.TakenOver)
                    await PresenceAsync(connection, PresenceKind.GatewayOnline, null, at, cancel);
                if (known is not SessionKnown.Foreign)
                    return;
                lock (session)
                    AskRebirth(session);
            });
        }
    }

    /// <summary>Tells a gateway which records are flushed and evaluated.</summary>
    public async ValueTask AcknowledgeAsync(ProjectId project, MarkKey key, SequenceRanges ranges, CancellationToken cancel)
    {
        var ack = new AckMessage(key.Epoch, ranges.HighWater, [.. ranges.Islands.Select(i => new AckRange(i.First, i.Last))]);
        await SendAsync(project, key.Gateway, ack.ToCommand(Now), cancel);
        metrics.Acknowledged();
    }

    public Task SendAsync(string topic, ReadOnlyMemory<byte> payload) =>
        SparkplugTopic.TryParse(topic, out var parsed)
            ? channel.SendAsync(new GatewayId(parsed.EdgeNode), topic, payload, CancellationToken.None).AsTask()
            : Task.CompletedTask;

    public Task DisconnectAsync(string gateway) => channel.DisconnectAsync(new GatewayId(gateway), CancellationToken.None);

    private string SiloName => silo.SiloAddress.ToParsableString();

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    private IGatewayConnection Reference => LazyInitializer.EnsureInitialized(ref _reference, () => grains.CreateObjectReference<IGatewayConnection>(this));

    private void Dispatch(NodeSession session, SparkplugTopic topic, Payload payload)
    {
        switch (topic.Type)
        {
            case SparkplugMessageType.NBirth:
                NodeBirth(session, payload);
                return;
            case SparkplugMessageType.NDeath:
                NodeDeath(session, payload);
                return;
        }

        if (topic.Device is not null && !Identifier.IsValid(topic.Device))
        {
            metrics.Refused(Refusal.BadTopic);
            return;
        }

        if (!FollowsOn(session, payload))
            return;
        switch (topic.Type)
        {
            case SparkplugMessageType.DBirth:
                DeviceBirth(session, new DeviceId(topic.Device!), payload);
                break;
            case SparkplugMessageType.DDeath:
                DeviceDeath(session, new DeviceId(topic.Device!), payload);
                break;
            case SparkplugMessageType.NData when !payload.HasBody:
                NodeReport(session, payload);
                break;
            default:
                Data(session, topic.Device is { } device ? new DeviceId(device) : null, payload);
                break;
        }
    }

    private bool FollowsOn(NodeSession session, Payload payload)
    {
        var result = session.Sequence.Next(payload.HasSeq ? payload.Seq : null);
        if (result is SequenceResult.InOrder)
            return true;
        metrics.Refused(result is SequenceResult.NoBirth ? Refusal.NoBirth : Refusal.SequenceGap);
        AskRebirth(session);
        return false;
    }

    private void NodeBirth(NodeSession session, Payload payload)
    {
        if (session.Sequence.Birth(payload.HasSeq ? payload.Seq : null) is not SequenceResult.InOrder
            || !BirthDeath.TryReadBdSeq(payload, out var bdSeq)
            || session.Aliases.Load(null, payload) is not AliasResult.Done)
        {
            metrics.Refused(Refusal.BadBirth);
            session.Sequence.Reset();
            AskRebirth(session);
            return;
        }

        (session.BdSeq, session.IsBorn) = (bdSeq, true);
        session.Devices.Clear();
        ulong? epoch = null;
        foreach (var metric in payload.Metrics)
            if (metric.Name is MetricNames.DeliveryEpoch && metric.TryReadUInt64(out var value))
                epoch = value;
        session.Identify(hasOutbox: epoch is not null);
        var connection = session.Connection;
        var at = time.GetUtcNow();
        var birth = new GatewayBirth(
            connection.Session, at, connection.Remote.ToString(), epoch, NodeReportReader.Read(payload, session.Aliases, at), SiloName);
        presence.Add(connection.Gateway.Value, async cancel =>
        {
            await grains.Gateway(connection.Project, connection.Gateway).BornAsync(birth, Reference, cancel);
            await PresenceAsync(connection, PresenceKind.GatewayOnline, null, at, cancel);
        });
    }

    private void NodeDeath(NodeSession session, Payload payload)
    {
        if (session.BdSeq is { } born && !BirthDeath.Ends(born, payload))
        {
            metrics.Refused(Refusal.StaleDeath);
            return;
        }

        Die(session);
    }

    private void Die(NodeSession session)
    {
        if (!session.IsBorn)
            return;
        session.IsBorn = false;
        session.Sequence.Reset();
        session.Devices.Clear();
        var connection = session.Connection;
        var at = time.GetUtcNow();
        presence.Add(connection.Gateway.Value, async cancel =>
        {
            await grains.Gateway(connection.Project, connection.Gateway).DiedAsync(connection.Session, at, cancel);
            // A successor may be born already: it is the sessions that say whether anybody is there.
            if (!IsAlive(connection.Gateway))
                await PresenceAsync(connection, PresenceKind.GatewayOffline, null, at, cancel);
        });
    }

    private bool IsAlive(GatewayId gateway) => _sessions.TryGetValue(gateway, out var session) && session.IsBorn;

    private void DeviceBirth(NodeSession session, DeviceId device, Payload payload)
    {
        if (session.Aliases.Load(device.Value, payload) is not AliasResult.Done)
        {
            metrics.Refused(Refusal.BadBirth);
            AskRebirth(session);
            return;
        }

        session.Devices.Add(device);
        Tell(session.Connection, PresenceKind.DeviceOnline, device, time.GetUtcNow());
        // The birth of a node without an outbox is the only message that its first values come in.
        if (session.NextForeign() is { } own)
            Data(session, device, payload, own);
    }

    private void DeviceDeath(NodeSession session, DeviceId device, Payload payload)
    {
        if (!session.Devices.Remove(device))
            return;
        // The death has the node's time; a clock that is wrong must not date it into the future or far back.
        var now = time.GetUtcNow();
        var at = payload.HasTimestamp && now.ToUnixTimeMilliseconds() - (long)payload.Timestamp is >= 0 and < LongestDelayMilliseconds
            ? DateTimeOffset.FromUnixTimeMilliseconds((long)payload.Timestamp) : now;
        Tell(session.Connection, PresenceKind.DeviceOffline, device, at);
    }

    private void NodeReport(NodeSession session, Payload payload)
    {
        var report = NodeReportReader.Read(payload, session.Aliases, time.GetUtcNow());
        var connection = session.Connection;
        presence.Add(connection.Gateway.Value, cancel => grains.Gateway(connection.Project, connection.Gateway).ReportedAsync(report, cancel));
    }

    private void Data(NodeSession session, DeviceId? device, Payload payload, RecordId? foreign = null)
    {
        var connection = session.Connection;
        var data = RecordDecoder.Decode(
            payload, device, session.Aliases, connection.Gateway, time.GetUtcNow(), foreign ?? session.NextForeign());
        if (data.Refusal is { } reason)
        {
            metrics.Refused(reason);
            if (data.Rebirth)
                AskRebirth(session);
            return;
        }

        Count(data);
        if (!pipelines.Value.TryAdd(connection.Project, data.Records, data.Points))
            metrics.Refused(Refusal.QueueFull);
    }

    private void Count(in DecodedData data)
    {
        metrics.Points(data.Points);
        if (data.BadMetrics > 0)
            metrics.Refused(Refusal.BadMetric, data.BadMetrics);
        if (data.BadTimes > 0)
            metrics.Refused(Refusal.BadTime, data.BadTimes);
        if (data.BadEvents > 0)
            metrics.Refused(Refusal.BadEvent, data.BadEvents);
    }

    private void AskRebirth(NodeSession session)
    {
        var now = time.GetTimestamp();
        if (session.RebirthAskedAt is { } asked && time.GetElapsedTime(asked, now) < TimeSpan.FromSeconds(options.Value.RebirthEverySeconds))
            return;
        session.RebirthAskedAt = now;
        metrics.Rebirth();
        var connection = session.Connection;
        presence.Add(connection.Gateway.Value, cancel => SendAsync(connection.Project, connection.Gateway, BirthDeath.RebirthCommand(Now), cancel).AsTask());
    }

    private ValueTask SendAsync(ProjectId project, GatewayId gateway, Payload payload, CancellationToken cancel) => channel.SendAsync(
        gateway, SparkplugTopic.ForNode(SparkplugMessageType.NCmd, project.Value, gateway.Value).ToString(), PayloadWriter.ToArray(payload), cancel);

    private void Tell(GatewayConnection connection, PresenceKind kind, DeviceId device, DateTimeOffset at)
    {
        presence.Add(connection.Gateway.Value, cancel => PresenceAsync(connection, kind, device, at, cancel));
    }

    private Task PresenceAsync(GatewayConnection connection, PresenceKind kind, DeviceId? device, DateTimeOffset at, CancellationToken cancel) =>
        grains.Project(connection.Project).PresenceAsync(new PresenceChange(kind, connection.Gateway, device, at), cancel);
}
