using Cloud.Telemetry.Gateways;
using Cloud.Telemetry.Projects;
using Cloud.Tests.Ingestion;
using Conformance.Tests.Recording;
using Protocols.Sparkplug;
using Protocols.Sparkplug.Wire;
using Telemetry.Model;

namespace Conformance.Tests.Subjects;

/// <summary>A session of the real ingestion (broker, host, silo, stores) with edge nodes that do right and wrong.</summary>
internal sealed class OurHost(CloudHouse house, RecordingProxy proxy, SessionRecording recording, CancellationToken cancel)
{
    private const string Crane = "crane-1";
    private const string State = "spBv1.0/STATE/edge-cloud";

    public static async Task<Trace> RecordAsync(CancellationToken cancel)
    {
        var recording = new SessionRecording(TimeProvider.System);
        recording.Note("host-started");
        var house = await CloudHouse.StartAsync();
        await using (var proxy = new RecordingProxy(house.Broker.PlainPort, recording))
        {
            await using var node = new PlainNode(CloudHouse.Project.Value, "gw-1");
            try
            {
                var session = new OurHost(house, proxy, recording, cancel);
                await session.DeliverAsync(node);
                await session.IntrudeAsync();
                await session.CommandAsync();
                await session.SkipAsync(node);
                await session.LoseDeviceAsync(node);
                await session.LoseNodeAsync(node);
            }
            finally
            {
                await house.DisposeAsync();
            }

            await recording.UntilAsync(all => StatesOf(all).Any(s => s is { Online: false }), cancel);
        }

        var states = StatesOf(recording.Entries);
        recording.Note("state-online-and-offline", states.Any(s => s.Online) && states.Any(s => !s.Online) ? "" : "not both");
        return new Trace(recording.Entries, subjectIsHost: true);
    }

    private async Task DeliverAsync(PlainNode node)
    {
        await node.ConnectAsync(proxy.Port, cancel);
        await recording.UntilAsync(all => StatesOf(all).Count > 0, cancel);
        await node.BirthAsync(Crane, cancel);
        await AcknowledgedAsync(await node.DataAsync(Crane, 81.5, cancel));
        recording.Note("listens-when-online");
        recording.Note("broker-qos0");
        await AcknowledgedAsync(await node.DataAsync(Crane, 82.5, cancel, qos: 1));
        await recording.UntilAsync(all => all.OfType<Acknowledged>().Any(a => !a.FromClient), cancel);
        recording.Note("broker-qos1");
        recording.Note("broker-wills", "a will reaches the host alone and is never retained");
        recording.Note("broker-retained", "nothing is retained but the STATE of the host");
    }

    // A second node tries to speak for the first, and for the host.
    private async Task IntrudeAsync()
    {
        await using var intruder = new PlainNode(CloudHouse.Project.Value, "gw-2");
        await intruder.ConnectAsync(proxy.Port, cancel);
        var before = house.Counted("foreign-topic");
        await intruder.PublishAsync("spBv1.0/site-1/NBIRTH/gw-1", BirthDeath.NodeBirth(9, 0, 1), cancel, qos: 1);
        recording.Note("descriptor-is-unique", house.Counted("foreign-topic") > before ? "" : "another node speaks under the name of the first");
        await intruder.PublishAsync(State, new HostState(false, long.MaxValue / 2).Encode(), 1, retain: true, cancel);
        await using var later = new PlainNode(CloudHouse.Project.Value, "gw-2");
        var seen = StatesOf(recording.Entries).Count;
        await intruder.DisposeAsync();
        await later.ConnectAsync(proxy.Port, cancel);
        await recording.UntilAsync(all => StatesOf(all).Count > seen, cancel);
        recording.Note("state-cannot-be-forged", StatesOf(recording.Entries)[^1].Online ? "" : "a node has made the host look offline");
    }

