using System.ComponentModel.DataAnnotations;

namespace Cloud.Platform.Identity;

/// <summary>Section <c>Identity</c>.</summary>
public sealed record IdentityOptions
{
    /// <summary>File that gets the first administrator's password (mode 0600); null = it is only printed.</summary>
    public string? FirstPasswordFile { get; set; }

    /// <summary>Minutes without a request after which a session is over. 1–1440, default 30.</summary>
    [Range(1, 1440)]
    public int IdleMinutes { get; set; } = 30;

    /// <summary>Hours after which a session is over in any case. 1–168, default 12.</summary>
    [Range(1, 168)]
    public int AbsoluteHours { get; set; } = 12;

    /// <summary>Days after which a password must be changed (GB/T 22239: periodic change); 0 = never. 0–3650, default 90.</summary>
    [Range(0, 3650)]
    public int PasswordDays { get; set; } = 90;

    /// <summary>Codes of the roles whose holders must set up a second factor before anything else. Default: none.</summary>
    public IReadOnlyList<string> SecondFactorRoles { get; set; } = [];

    /// <summary>Registrations of enterprises from one address within an hour. 1–1000, default 5.</summary>
    [Range(1, 1000)]
    public int RegistrationsPerHour { get; set; } = 5;

    /// <summary>Looks at public pages from one address within a minute. 1–10,000, default 30.</summary>
    [Range(1, 10_000)]
    public int PublicLooksPerMinute { get; set; } = 30;

    /// <summary>Key file of the personal data; null = <c>keys/personal.key</c> below the data folder. Best on another disk than the records.</summary>
    public string? PersonalKeyFile { get; set; }

    /// <summary>PEM files of the authorities whose certificates sign in; none = certificates are not offered.</summary>
    public IReadOnlyList<string> CertificateAuthorities { get; set; } = [];

    /// <summary>Revocation lists of those authorities (PEM or DER), refreshed by the operator; read again when they change.</summary>
    public IReadOnlyList<string> RevocationLists { get; set; } = [];

    /// <summary>Where browsers are asked for a certificate: an address of this platform whose endpoint takes client certificates; null = the one in use.</summary>
    public Uri? CertificateAddress { get; set; }

    /// <summary>
    /// Header in which a proxy that speaks TLS hands the client's certificate on (URL-encoded PEM as nginx writes it, or base64 DER as
    /// RFC 9440 has it); null = none. Taken from <see cref="TrustedProxies"/> only.
    /// </summary>
    public string? CertificateHeader { get; set; }

    /// <summary>Addresses and networks of those proxies.</summary>
    public IReadOnlyList<string> TrustedProxies { get; set; } = [];
}
