using Protocols.Rtp;

namespace Protocols.Tests.Rtp;

public sealed class RtpPacketiserSpecs
{
    [Theory]
    [InlineData(VideoCodec.H264)]
    [InlineData(VideoCodec.H265)]
    public void an_access_unit_survives_cutting_and_joining(VideoCodec codec)
    {
        byte[][] units = [Unit(codec, codec == VideoCodec.H264 ? 7 : 33, 20), Unit(codec, codec == VideoCodec.H264 ? 8 : 34, 6), Unit(codec, codec == VideoCodec.H264 ? 5 : 19, 9_000)];
        var packetiser = new RtpPacketiser(96, 0xCAFE, 65_534);

        var packets = packetiser.Video(codec, Stream(units), 90_000);

        Assert.Equal(units, Join(codec, packets));
        for (var i = 0; i < packets.Count; i++)
        {
            Assert.True(RtpHeader.TryRead(packets[i].Span, out var head, out var payload));
            Assert.Equal(new RtpHeader(96, i == packets.Count - 1, unchecked((ushort)(65_534 + i)), 90_000, 0xCAFE), head);
            Assert.InRange(payload.Length, 1, 1400);
        }
    }

    [Fact]
    public void delimiters_and_fillers_do_not_travel()
    {
        var packets = new RtpPacketiser(96, 1, 0).Video(VideoCodec.H264, Stream([[0x09, 0xF0], [0x0C, 0xFF, 0xFF], [0x41, 0x9A, 0x01]]), 0);

        Assert.Equal(1, packets.Count);
        Assert.Equal([0x41, 0x9A, 0x01], packets[0].Span[RtpHeader.Length..].ToArray());
    }

    [Fact]
    public void units_are_found_behind_short_and_long_start_codes()
    {
        var units = new List<byte[]>();
        foreach (var unit in new AnnexB([9, 9, 0, 0, 1, 0x67, 1, 0, 0, 0, 1, 0x68, 2, 0, 0, 0, 0, 1, 0x65]))
            units.Add(unit.ToArray());

        Assert.Equal([[0x67, 1], [0x68, 2], [0x65]], units);
    }

    [Fact]
    public void a_key_access_unit_gives_its_parameter_sets()
    {
        byte[] sps = [0x67, 0x4D, 0x40, 0x1E, 0x11], pps = [0x68, 0xEE, 0x3C, 0x80];

        Assert.True(ParameterSets.TryFind(VideoCodec.H264, Stream([sps, pps, [0x65, 1]]), out var sets));
        Assert.Equal($"packetization-mode=1;profile-level-id=4D401E;sprop-parameter-sets={Convert.ToBase64String(sps)},{Convert.ToBase64String(pps)}", sets.Format());
        Assert.False(ParameterSets.TryFind(VideoCodec.H264, Stream([sps, [0x65, 1]]), out _));
    }

    [Fact]
    public void an_aac_frame_carries_its_length()
    {
        var packets = new RtpPacketiser(97, 1, 0).Aac(new byte[300], 1024);

        Assert.Equal([0x00, 0x10, 0x09, 0x60], packets[0].Span.Slice(RtpHeader.Length, 4).ToArray());
    }

    // ITU-T G.711 table 1a: the decoder's end points, with even bits inverted.
    [Theory]
    [InlineData(0, 0xD5)]
    [InlineData(-1, 0x55)]
    [InlineData(32767, 0xAA)]
    [InlineData(-32768, 0x2A)]
    [InlineData(1000, 0xFA)]
    public void a_sample_is_coded_by_a_law(short sample, byte code) => Assert.Equal(code, G711.EncodeALaw(sample));

    [Fact]
    public void a_sender_report_maps_the_clock()
    {
        var at = new DateTimeOffset(2026, 11, 23, 6, 7, 8, 250, TimeSpan.Zero);

        var report = Rtcp.Report(new RtpPacketiser(96, 0xABCD, 0), at, 123_456, "main");

        Assert.Equal(0, report.Length % 4);
        Assert.True(Rtcp.TryReadClock(report, out var read, out var timestamp));
        Assert.Equal(123_456u, timestamp);
        Assert.InRange((read - at).Duration(), TimeSpan.Zero, TimeSpan.FromMicroseconds(1));
    }

    [Fact]
    public void a_receivers_loss_is_read_and_rubbish_is_not()
    {
        byte[] report = [0x81, 201, 0, 7, 1, 2, 3, 4, 0, 0, 0, 9, 64, 0, 0, 1, 0, 0, 0, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];

        Assert.True(Rtcp.TryReadLoss(report, out var lost));
        Assert.Equal(0.25, lost);
        for (var length = 0; length < report.Length; length++)
            Assert.False(Rtcp.TryReadLoss(report.AsSpan(0, length), out _));
    }

    [Fact]
    public void random_bytes_are_no_reason_to_throw()
    {
        var random = new Random(7);
        var bytes = new byte[200];
        for (var i = 0; i < 20_000; i++)
        {
            random.NextBytes(bytes);
            bytes[0] = (byte)(0x80 | (bytes[0] & 0x3F));
            RtpHeader.TryRead(bytes.AsSpan(0, i % 200), out _, out _);
            Rtcp.TryReadLoss(bytes.AsSpan(0, i % 200), out _);
            Rtcp.TryReadClock(bytes.AsSpan(0, i % 200), out _, out _);
        }
    }

    private static byte[] Unit(VideoCodec codec, int type, int length)
    {
        var unit = Enumerable.Range(0, length).Select(i => (byte)((i % 250) + 3)).ToArray();
        if (codec == VideoCodec.H264)
            unit[0] = (byte)(0x60 | type);
        else
            (unit[0], unit[1]) = ((byte)(type << 1), 1);
        return unit;
    }

    private static byte[] Stream(byte[][] units) => [.. units.SelectMany(unit => (byte[])[0, 0, 0, 1, .. unit])];

    private static List<byte[]> Join(VideoCodec codec, RtpPackets packets)
    {
        var units = new List<byte[]>();
        var head = codec == VideoCodec.H264 ? 1 : 2;
        for (var i = 0; i < packets.Count; i++)
        {
            RtpHeader.TryRead(packets[i].Span, out _, out var payload);
            if (NalUnit.Type(codec, payload) != (codec == VideoCodec.H264 ? 28 : 49))
            {
                units.Add(payload.ToArray());
                continue;
            }

            var fragment = payload[head];
            if ((fragment & 0x80) != 0)
                units.Add(codec == VideoCodec.H264 ? [(byte)((payload[0] & 0xE0) | (fragment & 0x1F))] : [(byte)((payload[0] & 0x81) | ((fragment & 0x3F) << 1)), payload[1]]);
            units[^1] = [.. units[^1], .. payload[(head + 1)..]];
        }

        return units;
    }
}
