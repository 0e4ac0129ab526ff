using System.Globalization;

namespace Protocols.Hj212;

/// <summary>
/// Puts a data area together, group by group (HJ 212-2017 §6.3.3).
/// <code>
/// new Hj212Area().Add("DataTime", time, zone).Factor("a34002", Hj212Mark.Normal, ("Rtd", 97.2)).Build()
/// → DataTime=20260315083000;a34002-Rtd=97.2,a34002-Flag=N
/// </code>
/// </summary>
public sealed class Hj212Area
{
    private readonly List<Hj212Field> _fields = [];
    private int _group = -1;

    /// <summary>A group of one field.</summary>
    public Hj212Area Add(string name, string value)
    {
        _fields.Add(new Hj212Field(++_group, name, value));
        return this;
    }

    /// <summary>A group of one time, in the site's local time.</summary>
    public Hj212Area Add(string name, DateTimeOffset value, TimeSpan zone) => Add(name, Hj212Time.Format(value, zone));

    /// <summary>A group of one whole number.</summary>
    public Hj212Area Add(string name, int value) => Add(name, value.ToString(CultureInfo.InvariantCulture));

    /// <summary>Another field in the group of the last one.</summary>
    public Hj212Area With(string name, string value)
    {
        _fields.Add(new Hj212Field(Math.Max(_group, 0), name, value));
        _group = Math.Max(_group, 0);
        return this;
    }

    /// <summary>A factor: its values and its mark in one group.</summary>
    /// <param name="code">Factor code, e.g. <c>a34002</c> or <c>LA</c>.</param>
    /// <param name="mark">Mark; none is written for <see cref="Hj212Mark.None"/>.</param>
    /// <param name="values">Suffix (<c>Rtd</c>, <c>Min</c>, <c>Avg</c>, …) and value in the factor's unit.</param>
    public Hj212Area Factor(string code, Hj212Mark mark, params ReadOnlySpan<(string Field, double Value)> values)
    {
        _group++;
        foreach (var (field, value) in values)
            _fields.Add(new Hj212Field(_group, $"{code}-{field}", Format(value)));
        if (mark != Hj212Mark.None)
            _fields.Add(new Hj212Field(_group, $"{code}-Flag", ((char)mark).ToString()));
        return this;
    }

    /// <summary>The fields.</summary>
    public IReadOnlyList<Hj212Field> Build() => [.. _fields];

    /// <summary>A number as the standard writes it: at most three decimals, no exponent.</summary>
    public static string Format(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);
}
