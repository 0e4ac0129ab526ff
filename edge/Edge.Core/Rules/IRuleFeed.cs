using Edge.Core.Drivers.Binding;
using Telemetry.Model;

namespace Edge.Core.Rules;

/// <summary>Where readings meet the local rules, before they go to the outbox.</summary>
public interface IRuleFeed
{
    /// <summary>
    /// Evaluates the readings of one poll or packet. Never waits. True when a rule changed its state: its event carries
    /// the readings in the alarm lane, so they need not be reported again.
    /// </summary>
    /// <param name="device">The device that was read.</param>
    /// <param name="batch">What was read.</param>
    /// <param name="readAt">Timestamp of the time provider when the first of them was read, for the latency up to the pin.</param>
    bool Feed(DeviceBinding device, IReadOnlyList<Reading> batch, long readAt);
}
