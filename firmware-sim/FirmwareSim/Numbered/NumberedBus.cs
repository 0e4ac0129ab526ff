using System.Net;
using FirmwareSim.Machines;
using FirmwareSim.Scenarios;
using FirmwareSim.Wire;
using Protocols.Modbus;

namespace FirmwareSim.Numbered;

/// <summary>Numbered devices as the units of one Modbus TCP port.</summary>
public static class NumberedBus
{
    private const int MostUnits = 247;

    /// <summary>Serves units 1 to <paramref name="count"/> until cancelled.</summary>
    /// <exception cref="ArgumentException"><paramref name="count"/> is not 1–247, what Modbus can address.</exception>
    public static async Task RunAsync(IPEndPoint address, int count, TextWriter log, TimeProvider time, CancellationToken cancel)
    {
        if (count is < 1 or > MostUnits)
            throw new ArgumentException($"--units: {count} is not 1 to {MostUnits}");
        var units = Enumerable.Range(1, count).ToDictionary(
            unit => (byte)unit,
            unit => ((IModbusRegisterMap)new NumberedRegisters((byte)unit, log, time), new FaultSet(Noise.For(unit, "numbered"))));
        using var peer = new ModbusTcpPeer(address, new ModbusUnits(units, Noise.For(0, "numbered"), time), rtu: false);
        peer.Open();
        try
        {
            await peer.RunAsync(cancel);
        }
        finally
        {
            await log.FlushAsync(CancellationToken.None);
        }
    }
}
