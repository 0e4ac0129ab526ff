using System.Globalization;
using System.Text;

namespace Edge.Gateway.Status;

/// <summary>One answer; the connection closes behind it.</summary>
internal sealed record HttpAnswer(int Status, string Reason, string ContentType, string Body)
{
    public static HttpAnswer Json(string body, int status = 200) => new(status, status == 200 ? "OK" : "Service Unavailable", "application/json", body);

    public static HttpAnswer Text(string body) => new(200, "OK", "text/plain; version=0.0.4", body);

    public static HttpAnswer Error(int status, string reason) => new(status, reason, "text/plain", reason + "\n");

    public byte[] ToBytes()
    {
        var length = Encoding.UTF8.GetByteCount(Body);
        var head = string.Create(CultureInfo.InvariantCulture,
            $"HTTP/1.1 {Status} {Reason}\r\nContent-Type: {ContentType}; charset=utf-8\r\nContent-Length: {length}\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n");
        return Encoding.UTF8.GetBytes(head + Body);
    }
}
