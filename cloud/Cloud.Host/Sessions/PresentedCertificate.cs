using Cloud.Platform.Identity;
using Cloud.Platform.Security;
using Microsoft.Extensions.Options;

namespace Cloud.Host.Sessions;

/// <summary>
/// The certificate that a browser has shown, by TLS to this process or to a proxy before it. Its key was proved by the
/// handshake; whether it is trusted is for <see cref="ICertificateProof"/> to say. A header counts only from a listed proxy.
/// </summary>
public sealed class PresentedCertificate(IOptions<IdentityOptions> options)
{
    private readonly AddressList _proxies = AddressList.Parse(options.Value.TrustedProxies).List
        ?? throw new InvalidDataException("Identity:TrustedProxies holds what is no address.");

    /// <summary>PEM, or DER in base64; null when none was shown.</summary>
    public string? Of(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.Connection.ClientCertificate is { } shown)
            return shown.ExportCertificatePem();
        if (options.Value.CertificateHeader is not { Length: > 0 } name || _proxies.Networks.Count == 0 || !_proxies.Allows(SessionServices.AddressOf(context)))
            return null;
        return context.Request.Headers[name].ToString() is { Length: > 0 and <= 32_768 } text ? Uri.UnescapeDataString(text).Trim(':') : null;
    }

    /// <summary>Where a browser is asked for one; null when it is asked here.</summary>
    public Uri? Elsewhere(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return options.Value.CertificateAddress is { } address
            && (address.Host, address.Port) != (context.Request.Host.Host, context.Request.Host.Port ?? (context.Request.IsHttps ? 443 : 80)) ? address : null;
    }
}
