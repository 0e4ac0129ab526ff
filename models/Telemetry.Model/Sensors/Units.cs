using System.Collections.Frozen;

namespace Telemetry.Model.Sensors;

/// <summary>Every unit that points, parameters and thresholds may use.</summary>
public static class Units
{
    /// <summary>Symbol of flags, ids and counts.</summary>
    public const string None = "";

    /// <summary>All units, grouped by dimension.</summary>
    public static IReadOnlyList<Unit> All { get; } =
    [
        new(None, "无量纲", "dimensionless"),
        new("1", "比值", "ratio", "ratio"),
        new("%", "百分比", "per cent", "ratio", 0.01),
        new("‰", "千分比", "per mille", "ratio", 0.001),
        new("m", "米", "metre", "length"),
        new("mm", "毫米", "millimetre", "length", 0.001),
        new("mm/d", "毫米每天", "millimetre per day", "length-rate"),
        new("m/s", "米每秒", "metre per second", "speed"),
        new("°", "度", "degree", "angle"),
        new("t", "吨", "tonne", "mass", 1000),
        new("kg", "千克", "kilogram", "mass"),
        new("kN", "千牛", "kilonewton", "force"),
        new("kN·m", "千牛米", "kilonewton metre", "moment"),
        new("kPa", "千帕", "kilopascal", "pressure"),
        new("°C", "摄氏度", "degree Celsius", "temperature"),
        new("%RH", "相对湿度", "relative humidity"),
        new("%VOL", "体积分数", "per cent by volume"),
        new("%LEL", "爆炸下限百分比", "per cent of the lower explosive limit"),
        new("µg/m³", "微克每立方米", "microgram per cubic metre", "concentration", 0.001),
        new("mg/m³", "毫克每立方米", "milligram per cubic metre", "concentration"),
        new("dB(A)", "A计权分贝", "A-weighted decibel"),
        new("mm/h", "毫米每小时", "millimetre per hour"),
        new("V", "伏", "volt"),
        new("s", "秒", "second", "time"),
        new("d", "天", "day", "time", 86_400),
    ];

    private static readonly FrozenDictionary<string, Unit> BySymbol = All.ToFrozenDictionary(unit => unit.Symbol, StringComparer.Ordinal);

    /// <summary>The unit with that symbol, or null.</summary>
    public static Unit? Find(string symbol) => BySymbol.GetValueOrDefault(symbol);

    /// <summary>What a value in <paramref name="from"/> is multiplied with to be in <paramref name="to"/>; null when they do not convert.</summary>
    public static double? Factor(string from, string to)
    {
        if (from == to)
            return Find(from) is null ? null : 1;
        if (Find(from) is not { } source || Find(to) is not { } target)
            return null;
        return source.Dimension.Length > 0 && source.Dimension == target.Dimension ? source.Factor / target.Factor : null;
    }
}
