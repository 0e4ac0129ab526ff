using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;

namespace Cloud.Platform.Notifications.Channels;

/// <summary>
/// DingTalk group robot, message type markdown, signed: <c>timestamp</c> in milliseconds and
/// <c>sign</c> = Base64(HMAC-SHA256(secret, timestamp + "\n" + secret)) in the address.
/// </summary>
internal sealed class DingTalkChannel(NotificationHttp http, TimeProvider time, IOptions<NotificationOptions> options) : INotificationChannel
{
    public string Name => NotificationChannels.DingTalk;

    public Task<DeliveryOutcome> SendAsync(NotificationMessage message, CancellationToken cancel)
    {
        var robot = options.Value.Robots.GetValueOrDefault(message.Target);
        var url = robot?.Url ?? message.Target;
        if ((robot is null ? options.Value.DingTalkSecret : robot.Secret) is { Length: > 0 } secret)
            url = Sign(url, secret, time.GetUtcNow().ToUnixTimeMilliseconds());
        var body = new JsonObject
        {
            ["msgtype"] = "markdown",
            ["markdown"] = new JsonObject
            {
                ["title"] = RobotAnswer.Cut(message.Title, 120),
                ["text"] = RobotAnswer.Cut(RobotAnswer.Markdown(message), 18000),
            },
        };
        return http.PostAsync(url, JsonSerializer.SerializeToUtf8Bytes(body), [], RobotAnswer.Judge, cancel);
    }

    internal static string Sign(string url, string secret, long timestamp)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{timestamp}\n{secret}");
        var sign = Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(text)));
        var separator = url.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        return string.Create(CultureInfo.InvariantCulture, $"{url}{separator}timestamp={timestamp}&sign={Uri.EscapeDataString(sign)}");
    }
}
