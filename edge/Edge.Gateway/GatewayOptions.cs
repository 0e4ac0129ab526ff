using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Edge.Gateway;

/// <summary>Who the gateway is and where its files lie. Section <c>Gateway</c>.</summary>
public sealed class GatewayOptions
{
    /// <summary>Project id: the Sparkplug group.</summary>
    [Required, RegularExpression("[a-z0-9][a-z0-9._-]{0,63}")]
    public string Project { get; set; } = "";

    /// <summary>Gateway id: the Sparkplug edge node.</summary>
    [Required, RegularExpression("[a-z0-9][a-z0-9._-]{0,63}")]
    public string Id { get; set; } = "";

    /// <summary>Everything that changes: outbox, applied configuration, certificates. Default <c>data</c>.</summary>
    [Required]
    public string DataFolder { get; set; } = "data";

    /// <summary>Device profiles. Default <c>models/devices</c> beside the program.</summary>
    [Required]
    public string ProfilesFolder { get; set; } = Path.Combine(AppContext.BaseDirectory, "models", "devices");

    /// <summary>The configuration that counts until the cloud has sent one; may be missing.</summary>
    [Required]
    public string ConfigurationFile { get; set; } = Path.Combine(AppContext.BaseDirectory, "configuration.json");
}

/// <summary>Generated check of <see cref="GatewayOptions"/>.</summary>
[OptionsValidator]
public sealed partial class GatewayOptionsValidator : IValidateOptions<GatewayOptions>;
