using System.Runtime.InteropServices;
using Cloud.Telemetry.Series;
using Telemetry.Model;
using Telemetry.Model.Rules;

namespace Cloud.Telemetry.Warnings;

/// <summary>All rules of one device.</summary>
internal sealed class DeviceRuleState
{
    private static readonly TimeZoneInfo Site = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");
    private const int MostMarked = 64, MostPoints = 256;
    private readonly RuleContext _context;
    private readonly Dictionary<PointId, ulong> _readers = [];
    private LateTrack? _late;

    public DeviceRuleState(WatchedDevice device, IReadOnlyList<RulePlan> plans)
    {
        Device = device;
        _context = new RuleContext(device.Parameters, Site);
        Tracks = [.. plans.Select(plan => new RuleTrack(plan))];
    }

    public WatchedDevice Device { get; }

    public List<RuleTrack> Tracks { get; }

    /// <summary>The warning that rules cannot decide, while it is active.</summary>
    public ActiveEpisode? DataQuality { get; set; }

    /// <summary>Set while its gateway is away: its clock stands still.</summary>
    public bool IsFrozen { get; set; }

    /// <summary>Since when its gateway could be heard without a break; null while nobody listens yet.</summary>
    public DateTimeOffset? HeardSince { get; set; }

    public IEnumerable<ActiveEpisode> Active
    {
        get
        {
            foreach (var track in Tracks)
                if (track.Episode is { } episode)
                    yield return episode;
            if (DataQuality is { } quality)
                yield return quality;
        }
    }

    public static bool ReadsAny(RulePlan plan, ReadOnlySpan<Reading> readings)
    {
        foreach (ref readonly var reading in readings)
            if (plan.Reads(reading.Point))
                return true;
        return false;
    }

    /// <param name="came">In the order in which they came.</param>
    /// <param name="complete">See <see cref="RuleTrack.SetAside"/>.</param>
    public void Replay(IReadOnlyList<StoredReading> came, DateTimeOffset complete)
    {
        var onTime = came.Where(stored => !stored.Late).Select(stored => stored.Reading).ToArray();
        foreach (var track in Tracks)
            if (NewestOf(track.Plan, onTime) is { } newest)
                track.SetAside(newest, complete);
        for (int first = 0, next; first < came.Count; first = next)
        {
            for (next = first + 1; next < came.Count && came[next].Arrival == came[first].Arrival;)
                next++;
            Replay(came, first, next);
        }
    }

    // One commit: what came late in it first, as when it was evaluated.
    private void Replay(IReadOnlyList<StoredReading> came, int first, int next)
    {
        var arrivedAt = DateTimeOffset.FromUnixTimeMilliseconds(came[first].Arrival);
        foreach (var late in (bool[])[true, false])
        {
            var readings = new List<Reading>(next - first);
            for (var i = first; i < next; i++)
                if (came[i].Late == late)
                    readings.Add(came[i].Reading);
            var heard = Ordered(readings);
            foreach (var track in Tracks)
                if ((!late || track.TakesLate) && ReadsAny(track.Plan, heard))
                    track.Silent(heard, _context, arrivedAt);
        }
    }

    private static DateTimeOffset? NewestOf(RulePlan plan, ReadOnlySpan<Reading> readings)
    {
        DateTimeOffset? newest = null;
        foreach (ref readonly var reading in readings)
            if (plan.Reads(reading.Point) && !(reading.Time <= newest))
                newest = reading.Time;
        return newest;
    }

    public void Step(ProjectId project, DeviceReport report, DateTimeOffset now, List<WarningTransition> into)
    {
        // The usual report is used as it came: all of it is fresh and ascends.
        if (report.Lane != Lane.History && IsUsual(SpanOf(report.Readings), now))
        {
            StepLive(project, SpanOf(report.Readings), now, into);
            return;
        }

        var fresh = new List<Reading>(report.Readings.Count);
        var old = new List<Reading>();
        foreach (var reading in report.Readings)
        {
            // One instant from the future would put every right one after it into the past.
            if (reading.Time > now + ProjectEvaluation.FutureLimit)
                continue;
            (report.Lane == Lane.History || reading.Time < now - ProjectEvaluation.LateAfter ? old : fresh).Add(reading);
        }

        if (old.Count > 0)
            StepLate(project, Ordered(old), now, into);
        if (fresh.Count > 0)
            StepLive(project, Ordered(fresh), now, into);
    }

