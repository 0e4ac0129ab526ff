using System.Security.Cryptography;
using System.Text;
using Cloud.Platform.Certificates;

namespace Cloud.Platform.Persons;

/// <summary>
/// Encrypts personal data for the disk: AES-256-GCM with a key from a file (mode 0600) that lies apart from the records, so
/// that a copy of the records alone tells nothing. A value is bound to its owner: moved to another one it does not open.
/// </summary>
public sealed class PersonalCipher : IDisposable
{
    private const byte Version = 1;
    private const int NonceLength = 12;
    private const int TagLength = 16;

    private readonly AesGcm _aes;
    private readonly byte[] _digestKey;

    private PersonalCipher(byte[] key)
    {
        _aes = new AesGcm(HKDF.DeriveKey(HashAlgorithmName.SHA256, key, 32, info: "personal-data"u8.ToArray()), TagLength);
        _digestKey = HKDF.DeriveKey(HashAlgorithmName.SHA256, key, 32, info: "personal-digest"u8.ToArray());
    }

    /// <summary>Reads the key, or makes it on the first start.</summary>
    /// <exception cref="InvalidDataException">The file holds no key.</exception>
    public static PersonalCipher Open(string path)
    {
        if (!File.Exists(path))
            SecretFile.Write(path, Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)) + "\n");
        var key = new byte[33];
        return Convert.TryFromBase64String(File.ReadAllText(path).Trim(), key, out var length) && length == 32
            ? new PersonalCipher(key[..32])
            : throw new InvalidDataException($"{path}: this is no key of 256 bits.");
    }

    /// <summary>Version, nonce, tag and cipher text, in base64.</summary>
    /// <param name="clear">What is to be kept.</param>
    /// <param name="owner">Whose it is: the same text is needed to open it.</param>
    public string Encrypt(string clear, string owner)
    {
        var text = Encoding.UTF8.GetBytes(clear);
        var box = new byte[1 + NonceLength + TagLength + text.Length];
        box[0] = Version;
        RandomNumberGenerator.Fill(box.AsSpan(1, NonceLength));
        _aes.Encrypt(
            box.AsSpan(1, NonceLength), text, box.AsSpan(1 + NonceLength + TagLength), box.AsSpan(1 + NonceLength, TagLength), Encoding.UTF8.GetBytes(owner));
        return Convert.ToBase64String(box);
    }

    /// <summary>What was encrypted.</summary>
    /// <exception cref="CryptographicException">Another key, another owner, or changed on the disk.</exception>
    public string Decrypt(string boxed, string owner)
    {
        var box = Convert.FromBase64String(boxed);
        if (box.Length < 1 + NonceLength + TagLength || box[0] != Version)
            throw new CryptographicException("This is no encrypted value.");
        var text = new byte[box.Length - 1 - NonceLength - TagLength];
        _aes.Decrypt(
            box.AsSpan(1, NonceLength), box.AsSpan(1 + NonceLength + TagLength), box.AsSpan(1 + NonceLength, TagLength), text, Encoding.UTF8.GetBytes(owner));
        return Encoding.UTF8.GetString(text);
    }

    /// <summary>A keyed digest by which equal values are found without being opened.</summary>
    public string Digest(string clear) => Convert.ToHexStringLower(HMACSHA256.HashData(_digestKey, Encoding.UTF8.GetBytes(clear)));

    /// <inheritdoc/>
    public void Dispose()
    {
        _aes.Dispose();
        CryptographicOperations.ZeroMemory(_digestKey);
    }
}
