namespace Protocols.Rtp;

/// <summary>Coding of a video stream.</summary>
public enum VideoCodec
{
    /// <summary>ITU-T H.264.</summary>
    H264,

    /// <summary>ITU-T H.265.</summary>
    H265,
}
