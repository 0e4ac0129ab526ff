using System.Buffers;
using System.Buffers.Text;
using System.Text;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Parameters;

namespace Protocols.Hj212;

/// <summary>
/// SM4 over the data area (HJ 212-2025 §6.4.2, annex A.2): ECB, 16-byte key, no padding. Whole groups of 16 characters
/// are encrypted and written as hex, the remainder follows in clear; LLLL and the check sum are those of the clear text.
/// <code>
/// area = "{" 0xNN *("," 0xNN) "}" 0*15char
/// </code>
/// Not thread-safe.
/// </summary>
public sealed class Hj212Cipher
{
    /// <summary>Bytes of a key, and of a group.</summary>
    public const int BlockSize = 16;

    /// <summary>Field of CN 1014 that carries a key. The sources read here do not print its name; this one is ours.</summary>
    public const string KeyField = "NewKey";

    private readonly SM4Engine _encrypt = new();
    private readonly SM4Engine _decrypt = new();

    /// <summary>A cipher with its key.</summary>
    /// <exception cref="ArgumentException">The key is not 16 bytes long.</exception>
    public Hj212Cipher(ReadOnlySpan<byte> key)
    {
        if (key.Length != BlockSize)
            throw new ArgumentException("A SM4 key has 16 bytes.", nameof(key));
        _encrypt.Init(true, new KeyParameter(key));
        _decrypt.Init(false, new KeyParameter(key));
    }

    /// <summary>True for messages that are encrypted (§6.4.2): edition 2025 and CN 2000–2999, 1014 or 3020.</summary>
    public static bool AppliesTo(Hj212Message message) =>
        message.Flag.Edition == Hj212Edition.Edition2025 && Hj212Commands.IsEncryptedUpward(message.Command);

    /// <summary>Reads a key as it is written in configuration and in CN 1014: 32 hex digits or 16 characters.</summary>
    public static bool TryParseKey(string text, out byte[] key)
    {
        key = [];
        if (text.Length == 2 * BlockSize && text.All(char.IsAsciiHexDigit))
            key = Convert.FromHexString(text);
        else if (text.Length == BlockSize && Ascii.IsValid(text))
            key = Encoding.ASCII.GetBytes(text);
        return key.Length == BlockSize;
    }

    /// <summary>Writes an area in its encrypted form; an area of fewer than 16 characters stays as it is.</summary>
    public void Encrypt(ReadOnlySpan<byte> area, IBufferWriter<byte> to)
    {
        var whole = area.Length - (area.Length % BlockSize);
        Span<byte> block = stackalloc byte[BlockSize];
        for (var at = 0; at < whole; at += BlockSize)
        {
            _encrypt.ProcessBlock(area.Slice(at, BlockSize), block);
            for (var i = 0; i < BlockSize; i++)
            {
                to.Write(at + i == 0 ? "{0x"u8 : ",0x"u8);
                Utf8Formatter.TryFormat(block[i], to.GetSpan(2), out var written, new StandardFormat('X', 2));
                to.Advance(written);
            }
        }

        if (whole > 0)
            to.Write("}"u8);
        to.Write(area[whole..]);
    }

    /// <summary>Turns DATA with an encrypted area into the clear DATA.</summary>
    /// <param name="data">DATA as received; an area in clear is copied as it is.</param>
    /// <param name="clear">Room for the clear DATA; <paramref name="data"/>'s length suffices.</param>
    /// <param name="length">Characters written.</param>
    /// <returns>False when the area is not of the form above; never throws.</returns>
    public bool TryDecrypt(ReadOnlySpan<byte> data, Span<byte> clear, out int length)
    {
        length = 0;
        var open = data.IndexOf("CP=&&{"u8);
        if (clear.Length < data.Length)
            return false;
        if (open < 0)
        {
            data.CopyTo(clear);
            length = data.Length;
            return true;
        }

        var close = data[open..].IndexOf((byte)'}');
        if (close < 0)
            return false;
        data[..(open + 5)].CopyTo(clear);
        length = open + 5;
        if (!TryReadHex(data.Slice(open + 6, close - 6), clear[length..], out var bytes) || bytes % BlockSize != 0)
            return false;
        Span<byte> block = stackalloc byte[BlockSize];
        for (var at = 0; at < bytes; at += BlockSize)
        {
            var target = clear.Slice(length + at, BlockSize);
            target.CopyTo(block);
            _decrypt.ProcessBlock(block, target);
        }

        length += bytes;
        var rest = data[(open + close + 1)..];
        rest.CopyTo(clear[length..]);
        length += rest.Length;
        return true;
    }

    private static bool TryReadHex(ReadOnlySpan<byte> text, Span<byte> to, out int count)
    {
        count = 0;
        while (!text.IsEmpty)
        {
            // 0xNN, and a comma unless it is the last
            if (text.Length < 4 || text[0] != (byte)'0' || text[1] is not ((byte)'x' or (byte)'X')
                || !char.IsAsciiHexDigit((char)text[2]) || !char.IsAsciiHexDigit((char)text[3])
                || !Utf8Parser.TryParse(text.Slice(2, 2), out byte value, out var used, 'X') || used != 2)
            {
                return false;
            }

            to[count++] = value;
            text = text[4..];
            if (text.IsEmpty)
                break;
            if (text[0] != (byte)',' || text.Length == 1)
                return false;
            text = text[1..];
        }

        return true;
    }
}
