namespace Edge.Vision.Capture;

/// <summary>What ffmpeg's words mean: it goes on over damaged data and says so only on its error output.</summary>
internal static class DecoderWords
{
    // The prefix names who speaks: the decoders, and the transport that misses packets. Their other warnings are about features.
    private static readonly string[] Decoders = ["[h264 @", "[hevc @", "[mpeg4 @", "[mjpeg @"];

    private static readonly string[] Damages =
    [
        "error", "invalid", "conceal", "corrupt", "non-existing", "no frame", "missing", "out of range", "out of bounds", "overread", "unavailable for",
        "negative number of", "could not find ref", "co located", "frame num gap", "undecodable", "cabac_", "mb_type", "skipped", "damaged", "truncat",
    ];

    /// <summary>True when a line says that a picture came wrong or not whole.</summary>
    public static bool TellDamage(string line) =>
        line.Contains("corrupt decoded frame", StringComparison.Ordinal) || line.Contains("RTP: missed", StringComparison.Ordinal)
        || line.Contains("Error while decoding stream", StringComparison.Ordinal)
        || (Array.Exists(Decoders, decoder => line.StartsWith(decoder, StringComparison.Ordinal))
            && Array.Exists(Damages, word => line.Contains(word, StringComparison.OrdinalIgnoreCase)));
}
