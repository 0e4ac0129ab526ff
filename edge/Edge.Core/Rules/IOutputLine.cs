using Telemetry.Model;

namespace Edge.Core.Rules;

/// <summary>An output that local rules drive: a line of a GPIO panel.</summary>
public interface IOutputLine
{
    /// <summary>The panel.</summary>
    DeviceId Device { get; }

    /// <summary>Which output: <c>siren</c>, <c>beacon</c>, <c>spray-pump</c>.</summary>
    PointId Point { get; }

    /// <summary>Drives the output and returns once it has followed.</summary>
    /// <exception cref="Drivers.DeviceException">It has not.</exception>
    ValueTask SetAsync(bool on, CancellationToken cancel);
}
