using Edge.Core.Drivers;
using Protocols.Modbus;
using Telemetry.Model;

namespace Edge.Drivers.Modbus;

/// <summary>Writes one point and reads the registers back: only what the device holds afterwards counts as written.</summary>
internal sealed class ModbusWriter(ModbusLink link, byte unit)
{
    private readonly byte[] _held = new byte[ModbusLimits.Pdu];

    public async ValueTask WriteAsync(RegisterSlot slot, double value, CancellationToken cancel)
    {
        if (slot.Table is ModbusTable.DiscreteInput or ModbusTable.InputRegister)
            throw Refused($"{slot.Point.Id} lies in a table that cannot be written");
        var raw = slot.Point.ToRaw(value);
        if (!ModbusValue.TryFrom(slot.Format?.Type ?? RegisterType.Bit, raw, out var wanted))
            throw Refused($"{value} does not fit {slot.Point.Id}");

        if (slot.Format is not { } format)
            await RequireAsync(ModbusRequest.WriteCoil((ushort)slot.Address, wanted.Bits == 1), default, cancel);
        else if (format.Type == RegisterType.Bit)
            await WriteBitAsync(slot, format, wanted, cancel);
        else
            await WriteRegistersAsync(slot, format, wanted, cancel);

        if (slot.Point.Profile.Access == "rw")
            await ConfirmAsync(slot, wanted, cancel);
    }

    private async ValueTask WriteRegistersAsync(RegisterSlot slot, RegisterFormat format, ModbusValue wanted, CancellationToken cancel)
    {
        var bytes = new byte[format.ByteLength];
        wanted.Write(bytes, format);
        if (format.Registers == 1)
        {
            var single = ModbusRequest.WriteRegister((ushort)slot.Address, (ushort)(bytes[0] << 8 | bytes[1]));
            var code = await link.ExchangeAsync(unit, single, default, _held, cancel);
            if (code == ModbusExceptionCode.None)
                return;
            if (code != ModbusExceptionCode.IllegalFunction)
                throw Refused($"{slot.Point.Id}: {code}");
        }

        await RequireAsync(ModbusRequest.WriteRegisters((ushort)slot.Address, format.Registers), bytes, cancel);
    }

    // Function 22 changes the bit alone; a device without it is read and written, which others may come between.
    private async ValueTask WriteBitAsync(RegisterSlot slot, RegisterFormat format, ModbusValue wanted, CancellationToken cancel)
    {
        var place = format.Bytes == ByteOrder.Big ? format.Bit : format.Bit ^ 8;
        var mask = (ushort)(1 << place);
        var masked = ModbusRequest.MaskWrite((ushort)slot.Address, (ushort)~mask, wanted.Bits == 1 ? mask : (ushort)0);
        var code = await link.ExchangeAsync(unit, masked, default, _held, cancel);
        if (code == ModbusExceptionCode.None)
            return;
        if (code != ModbusExceptionCode.IllegalFunction)
            throw Refused($"{slot.Point.Id}: {code}");
        await RequireAsync(ModbusRequest.Read(slot.Table, (ushort)slot.Address, 1), default, cancel);
        var bytes = _held[..2];
        wanted.Write(bytes, format);
        await RequireAsync(ModbusRequest.WriteRegister((ushort)slot.Address, (ushort)(bytes[0] << 8 | bytes[1])), default, cancel);
    }

    private async ValueTask ConfirmAsync(RegisterSlot slot, ModbusValue wanted, CancellationToken cancel)
    {
        await RequireAsync(ModbusRequest.Read(slot.Table, (ushort)slot.Address, slot.Width), default, cancel);
        var held = slot.Format is { } format ? ModbusValue.Read(_held, format).Bits : (ulong)(_held[0] & 1);
        if (held != wanted.Bits)
            throw Refused($"{slot.Point.Id} was written but holds another value");
    }

    private async ValueTask RequireAsync(ModbusRequest request, ReadOnlyMemory<byte> payload, CancellationToken cancel)
    {
        var code = await link.ExchangeAsync(unit, request, payload, _held, cancel);
        if (code != ModbusExceptionCode.None)
            throw Refused($"unit {unit} refused {request.Function}: {code}");
    }

    private static DeviceException Refused(string message) => new(QualityReason.DeviceException, message);
}
