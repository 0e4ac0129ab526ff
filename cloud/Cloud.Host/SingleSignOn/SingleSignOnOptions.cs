using System.ComponentModel.DataAnnotations;

namespace Cloud.Host.SingleSignOn;

/// <summary>Section <c>SingleSignOn</c>: OpenID Connect to other systems (they ask us) and from them (we ask them).</summary>
public sealed record SingleSignOnOptions
{
    /// <summary>Address under which others reach us, the issuer of our tokens; null = the address of each request.</summary>
    public Uri? Issuer { get; set; }

    /// <summary>True allows plain http: behind a proxy that speaks TLS, or on one machine. Default true; the proxy is the operator's.</summary>
    public bool AllowHttp { get; set; } = true;

    /// <summary>Systems that vouch for people here.</summary>
    public IReadOnlyList<Provider> Providers { get; set; } = [];

    /// <summary>A system that vouches.</summary>
    public sealed record Provider
    {
        /// <summary>Short name in addresses.</summary>
        [Required, RegularExpression("^[a-z][a-z0-9-]{0,30}$")]
        public string Name { get; set; } = "";

        /// <summary>For people.</summary>
        [Required]
        public string Label { get; set; } = "";

        /// <summary>Its issuer.</summary>
        [Required]
        public Uri? Issuer { get; set; }

        /// <summary>Our id there.</summary>
        [Required]
        public string ClientId { get; set; } = "";

        /// <summary>Our secret there; best from the environment.</summary>
        public string? ClientSecret { get; set; }
    }
}
