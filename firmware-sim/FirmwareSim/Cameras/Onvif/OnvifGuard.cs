using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Protocols.Authentication;
using Protocols.Onvif;

namespace FirmwareSim.Cameras.Onvif;

/// <summary>Checks credentials: a token in the SOAP header, or HTTP digest. Nonces of digest carry their time and a signature, so that nothing is kept for strangers.</summary>
internal sealed class OnvifGuard(CameraSettings settings, CameraClock clock)
{
    private const string Realm = "Edge camera";
    private const int MostNonces = 1024;
    private static readonly TimeSpan NonceLife = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan TokenSkew = TimeSpan.FromMinutes(5);

    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);
    private readonly Lock _gate = new();
    private readonly Queue<string> _order = new();
    private readonly HashSet<string> _used = [];

    /// <summary>A fresh challenge for HTTP.</summary>
    public DigestChallenge Challenge() => new(Realm, Nonce(clock.Time.GetUtcNow()));

    /// <summary>True when the Authorization header is right for the request.</summary>
    public bool Accepts(string? authorization, string method, string path) =>
        DigestCredentials.Decode(authorization) is { } credentials && credentials.User == settings.User && credentials.Uri == path && IsFresh(credentials.Nonce)
        && credentials.Fits(new DigestChallenge(Realm, credentials.Nonce), settings.Password, method);

    /// <summary>True when the token is right, made within five minutes of the camera's clock, and not seen before.</summary>
    public bool Accepts(UsernameToken token)
    {
        if (token.User != settings.User || token.CreatedAt is not { } created || (created - clock.Now).Duration() > TokenSkew || !token.Fits(settings.Password))
            return false;
        lock (_gate)
        {
            if (!_used.Add(token.Digest))
                return false;
            _order.Enqueue(token.Digest);
            if (_order.Count > MostNonces)
                _used.Remove(_order.Dequeue());
            return true;
        }
    }

    private string Nonce(DateTimeOffset at)
    {
        var time = at.UtcTicks.ToString("x16", CultureInfo.InvariantCulture);
        return time + Convert.ToHexStringLower(HMACSHA256.HashData(_key, Encoding.ASCII.GetBytes(time)).AsSpan(0, 8));
    }

    private bool IsFresh(string nonce) =>
        nonce.Length == 32 && long.TryParse(nonce.AsSpan(0, 16), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var ticks)
        && ticks > 0 && ticks < DateTime.MaxValue.Ticks && new DateTimeOffset(ticks, TimeSpan.Zero) is var made && nonce == Nonce(made)
        && clock.Time.GetUtcNow() - made < NonceLife;
}
