namespace Protocols.Hj212;

/// <summary>
/// Check sum over DATA (HJ 212-2017 annex A): <c>reg = (reg &gt;&gt; 8) ^ byte</c>, then eight times
/// <c>lsb = reg &amp; 1; reg &gt;&gt;= 1; if (lsb) reg ^= 0xA001</c>, from 0xFFFF. The shift comes before the XOR: this
/// is not CRC-16/MODBUS. It detects errors (about 2,048 distinct values), it proves nothing.
/// </summary>
public static class Hj212Crc
{
    private static readonly ushort[] Table = BuildTable();

    /// <summary>The standard's check sum.</summary>
    public static ushort Compute(ReadOnlySpan<byte> data)
    {
        ushort register = 0xFFFF;
        foreach (var b in data)
            register = Table[(register >> 8) ^ b];
        return register;
    }

    /// <summary>CRC-16/MODBUS, which some meters send by mistake.</summary>
    public static ushort ComputeModbus(ReadOnlySpan<byte> data)
    {
        ushort register = 0xFFFF;
        foreach (var b in data)
            register = (ushort)((register >> 8) ^ Table[(register ^ b) & 0xFF]);
        return register;
    }

    private static ushort[] BuildTable()
    {
        var table = new ushort[256];
        for (var i = 0; i < table.Length; i++)
        {
            var register = (ushort)i;
            for (var bit = 0; bit < 8; bit++)
                register = (ushort)((register & 1) != 0 ? (register >> 1) ^ 0xA001 : register >> 1);
            table[i] = register;
        }

        return table;
    }
}
