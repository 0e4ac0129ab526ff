namespace Protocols.Sparkplug;

/// <summary>Gives <c>seq</c> of an edge node's messages (Sparkplug 3.0 §6.4.5): NBIRTH 0, then 1 … 255, 0, 1 … over all its messages but NDEATH.</summary>
public sealed class SequenceCounter
{
    private byte _last;

    /// <summary>Starts a session: the number of the NBIRTH, always 0.</summary>
    public byte Birth() => _last = 0;

    /// <summary>The number of the next NDATA, DBIRTH, DDATA or DDEATH.</summary>
    public byte Next() => unchecked(++_last);
}
