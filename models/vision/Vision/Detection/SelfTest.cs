using Vision.Images;

namespace Vision.Detection;

/// <summary>What a detector did in the self-test.</summary>
/// <param name="Precision">The file that was run.</param>
/// <param name="MedianMilliseconds">Median time of a run.</param>
/// <param name="Difference">Mean distance of its class logits from those of fp32.</param>
public sealed record SelfTestResult(string Precision, double MedianMilliseconds, float Difference);

/// <summary>
/// Chooses between the files of a package on the machine at hand: some processors lose bits in eight-bit products, some gain no time by them.
/// A fixed frame is run a few times by each file; int8 is taken when it is faster and as near to fp32 as it was at export.
/// </summary>
public static class SelfTest
{
    private const int Runs = 20;

    /// <summary>A processor that saturates is off by whole logits, one that does not by rounding.</summary>
    private const float Tolerance = 2;

    /// <returns>The detector to use with what was measured, or why none can be used.</returns>
    public static (Detector? Detector, IReadOnlyList<SelfTestResult> Results, string? Refusal) Choose(
        ModelPackage package, string folder, DetectorSettings settings, TimeProvider time)
    {
        var (exact, refusal) = package.Open(folder, "fp32", settings);
        if (exact is null)
            return (null, [], refusal);
        var expected = Logits(exact);
        var results = new List<SelfTestResult> { new("fp32", Time(exact, time), 0) };
        if (package.Preferred == "fp32")
            return (exact, results, null);
        foreach (var precision in (ReadOnlySpan<string>)["int8", "int8x7"])
        {
            if (package.Open(folder, precision, settings).Detector is not { } quantized)
                continue;
            var result = new SelfTestResult(precision, Time(quantized, time), Difference(Logits(quantized), expected));
            results.Add(result);
            if (result.Difference <= Tolerance * package.SelfTestDifference && result.MedianMilliseconds < results[0].MedianMilliseconds)
            {
                exact.Dispose();
                return (quantized, results, null);
            }
            quantized.Dispose();
        }
        return (exact, results, null);
    }

    /// <summary>Mean distance of the class logits of two detectors on the frame.</summary>
    public static float Difference(Detector one, Detector other) => Difference(Logits(one), Logits(other));

    /// <summary>A frame with edges, slopes and colours of all sizes; the same everywhere.</summary>
    public static Picture Frame(int width, int height)
    {
        var frame = new Picture(width, height);
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
            {
                var at = (y * width + x) * 3;
                var block = ((x / 48) * 7 + (y / 32) * 13) % 11;
                frame.Rgb[at] = (byte)((x * 255 / width + block * 23) & 255);
                frame.Rgb[at + 1] = (byte)((y * 255 / height + block * 41) & 255);
                frame.Rgb[at + 2] = (byte)(((x ^ y) + block * 59) & 255);
            }
        return frame;
    }

    private static float[] Logits(Detector detector)
    {
        detector.Prepare(Frame(detector.Width, detector.Height));
        return detector.Logits();
    }

    /// <summary>Median milliseconds of a run on what the detector was last given.</summary>
    public static double Time(Detector detector, TimeProvider time)
    {
        var times = new double[Runs];
        for (var run = 0; run < Runs; run++)
        {
            var began = time.GetTimestamp();
            detector.Run();
            times[run] = time.GetElapsedTime(began).TotalMilliseconds;
        }
        Array.Sort(times);
        return times[Runs / 2];
    }

    private static float Difference(float[] one, float[] other) => one.Zip(other, (a, b) => MathF.Abs(a - b)).Average();
}
