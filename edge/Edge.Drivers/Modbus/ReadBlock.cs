using Protocols.Modbus;

namespace Edge.Drivers.Modbus;

/// <summary>Points of one table that are read by one request.</summary>
internal sealed class ReadBlock(IReadOnlyList<RegisterSlot> slots)
{
    private const int TimeOutsBeforeRest = 3;
    private int _timeOuts;

    /// <summary>By address; at least one.</summary>
    public IReadOnlyList<RegisterSlot> Slots => slots;

    public int Start => slots[0].Address;

    public int Count => slots.Max(s => s.End) - Start;

    public bool CanSplit => slots.Count > 1;

    /// <summary>Monotonic time until which the range is left alone, because the device refuses it or never answers it.</summary>
    public TimeSpan RestsUntil { get; private set; }

    public ModbusRequest Request => ModbusRequest.Read(slots[0].Table, (ushort)Start, Count);

    public void Answered() => _timeOuts = 0;

    public void Rest(TimeSpan until) => RestsUntil = until;

    /// <summary>The device lives but did not answer this range; after three times in a row the range rests.</summary>
    public void TimedOut(TimeSpan restUntil)
    {
        if (++_timeOuts < TimeOutsBeforeRest)
            return;
        (_timeOuts, RestsUntil) = (0, restUntil);
    }

    /// <summary>The two halves around the widest hole; in the middle when there is none.</summary>
    public (ReadBlock First, ReadBlock Second) Split()
    {
        var (cut, widest) = (slots.Count / 2, 0);
        for (var i = 1; i < slots.Count; i++)
        {
            var hole = slots[i].Address - slots[i - 1].End;
            if (hole > widest)
                (cut, widest) = (i, hole);
        }

        return (new ReadBlock([.. slots.Take(cut)]), new ReadBlock([.. slots.Skip(cut)]));
    }
}
