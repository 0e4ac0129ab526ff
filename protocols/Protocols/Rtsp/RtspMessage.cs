using System.Diagnostics.CodeAnalysis;

namespace Protocols.Rtsp;

/// <summary>
/// A request or a response of RTSP 1.0 (RFC 2326 §4).
/// <code>
/// request  = METHOD SP URI SP "RTSP/1.0" CRLF *( name ":" value CRLF ) CRLF [ body ]
/// response = "RTSP/1.0" SP 3DIGIT SP reason CRLF *( name ":" value CRLF ) CRLF [ body ]
/// </code>
/// </summary>
public sealed class RtspMessage
{
    private readonly List<KeyValuePair<string, string>> _headers = [];

    private RtspMessage()
    {
    }

    /// <summary>Method of a request in upper case; empty for a response.</summary>
    public string Method { get; private init; } = "";

    /// <summary>Address of a request as it was written; empty for a response.</summary>
    public string Uri { get; private init; } = "";

    /// <summary>Status of a response, 100–599; 0 for a request.</summary>
    public int Status { get; private init; }

    /// <summary>Reason of a response.</summary>
    public string Reason { get; private init; } = "";

    /// <summary>Body; empty when there is none.</summary>
    public byte[] Body { get; internal set; } = [];

    /// <summary>Headers in their order.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers => _headers;

    /// <summary>First header of that name, without regard to case; null when there is none.</summary>
    public string? this[string name]
    {
        get
        {
            foreach (var header in _headers)
                if (string.Equals(header.Key, name, StringComparison.OrdinalIgnoreCase))
                    return header.Value;
            return null;
        }
    }

    /// <summary>A new request.</summary>
    public static RtspMessage Request(string method, string uri) => new() { Method = method, Uri = uri };

    /// <summary>A new response.</summary>
    public static RtspMessage Response(int status, string reason) => new() { Status = status, Reason = reason };

    /// <summary>Adds a header.</summary>
    /// <exception cref="ArgumentException">Name or value hold a line break.</exception>
    public RtspMessage With(string name, string value)
    {
        if (name.AsSpan().IndexOfAny('\r', '\n') >= 0 || value.AsSpan().IndexOfAny('\r', '\n') >= 0)
            throw new ArgumentException($"A header holds no line break: {name}", nameof(value));
        _headers.Add(new(name, value));
        return this;
    }

    /// <summary>Reads start line and headers, without the empty line.</summary>
    internal static RtspFault TryDecode(string head, out RtspMessage? message)
    {
        message = null;
        var lines = head.Split("\r\n");
        if (!TryStartLine(lines[0], out var started))
            return RtspFault.BadStartLine;
        foreach (var line in lines.AsSpan(1))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0 || line[0] is ' ' or '\t')
                return RtspFault.BadHeader;
            started._headers.Add(new(line[..colon].TrimEnd(), line[(colon + 1)..].Trim()));
        }

        message = started;
        return RtspFault.None;
    }

    private static bool TryStartLine(string line, [NotNullWhen(true)] out RtspMessage? message)
    {
        message = null;
        var parts = line.Split(' ', 3);
        if (parts.Length < 2)
            return false;
        if (parts[0] == "RTSP/1.0")
        {
            if (parts[1].Length != 3 || !int.TryParse(parts[1], out var status) || status is < 100 or > 599)
                return false;
            message = new RtspMessage { Status = status, Reason = parts.Length == 3 ? parts[2] : "" };
            return true;
        }

        if (parts.Length != 3 || parts[2] != "RTSP/1.0" || parts[1].Length == 0 || !parts[0].All(c => char.IsAsciiLetterUpper(c) || c == '_') || parts[0].Length == 0)
            return false;
        message = new RtspMessage { Method = parts[0], Uri = parts[1] };
        return true;
    }
}
