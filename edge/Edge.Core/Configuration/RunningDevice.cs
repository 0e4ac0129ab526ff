using Edge.Core.Drivers;
using Edge.Core.Drivers.Binding;
using Edge.Core.Drivers.Polling;
using Edge.Core.Drivers.Reporting;

namespace Edge.Core.Configuration;

/// <summary>One configured device at work.</summary>
/// <param name="Binding">The device and its points.</param>
/// <param name="Sink">Where its readings go.</param>
/// <param name="Polled">Set for a device that is asked.</param>
/// <param name="Listening">Set for a device that dials in.</param>
public sealed record RunningDevice(DeviceBinding Binding, DeviceSink Sink, PolledDevice? Polled, ListeningDevice? Listening)
{
    /// <summary>True while a device that is asked is quarantined, or the listener of one that dials in has failed.</summary>
    public bool IsLost => Polled is not null ? Polled.Health.IsQuarantined : Sink is { LastValueAt: not null, HasValue: false };

    /// <summary><c>online</c>, <c>quarantined</c>, <c>offline</c> or <c>never</c> (nothing was read yet).</summary>
    public string State =>
        Polled is { Health.IsQuarantined: true } ? "quarantined"
        : Sink.LastValueAt is null ? "never"
        : Sink.HasValue ? "online"
        : "offline";
}
