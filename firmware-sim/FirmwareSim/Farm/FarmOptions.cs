using System.Net;
using System.Net.Sockets;

namespace FirmwareSim.Farm;

/// <summary>Many Modbus TCP devices on loopback, each with an address of its own.</summary>
/// <param name="Port">The port, the same on all addresses.</param>
/// <param name="Devices">How many; the first is <c>127.1.0.1</c>.</param>
/// <param name="Registers">Holding registers of each.</param>
/// <param name="Period">At which the devices are expected to be read; the jitter is counted against it.</param>
/// <param name="Alarms">Alarms a second over the whole farm; 0 = none.</param>
/// <param name="AlarmValue">Raw value of register 0 while an alarm holds.</param>
/// <param name="AlarmSeconds">How long an alarm holds.</param>
public sealed record FarmOptions(
    int Port, int Devices, int Registers, TimeSpan Period, double Alarms = 0, ushort AlarmValue = 1_650, double AlarmSeconds = 2)
{
    private const int PerNet = 250;

    /// <summary>Address of a device, 0 is the first.</summary>
    public IPEndPoint EndpointOf(int device) => new(AddressOf(device), Port);

    /// <summary>Loopback address of a device.</summary>
    public static IPAddress AddressOf(int device) => new([127, 1, (byte)(device / PerNet), (byte)(device % PerNet + 1)]);
}

/// <summary>What the farm has seen.</summary>
/// <param name="Reads">Reads answered.</param>
/// <param name="FirstRead">When the first one came.</param>
/// <param name="Jitter">Distance of each read from one period after the read before, either side, microseconds: upper bound and count.</param>
public sealed record FarmReport(long Reads, DateTimeOffset? FirstRead, IReadOnlyList<long[]> Jitter);
