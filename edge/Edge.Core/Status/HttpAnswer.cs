using System.Globalization;
using System.Text;

namespace Edge.Core.Status;

/// <summary>One answer; the connection closes behind it.</summary>
/// <param name="Status">Status code.</param>
/// <param name="Reason">Its phrase.</param>
/// <param name="ContentType">Media type of the body.</param>
/// <param name="Body">Text.</param>
public sealed record HttpAnswer(int Status, string Reason, string ContentType, string Body)
{
    /// <summary>JSON, 200 or 503.</summary>
    public static HttpAnswer Json(string body, int status = 200) => new(status, status == 200 ? "OK" : "Service Unavailable", "application/json", body);

    /// <summary>The text format of Prometheus.</summary>
    public static HttpAnswer Text(string body) => new(200, "OK", "text/plain; version=0.0.4", body);

    /// <summary>A refusal.</summary>
    public static HttpAnswer Error(int status, string reason) => new(status, reason, "text/plain", reason + "\n");

    /// <summary>Head and body.</summary>
    public byte[] ToBytes()
    {
        var length = Encoding.UTF8.GetByteCount(Body);
        var head = string.Create(CultureInfo.InvariantCulture,
            $"HTTP/1.1 {Status} {Reason}\r\nContent-Type: {ContentType}; charset=utf-8\r\nContent-Length: {length}\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n");
        return Encoding.UTF8.GetBytes(head + Body);
    }
}
