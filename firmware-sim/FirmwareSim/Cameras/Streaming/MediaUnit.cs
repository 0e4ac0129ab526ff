using Protocols.Rtp;

namespace FirmwareSim.Cameras.Streaming;

/// <summary>One picture or piece of sound, cut into packets once for all viewers.</summary>
/// <param name="Packets">The packets.</param>
/// <param name="Entry">True when a viewer can begin here.</param>
/// <param name="Timestamp">RTP timestamp.</param>
/// <param name="Report">RTCP sender report of this instant.</param>
internal sealed record MediaUnit(RtpPackets Packets, bool Entry, uint Timestamp, byte[] Report);
