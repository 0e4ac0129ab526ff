using System.Globalization;
using System.Text;

namespace Protocols.Rtp;

/// <summary>One medium of a description.</summary>
/// <param name="Kind"><c>video</c> or <c>audio</c>.</param>
/// <param name="PayloadType">RTP payload type.</param>
/// <param name="Coding"><c>H264/90000</c>, <c>PCMA/8000</c>, …</param>
/// <param name="Format">fmtp parameters; null = none.</param>
/// <param name="Control">Last part of the address that SETUP names.</param>
/// <param name="FramesPerSecond">Frame rate; null = not said.</param>
public sealed record MediaDescription(string Kind, byte PayloadType, string Coding, string? Format, string Control, double? FramesPerSecond = null);

/// <summary>The session description that answers DESCRIBE (RFC 8866, RFC 2326 appendix C).</summary>
public static class SessionDescription
{
    /// <summary>Media type of a description.</summary>
    public const string ContentType = "application/sdp";

    /// <summary>Writes a description of a live stream.</summary>
    /// <param name="session">Number of the session.</param>
    /// <param name="name">Name of the session; must hold no line break.</param>
    /// <param name="media">The media, in their order.</param>
    public static byte[] Encode(ulong session, string name, IEnumerable<MediaDescription> media)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"v=0\r\no=- {session} 1 IN IP4 0.0.0.0\r\ns={name}\r\nc=IN IP4 0.0.0.0\r\nt=0 0\r\na=control:*\r\na=range:npt=now-\r\n");
        foreach (var medium in media)
        {
            text.Append(CultureInfo.InvariantCulture, $"m={medium.Kind} 0 RTP/AVP {medium.PayloadType}\r\na=rtpmap:{medium.PayloadType} {medium.Coding}\r\n");
            if (medium.Format is not null)
                text.Append(CultureInfo.InvariantCulture, $"a=fmtp:{medium.PayloadType} {medium.Format}\r\n");
            if (medium.FramesPerSecond is { } rate)
                text.Append(CultureInfo.InvariantCulture, $"a=framerate:{rate:0.###}\r\n");
            text.Append(CultureInfo.InvariantCulture, $"a=control:{medium.Control}\r\n");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
