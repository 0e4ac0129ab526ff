namespace Cloud.Platform.Notifications;

/// <summary>Names of the channels.</summary>
public static class NotificationChannels
{
    /// <summary>Signed-in pages.</summary>
    public const string InApp = "in-app";

    /// <summary>WeCom (企业微信) group robot.</summary>
    public const string WeCom = "wecom";

    /// <summary>DingTalk (钉钉) group robot.</summary>
    public const string DingTalk = "dingtalk";

    /// <summary>Any HTTP receiver.</summary>
    public const string Webhook = "webhook";

    /// <summary>Text message.</summary>
    public const string Sms = "sms";

    /// <summary>Phone call.</summary>
    public const string Voice = "voice";

    /// <summary>E-mail.</summary>
    public const string Email = "email";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [InApp, WeCom, DingTalk, Webhook, Sms, Voice, Email];
}
