using System.Globalization;

namespace Protocols.Hj212;

/// <summary>
/// Times of HJ 212 carry no zone (HJ 212-2017 §6.3.2 QN, §6.3.4): they are the site's local time. Everything inside is
/// UTC; the zone is passed in here, at the codec's edge (<see cref="ChinaStandard"/> for every site in China).
/// <code>
/// QN = yyyyMMddHHmmssfff      DataTime, SystemTime, … = yyyyMMddHHmmss
/// </code>
/// </summary>
public static class Hj212Time
{
    /// <summary>Asia/Shanghai: UTC+8 without daylight saving.</summary>
    public static readonly TimeSpan ChinaStandard = TimeSpan.FromHours(8);

    private const string SecondFormat = "yyyyMMddHHmmss";
    private const string MillisecondFormat = "yyyyMMddHHmmssfff";

    /// <summary>A QN of an instant; milliseconds, cut off.</summary>
    public static string FormatQn(DateTimeOffset time, TimeSpan zone) =>
        time.ToOffset(zone).ToString(MillisecondFormat, CultureInfo.InvariantCulture);

    /// <summary>A DataTime of an instant; seconds, cut off.</summary>
    public static string Format(DateTimeOffset time, TimeSpan zone) =>
        time.ToOffset(zone).ToString(SecondFormat, CultureInfo.InvariantCulture);

    /// <summary>Reads <c>yyyyMMddHHmmss</c>, or <c>yyyyMMddHHmmssfff</c>; false for any other text or a day that is none.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, TimeSpan zone, out DateTimeOffset time)
    {
        time = default;
        var format = text.Length == SecondFormat.Length ? SecondFormat : MillisecondFormat;
        if (text.Length != format.Length || text.IndexOfAnyExceptInRange('0', '9') >= 0
            || !DateTime.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
            || local.Year < 2000)
        {
            return false;
        }

        time = new DateTimeOffset(local, zone).ToUniversalTime();
        return true;
    }

    /// <summary>True when the text is a QN: 17 digits that are a time.</summary>
    public static bool IsQn(ReadOnlySpan<byte> text)
    {
        if (text.Length != MillisecondFormat.Length || text.IndexOfAnyExceptInRange((byte)'0', (byte)'9') >= 0)
            return false;
        var (month, day) = (Two(text, 4), Two(text, 6));
        return month is >= 1 and <= 12 && day >= 1 && Two(text, 8) <= 23 && Two(text, 10) <= 59 && Two(text, 12) <= 59
            && Four(text) >= 1 && day <= DateTime.DaysInMonth(Four(text), month);
    }

    private static int Two(ReadOnlySpan<byte> text, int at) => ((text[at] - '0') * 10) + (text[at + 1] - '0');

    private static int Four(ReadOnlySpan<byte> text) => (Two(text, 0) * 100) + Two(text, 2);
}
