using Telemetry.Model;

namespace Edge.Core.Drivers;

/// <summary>
/// One configured device that is asked. Calls never overlap. Throws only <see cref="DeviceException"/> and
/// <see cref="OperationCanceledException"/>; the polling loop owns retry, back-off and quarantine.
/// </summary>
public interface IDeviceDriver : IAsyncDisposable
{
    /// <summary>Opens the link; returns when the device can be read.</summary>
    ValueTask ConnectAsync(CancellationToken cancel);

    /// <summary>
    /// Reads every point of one polling group. A point that cannot be read is reported with quality Bad and its reason,
    /// never left out.
    /// </summary>
    /// <param name="group">Name of a group of the device's profile.</param>
    /// <param name="sink">Takes the readings.</param>
    /// <param name="cancel">Returns within 1 s of being cancelled.</param>
    ValueTask ReadAsync(string group, IReadingSink sink, CancellationToken cancel);
}

/// <summary>A device that dials in and pushes (HJ 212).</summary>
public interface IListeningDriver : IAsyncDisposable
{
    /// <summary>Serves the device until cancelled.</summary>
    ValueTask ListenAsync(IReadingSink sink, CancellationToken cancel);
}

/// <summary>A device with points that can be driven.</summary>
public interface IActuator
{
    /// <summary>Writes one point, in its unit, and returns when the device has confirmed it.</summary>
    ValueTask WriteAsync(PointId point, double value, CancellationToken cancel);
}

/// <summary>Where a driver puts what it read. Safe for one writer at a time.</summary>
public interface IReadingSink
{
    /// <summary>Takes one reading of the driver's device.</summary>
    void Add(in Reading reading);

    /// <summary>
    /// The readings added since the last call were taken together (one poll, one packet): local rules see them and
    /// they become one report. The polling loop calls it for drivers that are asked; a listening driver calls it itself.
    /// </summary>
    void Complete();
}

/// <summary>The one fault that a driver throws: the device or its link failed as a whole.</summary>
/// <param name="reason">What went wrong, as the quality reason that the device's points get.</param>
/// <param name="message">For the log: one line, English.</param>
/// <param name="inner">The cause, when there is one.</param>
public sealed class DeviceException(QualityReason reason, string message, Exception? inner = null)
    : Exception(message, inner)
{
    /// <summary>What went wrong.</summary>
    public QualityReason Reason { get; } = reason;
}
