using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Cloud.Platform.Identity;

/// <summary>Time-based one-time codes (RFC 6238): HMAC-SHA-1, 30 s, six digits, as every authenticator app knows them.</summary>
public static class Totp
{
    /// <summary>Seconds of one time step.</summary>
    public const int StepSeconds = 30;

    /// <summary>Digits of a code.</summary>
    public const int Digits = 6;

    /// <summary>Steps before and after the present that are accepted: clocks differ.</summary>
    public const int Tolerance = 1;

    private const int SecretLength = 20;
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>A new secret of 160 bits in base 32 (RFC 4648).</summary>
    public static string NewSecret()
    {
        var (bytes, text, buffer, bits) = (RandomNumberGenerator.GetBytes(SecretLength), new StringBuilder(SecretLength * 8 / 5), 0, 0);
        foreach (var b in bytes)
        {
            (buffer, bits) = ((buffer << 8) | b, bits + 8);
            for (; bits >= 5; bits -= 5)
                text.Append(Alphabet[(buffer >> (bits - 5)) & 31]);
        }

        return text.ToString();
    }

    /// <summary>What a QR code carries into an app: <c>otpauth://totp/issuer:user?secret=…</c>.</summary>
    public static string Uri(string secret, string issuer, string userName) => string.Create(
        CultureInfo.InvariantCulture,
        $"otpauth://totp/{Escape(issuer)}:{Escape(userName)}?secret={secret}&issuer={Escape(issuer)}&algorithm=SHA1&digits={Digits}&period={StepSeconds}");

    /// <summary>The time step of an instant.</summary>
    public static long StepOf(DateTimeOffset at) => at.ToUnixTimeSeconds() / StepSeconds;

    /// <summary>The code of a time step.</summary>
    public static string Code(string secret, long step)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        Span<byte> mac = stackalloc byte[20];
#pragma warning disable CA5350 // RFC 6238 as the apps know it: the strength of an HMAC does not rest on collisions.
        HMACSHA1.HashData(Decode(secret), counter, mac);
#pragma warning restore CA5350
        var value = BinaryPrimitives.ReadInt32BigEndian(mac[(mac[19] & 15)..]) & 0x7fffffff;
        return (value % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    /// <summary>The step to which a code belongs, newer than the last one accepted; null for a wrong or used code.</summary>
    public static long? Verify(string secret, string code, DateTimeOffset now, long lastStep)
    {
        var given = Encoding.ASCII.GetBytes(code);
        long? found = null;
        for (var step = StepOf(now) - Tolerance; step <= StepOf(now) + Tolerance; step++)
            if (CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Code(secret, step)), given) && step > lastStep)
                found = step;
        return found;
    }

    private static byte[] Decode(string secret)
    {
        var (bytes, buffer, bits) = (new List<byte>(SecretLength), 0, 0);
        foreach (var c in secret)
        {
            (buffer, bits) = ((buffer << 5) | Alphabet.IndexOf(c, StringComparison.Ordinal), bits + 5);
            if (bits >= 8)
            {
                bytes.Add((byte)(buffer >> (bits - 8)));
                bits -= 8;
            }
        }

        return [.. bytes];
    }

    private static string Escape(string text) => System.Uri.EscapeDataString(text);
}
