namespace Telemetry.Model.Rules;

/// <summary>
/// The readings of one window in event time: a ring that grows up to <see cref="MaxSamples"/>. A value that is not good
/// is kept as NaN, because it says that there was none.
/// </summary>
internal sealed class SampleWindow
{
    /// <summary>Most samples of one window; beyond, the oldest go and the window covers less.</summary>
    public const int MaxSamples = 4_096;

    private const int FirstCapacity = 16;

    private long[] _times = new long[FirstCapacity];
    private double[] _values = new double[FirstCapacity];
    private int _head;

    public int Count { get; private set; }

    public long TimeAt(int index) => _times[Slot(index)];

    public double ValueAt(int index) => _values[Slot(index)];

    /// <summary>Puts a sample where its time belongs; false when that time is there already.</summary>
    public bool Insert(long time, double value)
    {
        var at = Count;
        while (at > 0 && TimeAt(at - 1) >= time)
        {
            if (TimeAt(at - 1) == time)
                return false;
            at--;
        }

        if (Count == MaxSamples)
        {
            if (at == 0)
                return false;
            DropOldest();
            at--;
        }
        else if (Count == _times.Length)
        {
            Grow();
        }

        Count++;
        for (var i = Count - 1; i > at; i--)
            (_times[Slot(i)], _values[Slot(i)]) = (_times[Slot(i - 1)], _values[Slot(i - 1)]);
        (_times[Slot(at)], _values[Slot(at)]) = (time, value);
        return true;
    }

    /// <summary>Forgets what lies before <paramref name="start"/>, except the last sample at or before it.</summary>
    public void Trim(long start)
    {
        while (Count >= 2 && TimeAt(1) <= start)
            DropOldest();
    }

    private int Slot(int index) => (_head + index) & (_times.Length - 1);

    private void DropOldest()
    {
        _head = Slot(1);
        Count--;
    }

    private void Grow()
    {
        var (times, values) = (new long[_times.Length * 2], new double[_times.Length * 2]);
        for (var i = 0; i < Count; i++)
            (times[i], values[i]) = (TimeAt(i), ValueAt(i));
        (_times, _values, _head) = (times, values, 0);
    }
}
