using System.Threading.Channels;

namespace FirmwareSim.Cameras.Streaming;

/// <summary>What waits to be sent to one viewer. A viewer that falls behind loses units up to the next entry, never memory.</summary>
internal sealed class Viewer(CameraCounters counters)
{
    private const int MostUnits = 150;
    private const int MostBytes = 8 * 1024 * 1024;

    private readonly Channel<MediaUnit> _units = Channel.CreateBounded<MediaUnit>(new BoundedChannelOptions(MostUnits) { SingleReader = true });
    private int _bytes;
    private bool _waiting = true;

    /// <summary>Offers a unit; called by the channel's one writer.</summary>
    public void Offer(MediaUnit unit)
    {
        if (_waiting && !unit.Entry)
            return;
        if (Volatile.Read(ref _bytes) + unit.Packets.Size > MostBytes || !_units.Writer.TryWrite(unit))
        {
            _waiting = true;
            counters.Add(CameraCount.Skipped);
            return;
        }

        _waiting = false;
        Interlocked.Add(ref _bytes, unit.Packets.Size);
    }

    /// <summary>No more units will come.</summary>
    public void Complete() => _units.Writer.TryComplete();

    /// <summary>The units in their order.</summary>
    public async IAsyncEnumerable<MediaUnit> ReadAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var unit in _units.Reader.ReadAllAsync(cancel))
        {
            Interlocked.Add(ref _bytes, -unit.Packets.Size);
            yield return unit;
        }
    }
}
