namespace Protocols.Rtp;

/// <summary>A-law of ITU-T G.711.</summary>
public static class G711
{
    /// <summary>Codes one 16-bit sample.</summary>
    public static byte EncodeALaw(short sample)
    {
        var mask = sample >= 0 ? 0xD5 : 0x55;
        var magnitude = (sample >= 0 ? sample : -(sample + 1)) >> 3;
        var exponent = 0;
        for (var bound = 31; magnitude > bound && exponent < 7; bound = (bound << 1) | 1)
            exponent++;
        var mantissa = exponent == 0 ? (magnitude >> 1) & 0x0F : (magnitude >> exponent) & 0x0F;
        return (byte)(((exponent << 4) | mantissa) ^ mask);
    }
}
