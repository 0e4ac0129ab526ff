using Microsoft.Extensions.Logging;

namespace Edge.Core.Uplink;

/// <summary>
/// Sessions one after the other, with growing pauses while they fail. One that has delivered something has worked, however
/// short it was: a link that comes and goes must not keep the gateway waiting while it is there.
/// </summary>
internal static class SessionLoop
{
    /// <summary>A session that has lasted this long has worked, even if there was nothing to deliver.</summary>
    private static readonly TimeSpan Proven = TimeSpan.FromSeconds(30);

    public static async Task RunAsync(
        Func<CancellationToken, Task<string>> session, DeliveryOptions options, string gateway, UplinkMeter meter, TimeProvider time, ILogger logger, CancellationToken cancel)
    {
        var delay = new ReconnectDelay(options, gateway);
        while (!cancel.IsCancellationRequested)
        {
            var (started, acknowledged) = (time.GetTimestamp(), meter.RecordsAcknowledged);
            try
            {
                var reason = await session(cancel);
                meter.SessionEnded("planned");
                SessionLog.Ended(logger, reason);
            }
            catch (OperationCanceledException) when (cancel.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                // The one place where a session's faults end: the next session is the remedy for all of them.
                meter.SessionEnded(fault is IOException or TimeoutException or MQTTnet.Exceptions.MqttCommunicationException ? "link" : "fault");
                if (fault is IOException or MQTTnet.Exceptions.MqttCommunicationException or TimeoutException or OperationCanceledException)
                    SessionLog.Ended(logger, fault.Message);
                else
                    SessionLog.Fault(logger, fault);
            }

            if (time.GetElapsedTime(started) > Proven || meter.RecordsAcknowledged > acknowledged)
                delay.Reset();
            await Task.Delay(delay.Next(), time, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}

/// <summary>Messages of the session loop.</summary>
internal static partial class SessionLog
{
    [LoggerMessage(2101, LogLevel.Warning, "The uplink's session has ended: {Reason}")]
    public static partial void Ended(ILogger logger, string reason);

    [LoggerMessage(2102, LogLevel.Error, "The uplink's session met a fault")]
    public static partial void Fault(ILogger logger, Exception fault);
}
