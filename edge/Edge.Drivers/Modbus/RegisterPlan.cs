using System.Collections.Immutable;
using Edge.Core.Drivers.Binding;
using Protocols.Modbus;

namespace Edge.Drivers.Modbus;

/// <summary>
/// Which requests read a group: near registers of one table are read together within the limits of the protocol and of
/// the options. Ranges that the device refuses are split for good.
/// </summary>
internal sealed class RegisterPlan
{
    private readonly List<ReadBlock> _blocks = [];

    public RegisterPlan(ImmutableArray<BoundPoint> points, ModbusOptions options)
    {
        Points = points;
        var slots = points.Select((point, index) => RegisterSlot.Of(index, point));
        foreach (var table in slots.GroupBy(s => s.Table))
            Coalesce([.. table.OrderBy(s => s.Address).ThenBy(s => s.End)], LimitsOf(table.Key, options));
    }

    /// <summary>The group's points in the order in which they are conditioned.</summary>
    public ImmutableArray<BoundPoint> Points { get; }

    public IReadOnlyList<ReadBlock> Blocks => _blocks;

    /// <summary>Replaces a block by its halves; returns them.</summary>
    public (ReadBlock First, ReadBlock Second) Split(ReadBlock block)
    {
        var at = _blocks.IndexOf(block);
        var (first, second) = block.Split();
        _blocks[at] = first;
        _blocks.Insert(at + 1, second);
        return (first, second);
    }

    private void Coalesce(List<RegisterSlot> slots, (int Gap, int Length) limits)
    {
        var block = new List<RegisterSlot>();
        var end = 0;
        foreach (var slot in slots)
        {
            if (block.Count > 0 && (slot.Address - end > limits.Gap || Math.Max(end, slot.End) - block[0].Address > limits.Length))
            {
                _blocks.Add(new ReadBlock(block));
                block = [];
            }

            end = block.Count == 0 ? slot.End : Math.Max(end, slot.End);
            block.Add(slot);
        }

        if (block.Count > 0)
            _blocks.Add(new ReadBlock(block));
    }

    private static (int Gap, int Length) LimitsOf(ModbusTable table, ModbusOptions options) =>
        table is ModbusTable.Coil or ModbusTable.DiscreteInput
            ? (options.MaxGapBits, options.MaxBits)
            : (options.MaxGapRegisters, Math.Max(options.MaxRegisters, 4));
}
