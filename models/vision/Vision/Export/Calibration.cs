using Microsoft.ML.OnnxRuntime;
using Vision.Images;
using Vision.Networks;

namespace Vision.Export;

/// <summary>Runs the float network over pictures and finds the upper end of each map that eight bits should cover.</summary>
public static class Calibration
{
    private const int Bins = 4096;

    /// <param name="plan">The network.</param>
    /// <param name="weights">Its folded weights.</param>
    /// <param name="pictures">200 to 300 pictures of all sources.</param>
    /// <param name="side">Side of the square input, a multiple of 32.</param>
    /// <param name="quantile">Share of the positive values covered, 0..1: 1 is the maximum; 0.9999 gives up a few outliers for finer steps.</param>
    public static IReadOnlyDictionary<string, float> Ranges(
        NetworkPlan plan, FoldedWeights weights, IEnumerable<Picture> pictures, int side, double quantile)
    {
        using var options = new SessionOptions { IntraOpNumThreads = 1 };
        using var session = new InferenceSession(OnnxExport.Observed(plan, weights), options);
        var counts = plan.Nodes.Where(node => !plan.IsOutput(node.Name)).ToDictionary(node => node.Name, _ => new Histogram(), StringComparer.Ordinal);
        var planes = new float[3 * side * side];
        foreach (var picture in pictures)
        {
            Letterbox.Fit(picture.Width, picture.Height, side, side).Fill(picture, planes);
            using var input = OrtValue.CreateTensorValueFromMemory(planes, [1, 3, side, side]);
            using var run = new RunOptions();
            using var outputs = session.Run(run, [NetworkPlan.Image], [input], counts.Keys);
            foreach (var (histogram, output) in counts.Values.Zip(outputs))
                histogram.Take(output.GetTensorDataAsSpan<float>());
        }
        return counts.ToDictionary(pair => pair.Key, pair => pair.Value.Quantile(quantile), StringComparer.Ordinal);
    }

    /// <summary>Counts positive values; the range doubles when a larger one arrives, so that one pass is enough.</summary>
    private sealed class Histogram
    {
        private readonly long[] _bins = new long[Bins];
        private float _top = 1e-3f, _max;
        private long _total;

        public void Take(ReadOnlySpan<float> values)
        {
            foreach (var value in values)
            {
                if (!float.IsFinite(value))
                    throw new InvalidDataException("The network gives something that is no number.");
                if (value <= 0)
                    continue;
                while (value >= _top)
                    Widen();
                _max = MathF.Max(_max, value);
                _bins[Math.Min(Bins - 1, (int)(value / _top * Bins))]++;
                _total++;
            }
        }

        public float Quantile(double share)
        {
            if (share >= 1 || _total == 0)
                return _max;
            long seen = 0, wanted = (long)Math.Ceiling(_total * share);
            for (var bin = 0; bin < Bins; bin++)
                if ((seen += _bins[bin]) >= wanted)
                    return MathF.Min(_max, (bin + 1) * _top / Bins);
            return _max;
        }

        private void Widen()
        {
            _top *= 2;
            for (var bin = 0; bin < Bins / 2; bin++)
                _bins[bin] = _bins[2 * bin] + _bins[2 * bin + 1];
            Array.Clear(_bins, Bins / 2, Bins / 2);
        }
    }
}
