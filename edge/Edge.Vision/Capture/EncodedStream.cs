using System.Globalization;
using Edge.Vision.Fragments;

namespace Edge.Vision.Capture;

/// <summary>One run of a camera's stream into a ring, copied by ffmpeg without decoding.</summary>
internal static class EncodedStream
{
    // Without copyinkf ffmpeg would keep silent until a key frame comes, and one that never comes would look like a camera that stalls.
    private const string Output = "-an -sn -dn -c:v copy -copyinkf -movflags frag_every_frame+empty_moov+default_base_moof -f mp4";

    /// <summary>Runs until the stream ends or changes; gives ffmpeg's last complaint.</summary>
    public static Task<string?> RunAsync(Uri address, FragmentRing ring, StreamLoop loop, CaptureOptions options, TimeProvider clock, CancellationToken cancel) =>
        StreamProcess.RunAsync(address, Output, async (stream, token) =>
        {
            var reader = new FragmentReader(stream, clock);
            if (await reader.ReadStartAsync(token) is not { } start)
                return;
            var (sets, keyAt, isBegun) = (new ParameterSets(start.Codec[0] == 'h'), clock.GetUtcNow(), false);
            while (await reader.ReadAsync(token) is { } fragment)
            {
                var now = clock.GetUtcNow();
                if (fragment.IsKey)
                {
                    if (!sets.Fits(fragment.Bytes))
                        throw new StreamFaultException(StreamCondition.Changed, "the stream has changed its size or its profile");
                    if (!isBegun)
                        ring.Begin(start);
                    (keyAt, isBegun) = (now, true);
                }
                else if ((now - keyAt).TotalSeconds > options.KeySeconds)
                {
                    throw new StreamFaultException(StreamCondition.NoKey, string.Create(CultureInfo.InvariantCulture, $"no key frame for {options.KeySeconds} s"));
                }

                // Nobody can begin with what leads up to the first key frame.
                if (!isBegun)
                {
                    loop.Touch();
                    continue;
                }

                loop.Beat();
                ring.Add(fragment);
            }
        }, null, cancel);
}
