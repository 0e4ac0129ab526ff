using System.Globalization;

namespace Edge.Core.Uplink.Azure;

/// <summary>Topics of the hub's MQTT interface (IoT Hub documentation, "Communicate with an IoT hub using the MQTT protocol").</summary>
internal static class AzureTopic
{
    /// <summary>Version of the interface.</summary>
    public const string ApiVersion = "2021-04-12";

    public const string TwinResponses = "$iothub/twin/res/#";
    public const string DesiredChanges = "$iothub/twin/PATCH/properties/desired/#";
    public const string Methods = "$iothub/methods/POST/#";

    /// <summary>Device-to-cloud message with its property bag.</summary>
    public static string Events(string device, params ReadOnlySpan<(string Name, string Value)> properties)
    {
        var topic = new System.Text.StringBuilder($"devices/{device}/messages/events/");
        for (var i = 0; i < properties.Length; i++)
            topic.Append(i == 0 ? "" : "&").Append(Uri.EscapeDataString(properties[i].Name)).Append('=').Append(Uri.EscapeDataString(properties[i].Value));
        return topic.ToString();
    }

    public static string GetTwin(int request) => string.Create(CultureInfo.InvariantCulture, $"$iothub/twin/GET/?$rid={request}");

    public static string PatchReported(int request) => string.Create(CultureInfo.InvariantCulture, $"$iothub/twin/PATCH/properties/reported/?$rid={request}");

    public static string MethodResult(int status, string request) => string.Create(CultureInfo.InvariantCulture, $"$iothub/methods/res/{status}/?$rid={request}");

    /// <summary>What a message from the hub is.</summary>
    public static AzureMessage Parse(string topic)
    {
        const string Response = "$iothub/twin/res/", Desired = "$iothub/twin/PATCH/properties/desired/", Method = "$iothub/methods/POST/";
        if (topic.StartsWith(Desired, StringComparison.Ordinal))
            return new AzureMessage(AzureMessageKind.Desired, "", "");
        var (kind, prefix) = topic.StartsWith(Response, StringComparison.Ordinal) ? (AzureMessageKind.TwinResponse, Response)
            : topic.StartsWith(Method, StringComparison.Ordinal) ? (AzureMessageKind.Method, Method) : (AzureMessageKind.Unknown, "");
        var rest = topic[prefix.Length..];
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        return kind == AzureMessageKind.Unknown || slash < 0
            ? new AzureMessage(AzureMessageKind.Unknown, "", "")
            : new AzureMessage(kind, rest[..slash], RequestOf(rest[(slash + 1)..]));
    }

    private static string RequestOf(string query)
    {
        foreach (var part in query.TrimStart('?').Split('&'))
            if (part.StartsWith("$rid=", StringComparison.Ordinal))
                return part["$rid=".Length..];
        return "";
    }
}

/// <summary>Kinds of messages from the hub.</summary>
internal enum AzureMessageKind
{
    Unknown = 0,
    TwinResponse = 1,
    Desired = 2,
    Method = 3,
}

/// <summary>A topic of the hub, read.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">Status of a response, or name of a method.</param>
/// <param name="Request">Request id.</param>
internal readonly record struct AzureMessage(AzureMessageKind Kind, string Name, string Request);
