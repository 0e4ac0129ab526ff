using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;

namespace Cloud.Platform.Notifications.Channels;

/// <summary>WeCom group robot, message type markdown (at most 4,096 bytes). Target: its address, or the name of a configured robot.</summary>
internal sealed class WeComChannel(NotificationHttp http, IOptions<NotificationOptions> options) : INotificationChannel
{
    public string Name => NotificationChannels.WeCom;

    public Task<DeliveryOutcome> SendAsync(NotificationMessage message, CancellationToken cancel)
    {
        var url = options.Value.Robots.TryGetValue(message.Target, out var robot) ? robot.Url : message.Target;
        var body = new JsonObject
        {
            ["msgtype"] = "markdown",
            ["markdown"] = new JsonObject { ["content"] = RobotAnswer.Cut(RobotAnswer.Markdown(message), 4096) },
        };
        return http.PostAsync(url, JsonSerializer.SerializeToUtf8Bytes(body), [], RobotAnswer.Judge, cancel);
    }
}
