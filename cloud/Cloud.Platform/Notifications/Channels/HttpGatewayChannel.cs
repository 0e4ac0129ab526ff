using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Cloud.Platform.Notifications.Channels;

/// <summary>Text messages and phone calls through whatever HTTP gateway the operator has: one template, one rule of success.</summary>
internal sealed class HttpGatewayChannel(string name, NotificationHttp http, HttpGatewayOptions? gateway) : INotificationChannel
{
    public string Name => name;

    public Task<DeliveryOutcome> SendAsync(NotificationMessage message, CancellationToken cancel)
    {
        if (gateway is null)
            return Task.FromResult(DeliveryOutcome.Refused($"没有配置{(name == NotificationChannels.Sms ? "短信" : "语音")}网关"));
        return http.PostAsync(gateway.Url, Encoding.UTF8.GetBytes(Fill(gateway.Template, message)), gateway.Headers, Judge, cancel);
    }

    internal static string Fill(string template, NotificationMessage message)
    {
        var filled = new StringBuilder();
        var rest = template.AsSpan();
        while (rest.IndexOf("{{", StringComparison.Ordinal) is var open and >= 0)
        {
            filled.Append(rest[..open]);
            rest = rest[(open + 2)..];
            var close = rest.IndexOf("}}", StringComparison.Ordinal);
            if (close < 0)
                break;
            filled.Append(JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(Value(rest[..close], message)));
            rest = rest[(close + 2)..];
        }

        return filled.Append(rest).ToString();
    }

    private static string Value(ReadOnlySpan<char> name, NotificationMessage message) => name switch
    {
        "target" => message.Target,
        "title" => message.Title,
        "text" => message.Text,
        "link" => message.Link ?? "",
        "id" => message.Id,
        "severity" => message.Severity.ToString(System.Globalization.CultureInfo.InvariantCulture),
        _ => "",
    };

    private DeliveryOutcome Judge(int status, string text)
    {
        if (gateway is not { SuccessField: not null } and not { ReceiptField: not null })
            return DeliveryOutcome.Delivered($"HTTP {status}");
        try
        {
            using var json = JsonDocument.Parse(text);
            if (gateway.SuccessField is { } field && Field(json.RootElement, field) is var value && value != gateway.SuccessValue)
                return DeliveryOutcome.Retry($"网关应答 {field}={value ?? "无"}");
            var receipt = gateway.ReceiptField is { } at ? Field(json.RootElement, at) : null;
            return DeliveryOutcome.Delivered(receipt is { Length: > 0 } ? receipt[..Math.Min(200, receipt.Length)] : $"HTTP {status}");
        }
        catch (JsonException)
        {
            return DeliveryOutcome.Retry("网关应答不是 JSON");
        }
    }

    private static string? Field(JsonElement element, string path)
    {
        foreach (var part in path.Split('.'))
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(part, out element))
                return null;
        return element.ValueKind == JsonValueKind.String ? element.GetString() : element.GetRawText();
    }
}
