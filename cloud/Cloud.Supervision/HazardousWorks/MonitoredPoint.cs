using Cloud.Telemetry.Series;
using Cloud.Telemetry.Warnings;

namespace Cloud.Supervision.HazardousWorks;

/// <summary>A monitoring point with what it says now.</summary>
/// <param name="Id">Of the point's record.</param>
/// <param name="Code">Of the point.</param>
/// <param name="Item">What is measured.</param>
/// <param name="Place">Where it lies.</param>
/// <param name="Unit">Of all values.</param>
/// <param name="Value">Newest good value; null when there is none.</param>
/// <param name="Rate">Change over the last day; null when a day has not been measured.</param>
/// <param name="At">When it was measured.</param>
/// <param name="Stale">True when it is older than it should be, or there is none.</param>
/// <param name="Live">True when it comes by itself from a device; false when it is reported.</param>
/// <param name="Verdict">Against the limits; null when nothing can be decided.</param>
/// <param name="WarnAt">Warning value.</param>
/// <param name="AlarmAt">Alarm value.</param>
/// <param name="RateAlarmAt">Alarm value of the change in a day; null when there is none.</param>
/// <param name="Source">Of the limits.</param>
/// <param name="EveryMinutes">How often it should be measured.</param>
/// <param name="Device">Bound device; null when none.</param>
/// <param name="Point">Point of the device.</param>
public sealed record MonitoredPoint(
    Guid Id, string Code, MonitoringItem Item, string? Place, string Unit, double? Value, double? Rate, DateTimeOffset? At, bool Stale, bool Live, MonitoringVerdict? Verdict,
    double WarnAt, double AlarmAt, double? RateAlarmAt, string Source, int EveryMinutes, string? Device, string? Point);

/// <summary>The monitoring of a hazardous work at an instant.</summary>
/// <param name="At">When it was asked.</param>
/// <param name="Points">By code.</param>
/// <param name="Warnings">Open warnings of the bound devices.</param>
public sealed record WorkMonitoringState(DateTimeOffset At, IReadOnlyList<MonitoredPoint> Points, IReadOnlyList<Warning> Warnings);

/// <summary>A work that is monitored, in one line.</summary>
/// <param name="Work">Of the work's record.</param>
/// <param name="Points">Points in use.</param>
/// <param name="Stale">Of them without a value in time.</param>
/// <param name="Verdict">The worst; null when nothing can be decided of any.</param>
/// <param name="At">When the newest value was measured.</param>
/// <param name="Warnings">Open warnings of the bound devices.</param>
public sealed record MonitoredWork(Guid Work, int Points, int Stale, MonitoringVerdict? Verdict, DateTimeOffset? At, int Warnings);

/// <summary>The course of a monitoring point.</summary>
/// <param name="Entry">The point.</param>
/// <param name="Live">True when it comes from a device.</param>
/// <param name="Raw">True when every value is a row of its own.</param>
/// <param name="Bucket">What a row stands for otherwise.</param>
/// <param name="Rows">By time, with an empty one where the line must break.</param>
/// <param name="Gaps">Stretches longer than two of its intervals without a value.</param>
/// <param name="Warnings">Of the bound point, that touch the period.</param>
public sealed record PointCourse(
    MonitoredEntry Entry, bool Live, bool Raw, TimeSpan Bucket, IReadOnlyList<CurveRow> Rows, IReadOnlyList<CurveGap> Gaps, IReadOnlyList<Warning> Warnings);

/// <summary>A point with the id of its record.</summary>
/// <param name="Id">Of the record.</param>
/// <param name="Record">The point.</param>
public sealed record MonitoredEntry(Guid Id, MonitoringPoint Record);
