using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Edge.Core.Uplink.Azure;

/// <summary>Which hub the gateway reports to. Section <c>Uplink:AzureIotHub</c>.</summary>
public sealed record AzureIotHubOptions : IValidatableObject
{
    /// <summary>Host name of the hub, e.g. <c>site.azure-devices.net</c>.</summary>
    [Required, StringLength(253)]
    public string HubName { get; set; } = "";

    /// <summary>Where to connect, when it differs from the hub's name (a gateway in between).</summary>
    [StringLength(253)]
    public string Host { get; set; } = "";

    /// <summary>Port, 1–65,535.</summary>
    [Range(1, 65_535)]
    public int Port { get; set; } = 8883;

    /// <summary>Device id in the hub: the gateway.</summary>
    [Required, StringLength(128)]
    public string DeviceId { get; set; } = "";

    /// <summary>TLS, with the certificate when the device authenticates by X.509.</summary>
    [ValidateObjectMembers]
    public TlsOptions Tls { get; set; } = new();

    /// <summary>File with the device's symmetric key in Base64, when it authenticates by SAS.</summary>
    public string SharedAccessKeyFile { get; set; } = "";

    /// <summary>Minutes that a SAS token is valid, 5–1,440. A new one is taken, with a new connection, after four fifths.</summary>
    [Range(5, 1_440)]
    public int TokenMinutes { get; set; } = 60;

    /// <summary>Seconds between keep-alives, 1–1,177 (the hub's limit is 29 minutes).</summary>
    [Range(1, 1_177)]
    public int KeepAliveSeconds { get; set; } = 10;

    /// <summary>Seconds that the hub may take for any answer, 1–300. A PUBACK that is later ends the session, and all is sent again.</summary>
    [Range(1, 300)]
    public int AnswerSeconds { get; set; } = 30;

    /// <summary>Seconds between two reports of the status in the twin, 1–86,400; only what has changed is sent.</summary>
    [Range(1, 86_400)]
    public int StatusSeconds { get; set; } = 60;

    /// <summary>How the outbox is emptied.</summary>
    [ValidateObjectMembers]
    public DeliveryOptions Delivery { get; set; } = new();

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (SharedAccessKeyFile.Length > 0 == Tls.CertificateFile.Length > 0)
            yield return new ValidationResult("Either SharedAccessKeyFile or Tls:CertificateFile must be set.", [nameof(SharedAccessKeyFile)]);
    }
}

/// <summary>Generated check of <see cref="AzureIotHubOptions"/>.</summary>
[OptionsValidator]
public sealed partial class AzureIotHubOptionsValidator : IValidateOptions<AzureIotHubOptions>;
