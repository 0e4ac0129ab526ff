namespace Protocols.Rtsp;

/// <summary>Why the start of a buffer is no RTSP message.</summary>
public enum RtspFault
{
    /// <summary>Nothing is wrong.</summary>
    None,

    /// <summary>The head does not end within <see cref="RtspLimits.Head"/> bytes.</summary>
    HeadTooLong,

    /// <summary>The announced body is longer than <see cref="RtspLimits.Body"/>.</summary>
    BodyTooLong,

    /// <summary>The first line is neither a request nor a status line of RTSP/1.0.</summary>
    BadStartLine,

    /// <summary>A header line has no colon or no name.</summary>
    BadHeader,

    /// <summary>Content-Length is no number, or there are two that differ.</summary>
    BadContentLength,
}
