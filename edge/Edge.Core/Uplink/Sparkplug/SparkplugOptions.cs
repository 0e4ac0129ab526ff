using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using Telemetry.Model;

namespace Edge.Core.Uplink.Sparkplug;

/// <summary>Where the gateway reports and under which name. Section <c>Uplink:Sparkplug</c>.</summary>
public sealed record SparkplugOptions : IValidatableObject
{
    /// <summary>Project id: the Sparkplug group.</summary>
    [Required]
    public string Project { get; set; } = "";

    /// <summary>Gateway id: the edge node, the MQTT client id and the certificate's CN.</summary>
    [Required]
    public string Gateway { get; set; } = "";

    /// <summary>Broker; empty = the one that enrolment has named.</summary>
    [StringLength(253)]
    public string Host { get; set; } = "";

    /// <summary>Port, 1–65,535.</summary>
    [Range(1, 65_535)]
    public int Port { get; set; } = 8883;

    /// <summary>TLS.</summary>
    [ValidateObjectMembers]
    public TlsOptions Tls { get; set; } = new();

    /// <summary>Primary host: data flow only while its STATE says that it is online.</summary>
    [Required]
    public string HostId { get; set; } = "edge-cloud";

    /// <summary>Seconds of silence after which the broker takes the gateway for dead (× 1.5), 1–60.</summary>
    [Range(1, 60)]
    public int KeepAliveSeconds { get; set; } = 5;

    /// <summary>Seconds that the broker may take for any answer, 1–60.</summary>
    [Range(1, 60)]
    public int AnswerSeconds { get; set; } = 10;

    /// <summary>Seconds between two status reports, 0.1–3,600.</summary>
    [Range(0.1, 3_600)]
    public double StatusSeconds { get; set; } = 10;

    /// <summary>How the outbox is emptied.</summary>
    [ValidateObjectMembers]
    public DeliveryOptions Delivery { get; set; } = new();

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var (name, value) in ((string, string)[])[(nameof(Project), Project), (nameof(Gateway), Gateway), (nameof(HostId), HostId)])
            if (!Identifier.IsValid(value))
                yield return new ValidationResult($"{name} '{value}' is no id (1–64 of a–z 0–9 . - _).", [name]);
    }
}

/// <summary>Generated check of <see cref="SparkplugOptions"/>.</summary>
[OptionsValidator]
public sealed partial class SparkplugOptionsValidator : IValidateOptions<SparkplugOptions>;
