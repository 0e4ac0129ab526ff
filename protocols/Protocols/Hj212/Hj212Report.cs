using System.Buffers;
using System.Globalization;

namespace Protocols.Hj212;

/// <summary>One value of a factor.</summary>
/// <param name="Field"><c>Rtd</c>, <c>Min</c>, <c>Avg</c>, <c>Max</c>, <c>Cou</c>, <c>ZsRtd</c>, <c>Data</c>, <c>RS</c>, …</param>
/// <param name="Number">In the factor's unit as the station sends it; NaN when the text is no number.</param>
public readonly record struct Hj212Value(string Field, double Number);

/// <summary>What a report says about one factor, or one piece of equipment (<c>SBn</c>).</summary>
/// <param name="Code">Factor code.</param>
/// <param name="Mark">Its mark; Normal when a missing one is tolerated, None where the command has none.</param>
/// <param name="Values">Its values.</param>
/// <param name="SampleTime">When it was sampled, UTC; null when the report does not say.</param>
public sealed record Hj212Factor(string Code, Hj212Mark Mark, IReadOnlyList<Hj212Value> Values, DateTimeOffset? SampleTime = null);

/// <summary>
/// A data message understood: DataTime and factors (HJ 212-2017 §6.3.4 and table 9). DataTime of 2011 and 2021 is the
/// moment of collection, of 2051, 2061, 2031 and 2041 the start of the interval.
/// </summary>
/// <param name="Mn">Station.</param>
/// <param name="Command">CN.</param>
/// <param name="DataTime">UTC.</param>
/// <param name="Factors">In the order sent.</param>
/// <param name="IsBackfill">RF=1 (2025).</param>
/// <param name="IsAhead">DataTime lies more than ten minutes ahead of the receiver's clock: the station's clock is wrong.</param>
public sealed record Hj212Report(
    string Mn, Hj212Command Command, DateTimeOffset DataTime, IReadOnlyList<Hj212Factor> Factors, bool IsBackfill = false, bool IsAhead = false)
{
    /// <summary>The value of a factor's field and the factor's mark; false when the report does not hold it.</summary>
    public bool TryGet(string factor, string field, out double value, out Hj212Mark mark)
    {
        (value, mark) = (double.NaN, Hj212Mark.None);
        foreach (var candidate in Factors)
        {
            if (!string.Equals(candidate.Code, factor, StringComparison.Ordinal))
                continue;
            mark = candidate.Mark;
            foreach (var held in candidate.Values)
            {
                if (!string.Equals(held.Field, field, StringComparison.Ordinal))
                    continue;
                value = held.Number;
                return true;
            }
        }

        return false;
    }

    /// <summary>Reads a whole (reassembled) data message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="rules">What is tolerated.</param>
    /// <param name="zone">Offset of the site's local time.</param>
    /// <param name="now">The receiver's clock.</param>
    /// <param name="report">The report; null unless <see cref="OperationStatus.Done"/>.</param>
    /// <param name="fault">MissingDataTime, BadField, DuplicateField or MissingMark.</param>
    /// <param name="tolerated">Deviations that were met here.</param>
    public static OperationStatus TryRead(
        Hj212Message message, Hj212Rules rules, TimeSpan zone, DateTimeOffset now,
        out Hj212Report? report, out Hj212Fault fault, out Hj212Tolerances tolerated)
    {
        (report, tolerated) = (null, Hj212Tolerances.None);
        if (message["DataTime"] is not { } text)
        {
            fault = Hj212Fault.MissingDataTime;
            return OperationStatus.InvalidData;
        }

        fault = Hj212Time.TryParse(text, zone, out var time) ? Hj212Fault.None : Hj212Fault.BadField;
        var factors = new Dictionary<string, Collected>(StringComparer.Ordinal);
        foreach (var field in message.Fields)
        {
            if (fault == Hj212Fault.None && !field.Suffix.IsEmpty)
                fault = Collect(factors, field, zone);
        }

        if (fault == Hj212Fault.None)
            fault = CheckMarks(factors.Values, message.Command, rules, ref tolerated);
        if (fault != Hj212Fault.None)
            return OperationStatus.InvalidData;
        report = new Hj212Report(
            message.Mn, message.Command, time, [.. factors.Values.Select(f => new Hj212Factor(f.Code, f.Mark, f.Values, f.SampleTime))],
            message.IsBackfill, time > now + Hj212Limits.Ahead);
        return OperationStatus.Done;
    }

    private static Hj212Fault Collect(Dictionary<string, Collected> factors, Hj212Field field, TimeSpan zone)
    {
        var known = factors.GetAlternateLookup<ReadOnlySpan<char>>();
        if (!known.TryGetValue(field.Factor, out var factor))
            known[field.Factor] = factor = new Collected(field.Factor.ToString());
        switch (field.Suffix)
        {
            case "Flag":
                if (factor.HasMark)
                    return Hj212Fault.DuplicateField;
                (factor.HasMark, factor.Mark) = (true, MarkOf(field.Value));
                return Hj212Fault.None;
            case "SampleTime":
                if (!Hj212Time.TryParse(field.Value, zone, out var time))
                    return Hj212Fault.BadField;
                factor.SampleTime = time;
                return Hj212Fault.None;
            case "EFlag" or "Info" or "SN":
                return Hj212Fault.None; // text, still in the message
            default:
                return factor.TryAdd(field) ? Hj212Fault.None : Hj212Fault.DuplicateField;
        }
    }

    private static Hj212Fault CheckMarks(IEnumerable<Collected> factors, Hj212Command command, Hj212Rules rules, ref Hj212Tolerances tolerated)
    {
        if (command is not (Hj212Command.RealTime or Hj212Command.MinuteData or Hj212Command.HourData or Hj212Command.DayData))
            return Hj212Fault.None;
        foreach (var factor in factors.Where(f => !f.HasMark && f.Values.Exists(v => v.Field is "Rtd" or "Avg" or "Min" or "Max" or "Cou")))
        {
            if (rules.Forbid(Hj212Tolerances.MissingFlag) != Hj212Tolerances.None)
                return Hj212Fault.MissingMark;
            factor.Mark = Hj212Mark.Normal;
            tolerated |= Hj212Tolerances.MissingFlag;
        }

        return Hj212Fault.None;
    }

    private static Hj212Mark MarkOf(string text) =>
        text.Length == 1 && Enum.IsDefined((Hj212Mark)text[0]) ? (Hj212Mark)text[0] : Hj212Mark.None;

    private sealed class Collected(string code)
    {
        private const int MostValues = 64;

        public string Code { get; } = code;

        public List<Hj212Value> Values { get; } = [];

        public Hj212Mark Mark { get; set; }

        public bool HasMark { get; set; }

        public DateTimeOffset? SampleTime { get; set; }

        public bool TryAdd(Hj212Field field)
        {
            var name = field.Suffix.ToString();
            if (Values.Count == MostValues || Values.Exists(v => string.Equals(v.Field, name, StringComparison.Ordinal)))
                return false;
            const NumberStyles style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
            var number = double.TryParse(field.Value, style, CultureInfo.InvariantCulture, out var parsed) && double.IsFinite(parsed)
                ? parsed
                : double.NaN;
            Values.Add(new Hj212Value(name, number));
            return true;
        }
    }
}
