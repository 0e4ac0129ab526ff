using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Cloud.Platform.Notifications.Channels;
using Microsoft.Extensions.Options;

namespace Cloud.Platform.Notifications;

/// <summary>What attributes cannot say: nested records, addresses and the templates, tried with a message of every field.</summary>
internal sealed class NotificationOptionsCheck : IValidateOptions<NotificationOptions>
{
    private static readonly NotificationMessage Sample = new()
    {
        Id = "sample", Reference = "r", Scope = "s", Person = "某人", Channel = "sms", Target = "13800000000",
        Severity = 1, Title = "标题\"", Text = "正文\n第二行", Link = "https://example.cn/a/1",
    };

    public ValidateOptionsResult Validate(string? name, NotificationOptions options)
    {
        var faults = new List<string>();
        foreach (var (robotName, robot) in options.Robots)
            CheckUrl(faults, $"Robots:{robotName}:Url", robot.Url);
        CheckGateway(faults, "Sms", options.Sms);
        CheckGateway(faults, "Voice", options.Voice);
        if (options.Smtp is { } smtp)
        {
            var results = new List<ValidationResult>();
            if (!Validator.TryValidateObject(smtp, new ValidationContext(smtp), results, validateAllProperties: true))
                faults.AddRange(results.Select(r => $"Smtp: {r.ErrorMessage}"));
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static void CheckGateway(List<string> faults, string path, HttpGatewayOptions? gateway)
    {
        if (gateway is null)
            return;
        CheckUrl(faults, $"{path}:Url", gateway.Url);
        if (gateway.SuccessField is null != gateway.SuccessValue is null)
            faults.Add($"{path}: SuccessField and SuccessValue go together.");
        try
        {
            using var _ = JsonDocument.Parse(HttpGatewayChannel.Fill(gateway.Template, Sample));
        }
        catch (JsonException fault)
        {
            faults.Add($"{path}:Template does not give JSON: {fault.Message}");
        }
    }

    private static void CheckUrl(List<string> faults, string path, string url)
    {
        // The address itself is a secret and stays out of the message.
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
            faults.Add($"{path} is not an http or https address.");
    }
}
