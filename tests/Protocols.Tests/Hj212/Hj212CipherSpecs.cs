using System.Buffers;
using System.Text;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Paddings;
using Org.BouncyCastle.Crypto.Parameters;
using Protocols.Hj212;

namespace Protocols.Tests.Hj212;

public sealed class Hj212CipherSpecs
{
    /// <summary>The public key of HJ 212-2025 annex A.2: sixteen times 0x30.</summary>
    private static readonly byte[] AnnexKey = [.. Enumerable.Repeat((byte)0x30, 16)];

    private static readonly Hj212Rules Rules = new(Hj212Edition.Edition2025);

    [Fact]
    public void the_block_cipher_is_that_of_gbt_32907()
    {
        var key = Hex.Parse("0123456789abcdeffedcba9876543210");
        var buffer = new ArrayBufferWriter<byte>();

        new Hj212Cipher(key).Encrypt(key, buffer);

        Assert.Equal(
            "{0x68,0x1E,0xDF,0x34,0xD2,0x06,0x96,0x5E,0x86,0xB3,0xE9,0x4F,0x53,0x6E,0x42,0x46}", Encoding.ASCII.GetString(buffer.WrittenSpan));
    }

    [Fact]
    public void the_same_engine_gives_the_authorization_of_annex_h()
    {
        var cipher = new PaddedBufferedBlockCipher(new SM4Engine(), new Pkcs7Padding());
        cipher.Init(true, new KeyParameter("msbE74gsiSHSEh5e"u8.ToArray()));

        Assert.Equal("LG/m7lsFU/taig+vbQsDJXy4NGAaE2j2lplPwhZM7iM=", Convert.ToBase64String(cipher.DoFinal("testuser:AezF0nZRs4kypuGO"u8.ToArray())));
    }

    [Fact]
    public void an_encrypted_frame_keeps_the_length_and_check_sum_of_the_clear_one()
    {
        var message = Dust();
        var clear = Encoding.ASCII.GetString(Hj212Writer.ToBytes(message));
        var wire = Encoding.ASCII.GetString(Hj212Writer.ToBytes(message, new Hj212Cipher(AnnexKey)));

        Assert.Equal(clear[..6], wire[..6]);
        Assert.Equal(clear[^8..], wire[^8..]);
        Assert.Equal(clear[..clear.IndexOf("&&", StringComparison.Ordinal)], wire[..wire.IndexOf("&&", StringComparison.Ordinal)]);
        Assert.DoesNotContain("a34002", wire);
        // 53 characters: three groups of 16 in hex, five in clear.
        Assert.Equal(48, wire.Split("0x").Length - 1);
        Assert.EndsWith("}lag=N&&" + clear[^6..], wire);
    }

    [Fact]
    public void what_is_encrypted_comes_back_whatever_its_length()
    {
        var cipher = new Hj212Cipher(AnnexKey);
        for (var length = 0; length < 80; length++)
        {
            var sent = Dust() with { Fields = [new Hj212Field(0, "X", new string('7', length))] };

            Assert.Equal((Hj212Fault.None, sent.Fields[0]), Receive(Hj212Writer.ToBytes(sent, cipher), cipher));
        }
    }

    [Fact]
    public void a_length_of_the_wire_in_place_of_the_clear_text_is_read_too()
    {
        var cipher = new Hj212Cipher(AnnexKey);
        var wire = Encoding.ASCII.GetString(Hj212Writer.ToBytes(Dust(), cipher));
        var other = $"##{wire.Length - 12:D4}{wire[6..]}";

        Assert.Equal(Hj212Fault.None, Receive(Encoding.ASCII.GetBytes(other), cipher).Fault);
    }

