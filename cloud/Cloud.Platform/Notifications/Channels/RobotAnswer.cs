using System.Text;
using System.Text.Json;

namespace Cloud.Platform.Notifications.Channels;

/// <summary>What WeCom and DingTalk robots answer: <c>{"errcode":0,"errmsg":"ok"}</c> with HTTP 200, errors included.</summary>
internal static class RobotAnswer
{
    // Passing troubles: busy (-1), WeCom 45009 and DingTalk 130101, 130103, 410100 (too many messages a minute).
    private static readonly int[] Passing = [-1, 45009, 130101, 130103, 410100];

    public static DeliveryOutcome Judge(int status, string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            if (json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("errcode", out var code) && code.TryGetInt32(out var number))
            {
                if (number == 0)
                    return DeliveryOutcome.Delivered($"HTTP {status}，errcode 0");
                return Passing.Contains(number)
                    ? DeliveryOutcome.Retry($"errcode {number}", TimeSpan.FromMinutes(1))
                    : DeliveryOutcome.Refused($"errcode {number}");
            }
        }
        catch (JsonException)
        {
            // Judged below: not the answer of a robot.
        }

        return DeliveryOutcome.Retry("应答不是机器人的格式");
    }

    /// <summary>At most so many bytes of UTF-8, cut between characters.</summary>
    public static string Cut(string text, int bytes)
    {
        if (Encoding.UTF8.GetByteCount(text) <= bytes)
            return text;
        var used = 0;
        var length = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (used + rune.Utf8SequenceLength > bytes - 3)
                break;
            used += rune.Utf8SequenceLength;
            length += rune.Utf16SequenceLength;
        }

        return text[..length] + "…";
    }

    /// <summary>Level, title, text and the one-tap link as the markdown that both robots draw.</summary>
    public static string Markdown(NotificationMessage message)
    {
        var link = message.Link is null ? "" : $"\n\n[点此确认]({message.Link})";
        return $"**{Plain(message.Title)}**\n\n{Plain(message.Text)}{link}";
    }

    // Names typed by users must not become markup or mentions.
    private static string Plain(string text) => text.Replace("[", "［", StringComparison.Ordinal).Replace("]", "］", StringComparison.Ordinal)
        .Replace("<", "＜", StringComparison.Ordinal).Replace(">", "＞", StringComparison.Ordinal).Replace("*", "＊", StringComparison.Ordinal);
}
