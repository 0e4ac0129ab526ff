namespace Edge.Core.Rules;

/// <summary>One action of one rule on one device: when its output is on. Stays on for the least time, rests for the gap.</summary>
/// <param name="minOn">Time it stays on at least, once started.</param>
/// <param name="minGap">Time between the end of a run and the next start at least.</param>
public sealed class ActionRun(TimeSpan minOn, TimeSpan minGap)
{
    private TimeSpan _startedAt;
    private TimeSpan? _endedAt;

    /// <summary>True while the condition asks for the output.</summary>
    public bool Wanted { get; set; }

    /// <summary>True while the output is on because of this action.</summary>
    public bool IsOn { get; private set; }

    /// <summary>Lets time pass; <paramref name="now"/> is monotonic.</summary>
    public void Advance(TimeSpan now)
    {
        if (Wanted && !IsOn && (_endedAt is not { } ended || now - ended >= minGap))
            (IsOn, _startedAt) = (true, now);
        else if (!Wanted && IsOn && now - _startedAt >= minOn)
            (IsOn, _endedAt) = (false, now);
    }
}
