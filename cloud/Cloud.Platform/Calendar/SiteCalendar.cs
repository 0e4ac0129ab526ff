using System.Text.Json;

namespace Cloud.Platform.Calendar;

/// <summary>
/// Days of the site's zone (Asia/Shanghai, without daylight saving) and which of them are worked: weekends and statutory
/// holidays are not, except days that the annual notice of the State Council moves. The notices are data.
/// </summary>
public sealed class SiteCalendar
{
    private static readonly TimeSpan Offset = TimeSpan.FromHours(8);
    private readonly HashSet<DateOnly> _holidays;
    private readonly HashSet<DateOnly> _worked;

    /// <summary>From days off and days worked instead.</summary>
    /// <param name="holidays">Days off, weekends included or not.</param>
    /// <param name="worked">Saturdays and Sundays that are worked.</param>
    public SiteCalendar(IEnumerable<DateOnly> holidays, IEnumerable<DateOnly> worked)
    {
        _holidays = [.. holidays];
        _worked = [.. worked];
        Years = [.. _holidays.Select(day => day.Year).Distinct().Order()];
    }

    /// <summary>Years whose notice is known; other years have weekends only.</summary>
    public IReadOnlyList<int> Years { get; }

    /// <summary>Reads the data file of notices.</summary>
    /// <exception cref="JsonException">The file has another form.</exception>
    public static SiteCalendar Load(Stream json)
    {
        using var document = JsonDocument.Parse(json);
        var years = document.RootElement.GetProperty("years").EnumerateArray().ToList();
        return new SiteCalendar(
            years.SelectMany(year => year.GetProperty("holidays").EnumerateArray()).SelectMany(Days),
            years.SelectMany(year => year.GetProperty("worked").EnumerateArray()).Select(day => Day(day)));
    }

    /// <summary>The site's day of an instant.</summary>
    public static DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(at.ToOffset(Offset).DateTime);

    /// <summary>The site's day now.</summary>
    public static DateOnly Today(TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        return DayOf(time.GetUtcNow());
    }

    /// <summary>The instant at which a day of the site begins.</summary>
    public static DateTimeOffset StartOf(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), Offset);

    /// <summary>True when the day is worked.</summary>
    public bool IsWorkingDay(DateOnly day) =>
        _worked.Contains(day) || (!_holidays.Contains(day) && day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday));

    /// <summary>The day that lies some working days after (or before, when negative) another; the start does not count.</summary>
    /// <param name="day">Start.</param>
    /// <param name="workingDays">At most 10 000 either way.</param>
    public DateOnly Add(DateOnly day, int workingDays)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Math.Abs(workingDays), 10_000);
        var step = Math.Sign(workingDays);
        for (var left = Math.Abs(workingDays); left > 0;)
        {
            day = day.AddDays(step);
            if (IsWorkingDay(day))
                left--;
        }

        return day;
    }

    /// <summary>Working days after one day up to and including another; negative when it lies before.</summary>
    public int Between(DateOnly from, DateOnly to)
    {
        var (first, last, sign) = from <= to ? (from, to, 1) : (to, from, -1);
        var count = 0;
        for (var day = first.AddDays(1); day <= last; day = day.AddDays(1))
            if (IsWorkingDay(day))
                count++;
        return sign * count;
    }

    private static IEnumerable<DateOnly> Days(JsonElement span)
    {
        var (first, last) = (Day(span.GetProperty("from")), Day(span.GetProperty("to")));
        for (var day = first; day <= last; day = day.AddDays(1))
            yield return day;
    }

    private static DateOnly Day(JsonElement text) => DateOnly.ParseExact(text.GetString()!, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