    public void Tick(ProjectId project, DateTimeOffset now, List<WarningTransition> into)
    {
        if (_late is not null && now - _late.ArrivedAt >= ProjectEvaluation.LateIdle)
        {
            _late.Close(project, Device, now, into);
            _late = null;
        }

        if (IsFrozen)
            return;
        var writer = new TransitionWriter(project, Device, now, late: false, into);
        foreach (var track in Tracks)
            track.Tick(now, _context, writer);
        DataQualityRule.Judge(this, now, writer);
    }

    public void Thaw(DateTimeOffset now)
    {
        IsFrozen = false;
        HeardSince = HeardSince is null ? null : now;
        foreach (var track in Tracks)
            track.StartAnew();
    }

    public void Listen(DateTimeOffset now)
    {
        HeardSince = now;
        foreach (var track in Tracks)
            track.StartAnew();
    }

    private static ReadOnlySpan<Reading> SpanOf(IReadOnlyList<Reading> readings) => readings switch
    {
        Reading[] array => array,
        ArraySegment<Reading> segment => segment,
        List<Reading> list => CollectionsMarshal.AsSpan(list),
        _ => [],
    };

    private static bool IsUsual(ReadOnlySpan<Reading> readings, DateTimeOffset now)
    {
        if (readings.IsEmpty)
            return false;
        var (before, ahead) = (now - ProjectEvaluation.LateAfter, now + ProjectEvaluation.FutureLimit);
        foreach (ref readonly var reading in readings)
        {
            if (reading.Time < before || reading.Time > ahead)
                return false;
            before = reading.Time;
        }

        return true;
    }

    private static ReadOnlySpan<Reading> Ordered(List<Reading> readings)
    {
        // Readings of one report usually share their instant; the sort must be stable for those that do.
        for (var i = 1; i < readings.Count; i++)
            if (readings[i].Time < readings[i - 1].Time)
                return readings.OrderBy(r => r.Time).ToArray();
        return CollectionsMarshal.AsSpan(readings);
    }

    private void StepLive(ProjectId project, ReadOnlySpan<Reading> readings, DateTimeOffset now, List<WarningTransition> into)
    {
        if (IsFrozen)
            Thaw(now);
        var writer = new TransitionWriter(project, Device, now, late: false, into);
        var readers = ReadersOf(readings);
        for (var i = 0; i < Tracks.Count; i++)
            if (i < MostMarked ? (readers >> i & 1) != 0 : ReadsAny(Tracks[i].Plan, readings))
                Tracks[i].Step(readings, _context, writer, now);
        DataQualityRule.Judge(this, now, writer);
    }

    // One bit a track: who reads a point does not change, and asking every rule of a device about every reading does add up.
    private ulong ReadersOf(ReadOnlySpan<Reading> readings)
    {
        var readers = 0UL;
        foreach (ref readonly var reading in readings)
        {
            if (!_readers.TryGetValue(reading.Point, out var those))
            {
                for (var i = 0; i < Math.Min(Tracks.Count, MostMarked); i++)
                    if (Tracks[i].Plan.Reads(reading.Point))
                        those |= 1UL << i;
                // A device has the points of its profile; what a foreign one makes up is not remembered for ever.
                if (_readers.Count < MostPoints)
                    _readers.Add(reading.Point, those);
            }

            readers |= those;
        }

        return readers;
    }

    // Late readings fill the windows of the present, and decide the past on a track of their own.
    private void StepLate(ProjectId project, ReadOnlySpan<Reading> readings, DateTimeOffset now, List<WarningTransition> into)
    {
        (_late ??= new LateTrack(Tracks, readings[0].Time)).Step(readings, _context, project, Device, now, into);
        var writer = new TransitionWriter(project, Device, now, late: false, into);
        foreach (var track in Tracks)
            if (track.TakesLate && ReadsAny(track.Plan, readings))
                track.Step(readings, _context, writer, now);
    }
}
