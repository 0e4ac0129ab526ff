using System.Globalization;
using System.Text;

namespace Cloud.Supervision.Video;

/// <summary>Playlists as text (RFC 8216bis).</summary>
public static class HlsPlaylist
{
    private const int SegmentsWithParts = 3;

    // Nearer than this a turn to the server and back would not be made up for (RFC 8216bis asks for three parts).
    private const double LeastHoldBack = 0.45;

    /// <summary>The list of a camera's streams: a player chooses by its network.</summary>
    /// <param name="hasSub">True when there is a small stream.</param>
    public static string Streams(bool hasSub) => "#EXTM3U\n#EXT-X-VERSION:9\n#EXT-X-INDEPENDENT-SEGMENTS\n"
        + "#EXT-X-STREAM-INF:BANDWIDTH=6000000,AVERAGE-BANDWIDTH=4000000,NAME=\"main\"\nmain/index.m3u8\n"
        + (hasSub ? "#EXT-X-STREAM-INF:BANDWIDTH=900000,AVERAGE-BANDWIDTH=600000,NAME=\"sub\"\nsub/index.m3u8\n" : "");

    internal static string Write(IReadOnlyList<HlsSegment> complete, HlsSegment? open)
    {
        var text = new StringBuilder("#EXTM3U\n#EXT-X-VERSION:9\n#EXT-X-INDEPENDENT-SEGMENTS\n");
        var all = open is null ? complete : [.. complete, open];
        var part = all.SelectMany(one => one.Parts).Select(one => one.Seconds).DefaultIfEmpty(HlsStream.PartSeconds).Max();
        var longest = Math.Max(2, complete.Select(one => Math.Round(one.Seconds, MidpointRounding.AwayFromZero)).DefaultIfEmpty().Max());
        Line($"#EXT-X-TARGETDURATION:{longest:0}");
        Line($"#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,PART-HOLD-BACK={Math.Max(LeastHoldBack, part * 3):0.000}");
        Line($"#EXT-X-PART-INF:PART-TARGET={part:0.000}");
        Line($"#EXT-X-MEDIA-SEQUENCE:{(all.Count > 0 ? all[0].Number : 0)}");
        var init = 0;
        for (var i = 0; i < all.Count; i++)
        {
            var segment = all[i];
            if (segment.IsDiscontinuous && i > 0)
                text.Append("#EXT-X-DISCONTINUITY\n");
            if (segment.Init != init)
                Line($"#EXT-X-MAP:URI=\"init-{init = segment.Init}.mp4\"");
            Line($"#EXT-X-PROGRAM-DATE-TIME:{segment.At.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}");
            if (i >= all.Count - SegmentsWithParts)
                for (var n = 0; n < segment.Parts.Count; n++)
                    Line($"#EXT-X-PART:DURATION={segment.Parts[n].Seconds:0.00000},URI=\"part-{segment.Number}-{n}.m4s\"{(segment.Parts[n].IsIndependent ? ",INDEPENDENT=YES" : "")}");
            if (segment != open)
                Line($"#EXTINF:{segment.Seconds:0.00000},\nsegment-{segment.Number}.m4s");
        }

        if (open is not null)
            Line($"#EXT-X-PRELOAD-HINT:TYPE=PART,URI=\"part-{open.Number}-{open.Parts.Count}.m4s\"");
        return text.ToString();

        void Line(FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
    }
}
