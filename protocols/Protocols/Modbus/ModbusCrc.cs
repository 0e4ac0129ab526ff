namespace Protocols.Modbus;

/// <summary>
/// CRC-16 of RTU frames: polynomial 0xA001 (reflected 0x8005), start 0xFFFF, sent low byte first
/// (Modbus over Serial Line V1.02 §2.5.1.2 and §6.2.2).
/// </summary>
public static class ModbusCrc
{
    private static readonly ushort[] Table = BuildTable();

    /// <summary>The CRC over all bytes from the unit id to the last data byte.</summary>
    public static ushort Compute(ReadOnlySpan<byte> bytes)
    {
        var crc = (ushort)0xFFFF;
        foreach (var b in bytes)
            crc = (ushort)(crc >> 8 ^ Table[(byte)(crc ^ b)]);
        return crc;
    }

    /// <summary>True when the last two bytes are the CRC of those before them; false under three bytes.</summary>
    public static bool Check(ReadOnlySpan<byte> frame) =>
        frame.Length > 2 && Compute(frame[..^2]) == (frame[^2] | frame[^1] << 8);

    private static ushort[] BuildTable()
    {
        var table = new ushort[256];
        for (var value = 0; value < table.Length; value++)
        {
            var crc = value;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) != 0 ? crc >> 1 ^ 0xA001 : crc >> 1;
            table[value] = (ushort)crc;
        }

        return table;
    }
}
