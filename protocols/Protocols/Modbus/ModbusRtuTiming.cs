namespace Protocols.Modbus;

/// <summary>
/// Silences on the line (Modbus over Serial Line V1.02 §2.5.1.1). Keeping them is the business of whoever holds the
/// port; above 19,200 baud the standard fixes them, because shorter ones drown in interrupt latency.
/// </summary>
public static class ModbusRtuTiming
{
    /// <summary>Bits of one RTU character: start, 8 data, parity or a second stop bit, stop (§2.5.1).</summary>
    public const int BitsPerCharacter = 11;

    private const int FastBaud = 19_200;

    /// <summary>The silence of 3.5 characters that ends a frame; 1.750 ms above 19,200 baud.</summary>
    /// <param name="baud">Bits per second, at least 1.</param>
    /// <param name="bitsPerCharacter">11 by the standard; 10 for devices that run 8N1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate or the bits are not positive.</exception>
    public static TimeSpan FrameSilence(int baud, int bitsPerCharacter = BitsPerCharacter) =>
        Check(baud, bitsPerCharacter) > FastBaud
            ? TimeSpan.FromMicroseconds(1750)
            : TimeSpan.FromMicroseconds(3_500_000L * bitsPerCharacter / baud);

    /// <summary>The silence of 1.5 characters that may not occur inside a frame; 0.750 ms above 19,200 baud.</summary>
    /// <param name="baud">Bits per second, at least 1.</param>
    /// <param name="bitsPerCharacter">11 by the standard; 10 for devices that run 8N1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate or the bits are not positive.</exception>
    public static TimeSpan CharacterSilence(int baud, int bitsPerCharacter = BitsPerCharacter) =>
        Check(baud, bitsPerCharacter) > FastBaud
            ? TimeSpan.FromMicroseconds(750)
            : TimeSpan.FromMicroseconds(1_500_000L * bitsPerCharacter / baud);

    /// <summary>How long a number of bytes takes on the line, without silences.</summary>
    /// <param name="baud">Bits per second, at least 1.</param>
    /// <param name="bytes">Bytes, at least 0.</param>
    /// <param name="bitsPerCharacter">11 by the standard; 10 for devices that run 8N1.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public static TimeSpan Transmission(int baud, int bytes, int bitsPerCharacter = BitsPerCharacter)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        return TimeSpan.FromMicroseconds(1_000_000L * bytes * bitsPerCharacter / Check(baud, bitsPerCharacter));
    }

    private static int Check(int baud, int bitsPerCharacter)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(baud);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bitsPerCharacter);
        return baud;
    }
}