    private async Task CommandAsync()
    {
        var written = house.Grains.Gateway(CloudHouse.Project, CloudHouse.Gateway).WriteAsync(new DeviceId(Crane), new PointId("siren"), 1, cancel);
        await recording.UntilAsync(all => all.Any(e => e is Published { FromClient: false } p && (p.Topic.Contains("/NCMD/", StringComparison.Ordinal) && Names(p, MetricNames.CommandRequest)
            || p.Topic.Contains("/DCMD/", StringComparison.Ordinal))), cancel);
        recording.Note("device-written", "a write travels in the NCMD Command/Request");
        _ = written.ContinueWith(t => t.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
    }

    private async Task SkipAsync(PlainNode node)
    {
        node.SkipOne();
        recording.Note("sequence-gap");
        await node.DataAsync(Crane, 83, cancel);
        await recording.UntilAsync(all => all.Any(e => e is Published { FromClient: false } p && Names(p, MetricNames.Rebirth)), cancel);
        await node.BirthAsync(Crane, cancel);
        await AcknowledgedAsync(await node.DataAsync(Crane, 84, cancel));
    }

    private async Task LoseDeviceAsync(PlainNode node)
    {
        var at = TimeProvider.System.GetUtcNow().AddSeconds(-5);
        at = DateTimeOffset.FromUnixTimeMilliseconds(at.ToUnixTimeMilliseconds());
        await node.DeviceDeathAsync(Crane, at, cancel);
        var status = await EventuallyAsync(StatusAsync, s => s is { State: DeviceState.Offline });
        recording.Note("ddeath-device-offline", status?.Since == at ? "" : "offline since another time than that of the DDEATH");
        recording.Note("ddeath-device-stale", await AllStaleAsync() ? "" : "values of the dead device are not stale");
    }

    private async Task LoseNodeAsync(PlainNode node)
    {
        await node.BirthAsync(Crane, cancel);
        await AcknowledgedAsync(await node.DataAsync(Crane, 85, cancel));
        await EventuallyAsync(StatusAsync, s => s is { State: DeviceState.Online });
        var before = TimeProvider.System.GetUtcNow();
        await node.DeathAsync(cancel);
        var grain = house.Grains.Gateway(CloudHouse.Project, CloudHouse.Gateway);
        var status = await EventuallyAsync(() => grain.StatusAsync(cancel), s => s.State is GatewayState.Offline);
        recording.Note("ndeath-node-offline", status.Since >= before ? "" : "offline since another time than that of the host");
        recording.Note("ndeath-node-stale", status is { State: GatewayState.Offline, LastSeenAt: not null } ? "" : "what the node has said of itself looks fresh");
        await EventuallyAsync(StatusAsync, s => s is { State: DeviceState.Offline });
        recording.Note("ndeath-devices-offline");
        recording.Note("ndeath-devices-stale", await AllStaleAsync() ? "" : "values of the devices are not stale");
    }

    private async Task<DeviceStatus?> StatusAsync() =>
        (await house.Grains.Project(CloudHouse.Project).DevicesAsync(cancel)).FirstOrDefault(d => d.Device.Value == Crane);

    private async Task<bool> AllStaleAsync()
    {
        var latest = await house.Grains.Project(CloudHouse.Project).LatestAsync(new DeviceId(Crane), cancel);
        return latest.Devices is [{ Points: { Count: > 0 } points }] && points.All(p => p.Stale);
    }

    private async Task<T> EventuallyAsync<T>(Func<Task<T>> ask, Func<T, bool> enough)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (true)
        {
            if (await ask() is var answer && enough(answer))
                return answer;
            await timer.WaitForNextTickAsync(cancel);
        }
    }

    private Task AcknowledgedAsync(ulong sequence) => recording.UntilAsync(
        all => all.OfType<Published>().Any(p => !p.FromClient && Ack(p) is { } ack && (ack.HighWater >= sequence || ack.Islands.Any(i => i.First <= sequence && sequence <= i.Last))), cancel);

    private static AckMessage? Ack(Published message) =>
        message.Topic.Contains("/NCMD/", StringComparison.Ordinal) && PayloadReader.TryDecode(message.Payload, out var payload, out _) == System.Buffers.OperationStatus.Done
        && payload!.Metrics.FirstOrDefault(m => m.Name == MetricNames.DeliveryAck) is { } metric && metric.TryReadBytes(out var bytes)
        && AckMessage.TryDecode(bytes.Span, out var ack, out _) == System.Buffers.OperationStatus.Done ? ack : null;

    private static bool Names(Published message, string metric) =>
        PayloadReader.TryDecode(message.Payload, out var payload, out _) == System.Buffers.OperationStatus.Done && payload!.Metrics.Any(m => m.Name == metric);

    private static List<(bool Online, long Timestamp)> StatesOf(IReadOnlyList<Entry> all) =>
        [.. all.OfType<Published>().Where(p => !p.FromClient && p.Topic == State).Select(p => Checks.Conditions.State(p.Payload)).OfType<(bool, long)>()];
}
