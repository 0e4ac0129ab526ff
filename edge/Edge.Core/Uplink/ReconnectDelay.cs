using System.Text;

namespace Edge.Core.Uplink;

/// <summary>
/// Doubling delays with jitter between reconnects. Seeded by the gateway's id, so that ten thousand gateways spread out
/// after a restart of the cloud, and each one behaves the same every time.
/// </summary>
internal sealed class ReconnectDelay(DeliveryOptions options, string gateway)
{
    private readonly Random _random = new((int)System.IO.Hashing.Crc32.HashToUInt32(Encoding.UTF8.GetBytes(gateway)));
    private double _seconds = options.ReconnectMinSeconds;

    /// <summary>The next delay: half to all of the current step, which then doubles.</summary>
    public TimeSpan Next()
    {
        var delay = _seconds * (0.5 + (_random.NextDouble() / 2));
        _seconds = Math.Min(_seconds * 2, options.ReconnectMaxSeconds);
        return TimeSpan.FromSeconds(delay);
    }

    /// <summary>The link has worked.</summary>
    public void Reset() => _seconds = options.ReconnectMinSeconds;
}
