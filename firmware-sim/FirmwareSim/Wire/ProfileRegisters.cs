using FirmwareSim.Site;
using Protocols.Modbus;
using Telemetry.Model.Profiles;

namespace FirmwareSim.Wire;

/// <summary>
/// A device's registers as its profile lays them out, served from its panel. Holes inside the block read 0, addresses
/// outside it are refused, as real controllers do.
/// </summary>
public sealed class ProfileRegisters : IModbusRegisterMap
{
    private readonly InstrumentPanel _panel;
    private readonly Dictionary<ModbusTable, List<Slot>> _tables;
    private readonly Dictionary<string, double> _parameters;

    /// <summary>Lays out the profile's points.</summary>
    /// <param name="profile">A Modbus profile.</param>
    /// <param name="parameters">The device's own parameters over the profile's defaults.</param>
    /// <param name="panel">What the device shows.</param>
    public ProfileRegisters(DeviceProfile profile, IReadOnlyDictionary<string, double>? parameters, InstrumentPanel panel)
    {
        _panel = panel;
        _parameters = (profile.Parameters ?? new Dictionary<string, double>())
            .Concat(parameters ?? new Dictionary<string, double>())
            .GroupBy(pair => pair.Key).ToDictionary(group => group.Key, group => group.Last().Value);
        _tables = profile.Points.Where(point => point.Modbus is not null)
            .Select(point => new Slot(point, point.Modbus!.Address, Format(point.Modbus)))
            .GroupBy(slot => Table(slot.Point.Modbus!.Table))
            .ToDictionary(group => group.Key, group => group.OrderBy(slot => slot.Address).ToList());
    }

    /// <inheritdoc/>
    public ModbusExceptionCode ReadBits(ModbusTable table, ushort address, Span<bool> values)
    {
        if (!Covers(table, address, values.Length))
            return ModbusExceptionCode.IllegalDataAddress;
        foreach (var slot in _tables[table])
            if (slot.Address >= address && slot.Address < address + values.Length)
                values[slot.Address - address] = _panel[slot.Point.Id] != 0;
        return ModbusExceptionCode.None;
    }

    /// <inheritdoc/>
    public ModbusExceptionCode ReadRegisters(ModbusTable table, ushort address, Span<ushort> values)
    {
        if (!Covers(table, address, values.Length))
            return ModbusExceptionCode.IllegalDataAddress;
        Span<byte> wire = stackalloc byte[8];
        foreach (var slot in _tables[table])
        {
            if (slot.Address + slot.Format.Registers <= address || slot.Address >= address + values.Length)
                continue;
            wire.Clear();

            // Flags share a register: what the others have set must stay.
            if (slot.Format.Type == RegisterType.Bit && slot.Address >= address)
                (wire[0], wire[1]) = ((byte)(values[slot.Address - address] >> 8), (byte)values[slot.Address - address]);
            Raw(slot).Write(wire, slot.Format);
            for (var i = 0; i < slot.Format.Registers; i++)
                if (slot.Address + i >= address && slot.Address + i < address + values.Length)
                    values[slot.Address + i - address] = (ushort)((wire[2 * i] << 8) | wire[(2 * i) + 1]);
        }

        return ModbusExceptionCode.None;
    }

    /// <inheritdoc/>
    public ModbusExceptionCode WriteCoils(ushort address, ReadOnlySpan<bool> values)
    {
        if (!Covers(ModbusTable.Coil, address, values.Length))
            return ModbusExceptionCode.IllegalDataAddress;
        foreach (var slot in _tables[ModbusTable.Coil])
            if (slot.Address >= address && slot.Address < address + values.Length)
                _panel.Write(slot.Point.Id, values[slot.Address - address] ? 1 : 0);
        return ModbusExceptionCode.None;
    }

    /// <inheritdoc/>
    public ModbusExceptionCode WriteRegisters(ushort address, ReadOnlySpan<ushort> values)
    {
        if (!Covers(ModbusTable.HoldingRegister, address, values.Length))
            return ModbusExceptionCode.IllegalDataAddress;
        Span<byte> wire = stackalloc byte[2 * values.Length];
        for (var i = 0; i < values.Length; i++)
            (wire[2 * i], wire[(2 * i) + 1]) = ((byte)(values[i] >> 8), (byte)values[i]);
        foreach (var slot in _tables[ModbusTable.HoldingRegister])
        {
            var offset = slot.Address - address;
            if (offset < 0 || offset + slot.Format.Registers > values.Length)
                continue;
            if (!slot.Point.Access.Contains('w', StringComparison.Ordinal))
                return ModbusExceptionCode.IllegalDataAddress;
            var raw = ModbusValue.Read(wire[(2 * offset)..], slot.Format).ToDouble();
            _panel.Write(slot.Point.Id, (raw * slot.Point.Scale) + slot.Point.Offset);
        }

        return ModbusExceptionCode.None;
    }

    private ModbusValue Raw(Slot slot)
    {
        var value = _panel[slot.Point.Id];
        if (slot.Point.Formula is { Kind: "vibrating-wire" } formula)
            value = Frequency(value, formula.TemperaturePoint is { } point ? _panel[point] : _parameters.GetValueOrDefault("t0"));
        var raw = (value - slot.Point.Offset) / slot.Point.Scale;

        // A sensor beyond its converter's range shows the end of the range.
        if (ModbusValue.TryFrom(slot.Format.Type, raw, out var bits))
            return bits;
        return ModbusValue.TryFrom(slot.Format.Type, raw > 0 ? short.MaxValue : 0, out bits) ? bits : default;
    }

    /// <summary>f at which F = k·(f0² − f²) + b·(T − t0) shows the force.</summary>
    private double Frequency(double force, double temperature)
    {
        var (k, f0) = (_parameters["k"], _parameters["f0"]);
        var thermal = _parameters.GetValueOrDefault("b") * (temperature - _parameters.GetValueOrDefault("t0"));
        return Math.Sqrt(Math.Max(0, (f0 * f0) - ((force - thermal) / k)));
    }

    private bool Covers(ModbusTable table, int address, int count) =>
        _tables.TryGetValue(table, out var slots)
        && address >= slots[0].Address
        && address + count <= slots.Max(slot => slot.Address + slot.Format.Registers);

    private static ModbusTable Table(string name) => name switch
    {
        "coil" => ModbusTable.Coil,
        "discrete" => ModbusTable.DiscreteInput,
        "input" => ModbusTable.InputRegister,
        _ => ModbusTable.HoldingRegister,
    };

    private static RegisterFormat Format(ModbusAddress address) => new(
        Enum.Parse<RegisterType>(address.Type, ignoreCase: true),
        address.ByteOrder == "little" ? ByteOrder.Little : ByteOrder.Big,
        address.WordOrder == "little" ? WordOrder.Little : WordOrder.Big,
        address.Bit ?? 0);

    private sealed record Slot(ProfilePoint Point, int Address, RegisterFormat Format);
}
