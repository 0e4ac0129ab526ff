using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;

namespace Cloud.Platform.Notifications.Channels;

/// <summary>
/// Any HTTP receiver. Headers <c>X-Edge-Id</c> (message id, the same on every attempt), <c>X-Edge-Timestamp</c> (Unix
/// seconds) and <c>X-Edge-Signature: sha256=hex(HMAC-SHA256(secret, timestamp + "." + body))</c>: a receiver that refuses
/// old timestamps and ids it has seen cannot be replayed to.
/// </summary>
internal sealed class WebhookChannel(NotificationHttp http, TimeProvider time, IOptions<NotificationOptions> options) : INotificationChannel
{
    public string Name => NotificationChannels.Webhook;

    public Task<DeliveryOutcome> SendAsync(NotificationMessage message, CancellationToken cancel)
    {
        var robot = options.Value.Robots.GetValueOrDefault(message.Target);
        var body = JsonSerializer.SerializeToUtf8Bytes(new JsonObject
        {
            ["id"] = message.Id,
            ["reference"] = message.Reference,
            ["scope"] = message.Scope,
            ["person"] = message.Person,
            ["severity"] = message.Severity,
            ["title"] = message.Title,
            ["text"] = message.Text,
            ["link"] = message.Link,
        });
        var timestamp = time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var headers = new Dictionary<string, string> { ["X-Edge-Id"] = message.Id, ["X-Edge-Timestamp"] = timestamp };
        if ((robot?.Secret ?? options.Value.WebhookSecret) is { Length: > 0 } secret)
            headers["X-Edge-Signature"] = Sign(secret, timestamp, body);
        return http.PostAsync(robot?.Url ?? message.Target, body, headers, (status, _) => DeliveryOutcome.Delivered($"HTTP {status}"), cancel);
    }

    internal static string Sign(string secret, string timestamp, byte[] body)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        hmac.AppendData(Encoding.ASCII.GetBytes(timestamp + "."));
        hmac.AppendData(body);
        return "sha256=" + Convert.ToHexStringLower(hmac.GetHashAndReset());
    }
}
