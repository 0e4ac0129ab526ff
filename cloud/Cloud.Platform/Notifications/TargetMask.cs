namespace Cloud.Platform.Notifications;

/// <summary>Targets as pages and logs may show them.</summary>
public static class TargetMask
{
    /// <summary>
    /// Enough to recognise, too little to use: <c>138****5678</c>, <c>z***@example.cn</c>, <c>https://host/…9f2c</c>. Names
    /// of robots stay as they are.
    /// </summary>
    public static string Of(string channel, string target)
    {
        if (target.Length == 0)
            return "";
        if (Uri.TryCreate(target, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https")
            return $"{uri.Scheme}://{uri.Authority}/…{(target.Length > 40 ? target[^4..] : "")}";
        var at = target.IndexOf('@', StringComparison.Ordinal);
        if (at > 0)
            return $"{target[0]}***{target[at..]}";
        if (channel is NotificationChannels.Sms or NotificationChannels.Voice)
            return target.Length >= 8 ? $"{target[..^8]}****{target[^4..]}" : "****";
        return target;
    }
}
