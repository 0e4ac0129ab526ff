using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Protocols.Hj212;

/// <summary>Writes frames (HJ 212-2017 §6.3.1–6.3.3). Refuses what the standard does not allow; writes nothing then.</summary>
public static class Hj212Writer
{
    /// <summary>Writes a message, or one part of it, as a frame.</summary>
    /// <param name="message">The message.</param>
    /// <param name="to">Where to.</param>
    /// <param name="fault"><see cref="Hj212Fault.TooLong"/> or <see cref="Hj212Fault.BadField"/>.</param>
    /// <param name="cipher">Encrypts the data area of those messages that the standard wants encrypted (<see cref="Hj212Cipher.AppliesTo"/>); null writes all in clear.</param>
    public static OperationStatus TryWrite(Hj212Message message, IBufferWriter<byte> to, out Hj212Fault fault, Hj212Cipher? cipher = null)
    {
        Span<byte> buffer = stackalloc byte[Hj212Limits.Data];
        var (length, area) = (0, 0);
        fault = IsLegal(message) ? Compose(message, buffer, out length, out area) : Hj212Fault.BadField;
        if (fault != Hj212Fault.None)
            return OperationStatus.InvalidData;
        var data = buffer[..length];
        Ascii("##", to);
        Number(length, 4, to);
        if (cipher is null || !Hj212Cipher.AppliesTo(message))
        {
            to.Write(data);
        }
        else
        {
            // The check sum and LLLL stay those of the clear text.
            to.Write(data[..(length - area - 2)]);
            cipher.Encrypt(data.Slice(length - area - 2, area), to);
            Ascii("&&", to);
        }

        Hex(Hj212Crc.Compute(data), to);
        Ascii("\r\n", to);
        return OperationStatus.Done;
    }

    /// <summary>The frame in an array of its own.</summary>
    /// <exception cref="ArgumentException">The message is too long (split it first) or holds a field that cannot be written.</exception>
    public static byte[] ToBytes(Hj212Message message, Hj212Cipher? cipher = null)
    {
        var buffer = new ArrayBufferWriter<byte>();
        return TryWrite(message, buffer, out var fault, cipher) == OperationStatus.Done
            ? buffer.WrittenSpan.ToArray()
            : throw new ArgumentException($"The message cannot be written: {fault}.", nameof(message));
    }

    /// <summary>Characters of the head, with <c>CP=&amp;&amp;</c> and <c>&amp;&amp;</c>, without the area.</summary>
    internal static int HeadLength(Hj212Message message)
    {
        Span<byte> buffer = stackalloc byte[256];
        var builder = new Builder(buffer);
        WriteHead(ref builder, message);
        return builder.Length + 2;
    }

    private static Hj212Fault Compose(Hj212Message message, Span<byte> buffer, out int length, out int area)
    {
        var builder = new Builder(buffer);
        WriteHead(ref builder, message);
        var start = builder.Length;
        var group = 0;
        for (var i = 0; i < message.Fields.Count; i++)
        {
            var field = message.Fields[i];
            if (i > 0)
                builder.Add(field.Group == group ? "," : ";");
            group = field.Group;
            builder.Add(field.Name);
            builder.Add("=");
            builder.Add(field.Value);
        }

        area = builder.Length - start;
        builder.Add("&&");
        length = builder.Length;
        return builder.Overflowed || area + 7 > Hj212Limits.Area ? Hj212Fault.TooLong : Hj212Fault.None;
    }

    private static void WriteHead(ref Builder builder, Hj212Message message)
    {
        if (message.Qn.Length > 0)
        {
            builder.Add("QN=");
            builder.Add(message.Qn);
            builder.Add(";");
        }

        builder.Add("ST=");
        builder.Add(message.SystemCode, 2);
        builder.Add(";CN=");
        builder.Add((int)message.Command, 4);
        builder.Add(";PW=");
        builder.Add(message.Password);
        builder.Add(";MN=");
        builder.Add(message.Mn);
        builder.Add(";Flag=");
        builder.Add(message.Flag.Value, 1);
        if (message.PartCount > 0)
        {
            builder.Add(";PNUM=");
            builder.Add(message.PartCount, 1);
            builder.Add(";PNO=");
            builder.Add(message.PartNumber, 1);
        }

        builder.Add(message.IsBackfill ? ";RF=1;CP=&&" : ";CP=&&");
    }

    private static bool IsLegal(Hj212Message message)
    {
        if (message.Mn.Length is 0 or > 24 || message.Password.Length > 6 || message.SystemCode is < 0 or > 99
            || (int)message.Command is < 0 or > 9999 || message.Qn.Length is not (0 or 17)
            || (message.IsBackfill && message.Flag.Edition != Hj212Edition.Edition2025)
            || message.Flag.HasParts != (message.PartCount > 0) || message.PartNumber > message.PartCount)
        {
            return false;
        }

        if (!IsPlain(message.Mn) || !IsPlain(message.Password) || !IsPlain(message.Qn))
            return false;
        foreach (var field in message.Fields)
        {
            var quoted = field.Value.Length >= 4 && field.Value.StartsWith("//", StringComparison.Ordinal) && field.Value.EndsWith("//", StringComparison.Ordinal);
            if (field.Name.Length is 0 or > Hj212Limits.FieldName || !IsPlain(field.Name)
                || field.Value.AsSpan().IndexOfAny("&#\r\n") >= 0 || (!quoted && field.Value.AsSpan().IndexOfAny(";,") >= 0))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsPlain(string text) =>
        text.AsSpan().IndexOfAnyExceptInRange('!', '~') < 0 && text.AsSpan().IndexOfAny(";,=&#") < 0;

    private static void Ascii(string text, IBufferWriter<byte> to) => to.Advance(Encoding.ASCII.GetBytes(text, to.GetSpan(text.Length)));

    private static void Number(int value, byte digits, IBufferWriter<byte> to)
    {
        Utf8Formatter.TryFormat(value, to.GetSpan(16), out var written, new StandardFormat('D', digits));
        to.Advance(written);
    }

    private static void Hex(ushort value, IBufferWriter<byte> to)
    {
        Utf8Formatter.TryFormat(value, to.GetSpan(16), out var written, new StandardFormat('X', 4));
        to.Advance(written);
    }

    private ref struct Builder(Span<byte> buffer)
    {
        private readonly Span<byte> _buffer = buffer;

        public int Length { get; private set; }

        public bool Overflowed { get; private set; }

        public void Add(string text)
        {
            if (Encoding.UTF8.TryGetBytes(text, _buffer[Length..], out var written))
                Length += written;
            else
                Overflowed = true;
        }

        public void Add(int value, byte digits)
        {
            if (Utf8Formatter.TryFormat(value, _buffer[Length..], out var written, new StandardFormat('D', digits)))
                Length += written;
            else
                Overflowed = true;
        }
    }
}
