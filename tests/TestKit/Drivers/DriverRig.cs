using Edge.Core.Drivers;
using Telemetry.Model;

namespace TestKit.Drivers;

/// <summary>A driver with the real peer it talks to (socket, pseudo-terminal, simulated chip) and hands on that peer.</summary>
public abstract class DriverRig : IAsyncDisposable
{
    /// <summary>Points that one batch must hold, good or bad.</summary>
    public abstract IReadOnlyList<PointId> Points { get; }

    /// <summary>One of them, whose value the peer can spoil.</summary>
    public abstract PointId Spoilt { get; }

    /// <summary>Opens the link if need be and returns the next batch.</summary>
    public abstract Task<IReadOnlyList<Reading>> NextAsync(CancellationToken cancel);

    /// <summary>Makes the peer present <see cref="Spoilt"/> as unusable.</summary>
    public abstract Task SpoilAsync();

    /// <summary>Makes the link fail as a pulled plug does.</summary>
    public abstract Task CutAsync();

    /// <summary>Plugs in again.</summary>
    public abstract Task RestoreAsync();

    /// <summary>Makes the peer take requests, or connections, and never answer.</summary>
    public abstract Task FallSilentAsync();

    public abstract ValueTask DisposeAsync();
}

/// <summary>A rig around a driver that is asked.</summary>
public abstract class PolledDriverRig : DriverRig
{
    private bool _connected;

    /// <summary>The driver under test.</summary>
    public abstract IDeviceDriver Driver { get; }

    /// <summary>The group that holds <see cref="DriverRig.Points"/>.</summary>
    public abstract string Group { get; }

    public override async Task<IReadOnlyList<Reading>> NextAsync(CancellationToken cancel)
    {
        var sink = new CollectingSink();
        try
        {
            if (!_connected)
                await Driver.ConnectAsync(cancel);
            _connected = true;
            await Driver.ReadAsync(Group, sink, cancel);
        }
        catch (DeviceException)
        {
            _connected = false;
            throw;
        }

        return sink.Readings;
    }
}