    [Fact]
    public void an_encrypted_frame_split_at_every_byte_is_found_once_it_is_whole()
    {
        var bytes = Hj212Writer.ToBytes(Dust(), new Hj212Cipher(AnnexKey));

        for (var length = 0; length < bytes.Length; length++)
        {
            Assert.Equal(OperationStatus.NeedMoreData, Hj212Scanner.Scan(bytes.AsSpan(0, length), Rules, out var none));
            Assert.Equal(0, none.Consumed);
        }

        Assert.Equal(OperationStatus.Done, Hj212Scanner.Scan(bytes, Rules, out var frame));
        Assert.True(frame.IsEncrypted);
        Assert.Equal(bytes.Length, frame.Consumed);
    }

    [Fact]
    public void without_the_key_or_with_another_one_it_is_refused()
    {
        var wire = Hj212Writer.ToBytes(Dust(), new Hj212Cipher(AnnexKey));

        Assert.Equal(Hj212Fault.NoKey, Receive(wire, null).Fault);
        Assert.Equal(Hj212Fault.BadCipher, Receive(wire, new Hj212Cipher("msbE74gsiSHSEh5e"u8)).Fault);
    }

    [Theory]
    [InlineData("{0xE4}")] // no whole group
    [InlineData("{0xE4,0x3E")]
    [InlineData("{E4,3E}")]
    [InlineData("{0xE4,}")]
    [InlineData("{0xGG}")]
    public void text_that_is_no_cipher_is_refused(string area)
    {
        var wire = Hj212Vectors.Frame($"QN=20260315083000123;ST=39;CN=2011;PW=123456;MN=ZX00001;Flag=9;CP=&&{area}&&");

        Assert.Equal(Hj212Fault.BadCipher, Receive(Encoding.ASCII.GetBytes(wire), new Hj212Cipher(AnnexKey)).Fault);
    }

    [Fact]
    public void a_cipher_without_end_is_refused_at_the_limit()
    {
        var head = "##0200QN=20260315083000123;ST=39;CN=2011;PW=123456;MN=ZX00001;Flag=9;CP=&&{";
        var bytes = Encoding.ASCII.GetBytes(head + string.Concat(Enumerable.Repeat("0x00,", 2000)));

        Assert.Equal(OperationStatus.InvalidData, Hj212Scanner.Scan(bytes, Rules, out var frame));
        Assert.Equal(Hj212Fault.LengthOverLimit, frame.Fault);
    }

    [Fact]
    public void only_what_the_standard_wants_encrypted_is()
    {
        var cipher = new Hj212Cipher(AnnexKey);
        var answer = Hj212Answers.ToData(Dust());
        var old = Dust() with { Flag = Hj212Flag.Of(Hj212Edition.Edition2017, true) };

        Assert.Equal(Hj212Writer.ToBytes(answer), Hj212Writer.ToBytes(answer, cipher));
        Assert.Equal(Hj212Writer.ToBytes(old), Hj212Writer.ToBytes(old, cipher));
    }

    [Theory]
    [InlineData("msbE74gsiSHSEh5e", true)]
    [InlineData("0123456789abcdeffedcba9876543210", true)]
    [InlineData("short", false)]
    [InlineData("密钥密钥密钥密钥密钥密钥密钥密钥", false)]
    public void a_key_is_sixteen_characters_or_thirty_two_digits(string text, bool legal)
    {
        Assert.Equal(legal, Hj212Cipher.TryParseKey(text, out var key));
        Assert.Equal(legal ? 16 : 0, key.Length);
    }

    private static Hj212Message Dust() => new(
        "20260315083000123", 39, Hj212Command.RealTime, "123456", "ZX00001", Hj212Flag.Of(Hj212Edition.Edition2025, true),
        new Hj212Area().Add("DataTime", "20260315083000").Factor("a34002", Hj212Mark.Normal, ("Rtd", 97.2)).Build());

    private static (Hj212Fault Fault, Hj212Field Field) Receive(byte[] wire, Hj212Cipher? cipher)
    {
        Hj212Scanner.Scan(wire, Rules, out var frame);
        Assert.Equal(OperationStatus.Done, frame.Status);
        Hj212Decoder.TryDecode(in frame, Rules, cipher, out var packet, out var fault);
        return (fault, packet?.Message.Fields[0] ?? default);
    }
}
