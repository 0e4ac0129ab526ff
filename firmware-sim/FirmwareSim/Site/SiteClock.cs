namespace FirmwareSim.Site;

/// <summary>Simulated time that runs <paramref name="speed"/> times as fast as the wall clock, in steps of 0.1 s.</summary>
public sealed class SiteClock(TimeProvider time, double speed)
{
    /// <summary>Simulated seconds of one step.</summary>
    public const double Step = 0.1;

    private readonly long _began = time.GetTimestamp();
    private long _steps;

    /// <summary>Waits for the next steps and returns how many are due; never more than 600, so that a paused process does not race.</summary>
    public async ValueTask<int> NextAsync(CancellationToken cancel)
    {
        while (true)
        {
            var due = (long)(time.GetElapsedTime(_began).TotalSeconds * speed / Step) - _steps;
            if (due > 0)
            {
                _steps += due;
                return (int)Math.Min(due, 600);
            }

            await Task.Delay(TimeSpan.FromMilliseconds(Math.Max(5, Step * 1000 / speed)), time, cancel);
        }
    }
}
