using System.Text;

namespace Edge.Core.Status;

/// <summary>One request as the status pages need it: a head of at most 8 KiB and a body of at most 1 KiB.</summary>
/// <param name="Method">Method.</param>
/// <param name="Path">Path, without the query.</param>
/// <param name="Headers">By name, case does not matter.</param>
/// <param name="Body">Text.</param>
public sealed record HttpRequest(string Method, string Path, IReadOnlyDictionary<string, string> Headers, string Body)
{
    private static readonly string[] OwnNames = ["localhost", "127.0.0.1", "[::1]"];

    private const int MostHead = 8192;
    private const int MostBody = 1024;

    /// <summary>True when it asks this machine by a name of its own: a page in a browser here must not reach us under another one.</summary>
    public bool IsForThisMachine => Headers.TryGetValue("host", out var host) && OwnNames.Contains(HostName(host));

    /// <summary>Reads a request; null when it is none or too large.</summary>
    public static async ValueTask<HttpRequest?> ReadAsync(Stream stream, CancellationToken cancel)
    {
        var buffer = new byte[MostHead + MostBody];
        var count = 0;
        var end = -1;
        while (end < 0 && count < MostHead)
        {
            var read = await stream.ReadAsync(buffer.AsMemory(count, MostHead - count), cancel);
            if (read == 0)
                return null;
            count += read;
            end = buffer.AsSpan(0, count).IndexOf("\r\n\r\n"u8);
        }

        if (end < 0 || ParseHead(Encoding.ASCII.GetString(buffer, 0, end)) is not { } request)
            return null;
        var length = request.Headers.TryGetValue("content-length", out var text) && int.TryParse(text, out var stated) ? stated : 0;
        if (length is < 0 or > MostBody)
            return null;
        var body = end + 4;
        while (count - body < length)
        {
            var read = await stream.ReadAsync(buffer.AsMemory(count), cancel);
            if (read == 0)
                return null;
            count += read;
        }

        return request with { Body = Encoding.UTF8.GetString(buffer, body, length) };
    }

    private static string HostName(string host) =>
        host.StartsWith('[') ? host[..(host.IndexOf(']', StringComparison.Ordinal) + 1)] : host.Split(':')[0];

    private static HttpRequest? ParseHead(string head)
    {
        var lines = head.Split("\r\n");
        var first = lines[0].Split(' ');
        if (first is not [var method, ['/', ..] target, ['H', 'T', 'T', 'P', '/', '1', ..]])
            return null;
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in lines.AsSpan(1))
            if (line.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon)
                headers[line[..colon]] = line[(colon + 1)..].Trim();
        return new HttpRequest(method, target.Split('?')[0], headers, "");
    }
}
