using System.ComponentModel.DataAnnotations;

namespace Cloud.Platform.Notifications;

/// <summary>Section <c>Notifications</c>. Secrets (passwords, signing keys, robot addresses) come from environment variables or mounted files.</summary>
public sealed record NotificationOptions
{
    /// <summary>Messages a person gets within a minute at most, the summary of the rest included; 2–1000, default 20.</summary>
    [Range(2, 1000)]
    public int MaxPerMinute { get; init; } = 20;

    /// <summary>Of those, kept free for severity 1; default 5.</summary>
    [Range(0, 1000)]
    public int ReservedForUrgent { get; init; } = 5;

    /// <summary>Attempts before a message is given up; 1–100, default 8.</summary>
    [Range(1, 100)]
    public int MaxAttempts { get; init; } = 8;

    /// <summary>Seconds before the second attempt; doubled each time up to <see cref="LongestRetrySeconds"/>. Default 5.</summary>
    [Range(1, 3600)]
    public int FirstRetrySeconds { get; init; } = 5;

    /// <summary>Longest time between attempts, seconds; default 1800.</summary>
    [Range(1, 86400)]
    public int LongestRetrySeconds { get; init; } = 1800;

    /// <summary>Longest time of one attempt, seconds; default 10.</summary>
    [Range(1, 300)]
    public int TimeoutSeconds { get; init; } = 10;

    /// <summary>Attempts under way at the same time; default 32.</summary>
    [Range(1, 1000)]
    public int Parallel { get; init; } = 32;

    /// <summary>Days that settled messages are kept; default 365.</summary>
    [Range(1, 36500)]
    public int KeepDays { get; init; } = 365;

    /// <summary>Whether receivers at private and loopback addresses are allowed (site intranets); default true.</summary>
    public bool AllowPrivateAddresses { get; init; } = true;

    /// <summary>When not empty, the only hosts that may be called (exact, or <c>*.example.cn</c>).</summary>
    public IReadOnlyList<string> AllowedHosts { get; init; } = [];

    /// <summary>Robots by name, so that a chain names <c>safety-group</c> and no page shows its address.</summary>
    public IReadOnlyDictionary<string, RobotOptions> Robots { get; init; } = new Dictionary<string, RobotOptions>();

    /// <summary>Signing key of DingTalk robots that are given by address; null = unsigned.</summary>
    public string? DingTalkSecret { get; init; }

    /// <summary>HMAC key of webhooks; null = unsigned.</summary>
    public string? WebhookSecret { get; init; }

    /// <summary>Text message gateway; null = not available.</summary>
    public HttpGatewayOptions? Sms { get; init; }

    /// <summary>Voice call gateway; null = not available.</summary>
    public HttpGatewayOptions? Voice { get; init; }

    /// <summary>Mail server; null = not available.</summary>
    public SmtpOptions? Smtp { get; init; }
}

/// <summary>A group robot.</summary>
public sealed record RobotOptions
{
    /// <summary>Its whole address, token included.</summary>
    [Required]
    public string Url { get; init; } = "";

    /// <summary>Its signing key; null = unsigned.</summary>
    public string? Secret { get; init; }
}

/// <summary>
/// A text or voice gateway behind HTTP. In <see cref="Template"/>, <c>{{target}} {{title}} {{text}} {{link}} {{id}}</c> are
/// replaced, escaped for JSON.
/// </summary>
public sealed record HttpGatewayOptions
{
    /// <summary>Where it is posted to.</summary>
    [Required]
    public string Url { get; init; } = "";

    /// <summary>JSON body with placeholders.</summary>
    [Required]
    public string Template { get; init; } = """{"id":"{{id}}","phone":"{{target}}","text":"{{text}}","link":"{{link}}"}""";

    /// <summary>Headers, for example <c>Authorization</c>.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>Field of the JSON answer that tells success (<c>data.code</c> style path); null = a 2xx status is enough.</summary>
    public string? SuccessField { get; init; }

    /// <summary>Value of that field on success, as text.</summary>
    public string? SuccessValue { get; init; }

    /// <summary>Field of the JSON answer that is kept as the receipt; null = the status.</summary>
    public string? ReceiptField { get; init; }
}

/// <summary>A mail server.</summary>
public sealed record SmtpOptions
{
    /// <summary>Host name.</summary>
    [Required]
    public string Host { get; init; } = "";

    /// <summary>Port; default 465.</summary>
    [Range(1, 65535)]
    public int Port { get; init; } = 465;

    /// <summary><c>tls</c> (from the first byte), <c>starttls</c> or <c>none</c>; default <c>tls</c>.</summary>
    [RegularExpression("^(tls|starttls|none)$")]
    public string Security { get; init; } = "tls";

    /// <summary>Account; null = without authentication.</summary>
    public string? UserName { get; init; }

    /// <summary>Password.</summary>
    public string? Password { get; init; }

    /// <summary>Sender.</summary>
    [Required, EmailAddress]
    public string From { get; init; } = "";
}
