using System.Buffers;
using FirmwareSim.Machines;
using FirmwareSim.Scenarios;
using Protocols.Modbus;

namespace FirmwareSim.Wire;

/// <summary>The devices on one bus by unit id, and how a faulty one answers.</summary>
/// <param name="units">Registers and faults of each unit.</param>
/// <param name="noise">Randomness of garbage.</param>
/// <param name="time">Clock of slow answers.</param>
public sealed class ModbusUnits(IReadOnlyDictionary<byte, (IModbusRegisterMap Map, FaultSet Faults)> units, Noise noise, TimeProvider time)
{
    /// <summary>Answer to a frame, or null when nobody answers.</summary>
    public async ValueTask<byte[]?> AnswerAsync(ModbusFrame frame, bool tcp, CancellationToken cancel)
    {
        if (!units.TryGetValue(frame.Unit, out var unit) || unit.Faults.Active(FaultKind.Unplugged) is not null)
            return null;
        var answer = new ArrayBufferWriter<byte>(ModbusLimits.TcpFrame);
        if (tcp)
            ModbusServer.HandleTcp(frame, unit.Map, answer);
        else
            ModbusServer.HandleRtu(frame, unit.Map, answer);
        if (unit.Faults.Active(FaultKind.Slow) is { } seconds)
            await Task.Delay(TimeSpan.FromSeconds(seconds), time, cancel);
        var bytes = answer.WrittenSpan.ToArray();
        if (unit.Faults.Active(FaultKind.Garbage) is not null)
            for (var i = 0; i < bytes.Length; i++)
                bytes[i] = (byte)noise.Uniform(0, 256);
        return bytes;
    }
}
