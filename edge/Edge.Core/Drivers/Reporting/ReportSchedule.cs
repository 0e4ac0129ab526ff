using Telemetry.Model;
using Telemetry.Model.Profiles;

namespace Edge.Core.Drivers.Reporting;

/// <summary>
/// Decides which readings of one point go to the outbox. Periods are slots on the site's clock (UTC+8), so that a daily
/// value is taken at the site's midnight and no period drifts. A change of quality is always reported.
/// </summary>
public sealed class ReportSchedule
{
    // China has had one zone and no summer time since 1991; slots need no zone data on the board.
    private static readonly TimeSpan SiteOffset = TimeSpan.FromHours(8);

    private readonly ReportMode _mode;
    private readonly long _periodTicks;
    private readonly double _deadBand;
    private Reading _reported;
    private long _slot = long.MinValue;

    /// <summary>A schedule for one point.</summary>
    /// <exception cref="FormatException">The policy is not valid; see <see cref="Validate"/>.</exception>
    public ReportSchedule(ReportPolicy policy)
    {
        if (Validate(policy) is { } fault)
            throw new FormatException(fault);
        _mode = policy.Mode switch { "every" => ReportMode.Every, "change" => ReportMode.Change, _ => ReportMode.Poll };
        _ = ReportPeriod.TryParse(policy.Period, out var period);
        (_periodTicks, _deadBand) = (period.Ticks, policy.DeadBand);
    }

    private enum ReportMode { Every, Change, Poll }

    /// <summary>What is wrong with a policy, English; null when nothing is.</summary>
    public static string? Validate(ReportPolicy policy) =>
        policy.Mode is not ("every" or "change" or "poll") ? $"report mode '{policy.Mode}' is not every, change or poll"
        : !ReportPeriod.TryParse(policy.Period, out _) ? $"report period '{policy.Period}' is not a number with s, m, h or d from 1s to 31d"
        : !(policy.DeadBand >= 0) ? "report dead band is negative"
        : null;

    /// <summary>True when this reading is to be reported; it then counts as reported.</summary>
    public bool Take(in Reading reading)
    {
        var slot = (reading.Time.UtcTicks + SiteOffset.Ticks) / _periodTicks;
        if (_mode != ReportMode.Poll && slot == _slot && !Differs(reading))
            return false;
        (_reported, _slot) = (reading, slot);
        return true;
    }

    private bool Differs(in Reading reading)
    {
        if (reading.Quality != _reported.Quality || reading.Reason != _reported.Reason)
            return true;
        if (_mode != ReportMode.Change || reading.Quality == Quality.Bad)
            return false;
        var change = Math.Abs(reading.Value - _reported.Value);
        return change > 0 && change >= _deadBand;
    }
}
