using System.Diagnostics;

namespace System.Tests.Fuzz;

/// <summary>One codec through its share of spoilt bytes.</summary>
internal sealed record FuzzRun(FuzzTarget Target, long Bytes, long Inputs, double SlowestMilliseconds, TimeSpan Took, string? Fault)
{
    /// <summary>Feeds until the bytes are spent or a promise is broken. The fault names the input, so that it can become a test.</summary>
    public static FuzzRun Of(FuzzTarget target, long bytes, int seed, CancellationToken cancel)
    {
        var mutator = new Mutator(seed, target.Corpus, target.Alphabet);
        var (fed, inputs, slowest, began) = (0L, 0L, 0L, Stopwatch.GetTimestamp());
        while (fed < bytes)
        {
            cancel.ThrowIfCancellationRequested();
            var input = mutator.Next();
            if (mutator.Random.Next(2) == 0)
                input = target.Repair(input);
            var start = Stopwatch.GetTimestamp();
            try
            {
                target.Feed(input, mutator.Random);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                // The one place where a codec's fault ends: it is the finding.
                return new FuzzRun(target, fed, inputs, 0, Stopwatch.GetElapsedTime(began), $"{target.Name}, seed {seed}, input {inputs} {Convert.ToHexString(input)}: {fault}");
            }

            slowest = Math.Max(slowest, Stopwatch.GetTimestamp() - start);
            (fed, inputs) = (fed + input.Length, inputs + 1);
        }

        return new FuzzRun(target, fed, inputs, Stopwatch.GetElapsedTime(0, slowest).TotalMilliseconds, Stopwatch.GetElapsedTime(began), null);
    }
}
