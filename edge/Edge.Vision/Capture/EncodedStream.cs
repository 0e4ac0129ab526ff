using Edge.Vision.Fragments;

namespace Edge.Vision.Capture;

/// <summary>One run of a camera's stream into a ring, copied by ffmpeg without decoding.</summary>
internal static class EncodedStream
{
    /// <summary>Runs until the stream ends or changes; gives ffmpeg's last complaint.</summary>
    public static Task<string?> RunAsync(Uri address, FragmentRing ring, StreamLoop loop, TimeProvider clock, CancellationToken cancel) => StreamProcess.RunAsync(
        address, "-an -sn -dn -c:v copy -movflags frag_every_frame+empty_moov+default_base_moof -f mp4", async (stream, token) =>
        {
            var reader = new FragmentReader(stream, clock);
            if (await reader.ReadStartAsync(token) is not { } start)
                return;
            ring.Begin(start);
            var sets = new ParameterSets(start.Codec[0] == 'h');
            while (await reader.ReadAsync(token) is { } fragment)
            {
                if (fragment.IsKey && !sets.Fits(fragment.Bytes))
                    throw new InvalidDataException("the stream has changed its size or its profile");
                loop.Beat();
                ring.Add(fragment);
            }
        }, cancel);
}
