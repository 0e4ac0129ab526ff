using System.Collections.Immutable;
using Edge.Core.Drivers;
using Edge.Core.Drivers.Binding;
using Telemetry.Model;

namespace Edge.Drivers.Modbus;

/// <summary>What one read of one group has brought so far, delivered in the order of the points.</summary>
internal sealed class ReadRound(ImmutableArray<BoundPoint> points)
{
    private readonly (RawValue Raw, DateTimeOffset At, QualityReason Failed)[] _taken =
        [.. points.Select(_ => (default(RawValue), default(DateTimeOffset), QualityReason.NoAnswer))];

    /// <summary>True when the device has answered something in this round.</summary>
    public bool HasAnswers { get; set; }

    /// <summary>True when it then fell silent: the rest is not asked in this round.</summary>
    public bool HasTimedOut { get; private set; }

    public void Take(ReadBlock block, ReadOnlySpan<byte> answer, DateTimeOffset at)
    {
        HasAnswers = true;
        foreach (var slot in block.Slots)
            _taken[slot.Index] = (slot.Read(answer, block.Start), at, QualityReason.None);
    }

    public void Fail(ReadBlock block, QualityReason reason)
    {
        foreach (var slot in block.Slots)
            _taken[slot.Index].Failed = reason;
    }

    public void TimedOut(ReadBlock block, QualityReason reason)
    {
        HasTimedOut = true;
        Fail(block, reason);
    }

    public void Deliver(IReadingSink sink, DateTimeOffset now)
    {
        for (var i = 0; i < points.Length; i++)
        {
            var (raw, at, failed) = _taken[i];
            sink.Add(failed == QualityReason.None ? points[i].Condition(raw, at) : points[i].Bad(failed, now));
        }
    }
}
