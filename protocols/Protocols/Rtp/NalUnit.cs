namespace Protocols.Rtp;

/// <summary>What the head of a NAL unit says (H.264 table 7-1, H.265 table 7-1).</summary>
public static class NalUnit
{
    /// <summary>Type of the unit.</summary>
    /// <param name="codec">Coding.</param>
    /// <param name="unit">At least one byte.</param>
    public static int Type(VideoCodec codec, ReadOnlySpan<byte> unit) => codec == VideoCodec.H264 ? unit[0] & 0x1F : (unit[0] >> 1) & 0x3F;

    /// <summary>True for a slice that decoding can begin at.</summary>
    public static bool IsKey(VideoCodec codec, ReadOnlySpan<byte> unit) =>
        Type(codec, unit) is var type && (codec == VideoCodec.H264 ? type == 5 : type is >= 16 and <= 21);

    /// <summary>True for a video, sequence or picture parameter set.</summary>
    public static bool IsParameterSet(VideoCodec codec, ReadOnlySpan<byte> unit) =>
        Type(codec, unit) is var type && (codec == VideoCodec.H264 ? type is 7 or 8 : type is >= 32 and <= 34);

    /// <summary>True for an access unit delimiter or filler, which a stream over RTP does without.</summary>
    public static bool IsIdle(VideoCodec codec, ReadOnlySpan<byte> unit) =>
        Type(codec, unit) is var type && (codec == VideoCodec.H264 ? type is 9 or 12 : type is 35 or 38);

    /// <summary>True when an access unit holds a slice that decoding can begin at.</summary>
    /// <param name="codec">Coding.</param>
    /// <param name="accessUnit">Annex B.</param>
    public static bool HoldsKey(VideoCodec codec, ReadOnlySpan<byte> accessUnit)
    {
        foreach (var unit in new AnnexB(accessUnit))
            if (IsKey(codec, unit))
                return true;
        return false;
    }
}
