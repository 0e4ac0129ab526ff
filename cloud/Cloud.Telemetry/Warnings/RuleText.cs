using System.Globalization;
using Telemetry.Model.Rules;
using Telemetry.Model.Sensors;

namespace Cloud.Telemetry.Warnings;

/// <summary>Rules in words for people, Chinese.</summary>
internal static class RuleText
{
    /// <summary>What is measured: “力矩百分比”的最新值.</summary>
    public static string Measure(RuleDefinition rule)
    {
        var (measure, type) = (rule.Measure, SensorTypes.Find(rule.SensorType));
        var label = $"“{type?.Find(measure.Point)?.Label ?? measure.Point}”";
        var text = measure.Aggregate switch
        {
            "mean" => $"{Span(measure.Window)}内{label}的平均值",
            "min" => $"{Span(measure.Window)}内{label}的最小值",
            "max" => $"{Span(measure.Window)}内{label}的最大值",
            "sum" => $"{Span(measure.Window)}内{label}的累计值",
            "count" => $"{Span(measure.Window)}内{label}的次数",
            "leq" => $"{Span(measure.Window)}内{label}的等效声级",
            "rate" => $"{Span(measure.Window)}内{label}每{Span(measure.Per)}的变化速率",
            "delta" => $"{Span(measure.Window)}内{label}的变化量",
            "range" => $"{Span(measure.Window)}内{label}的最大最小之差",
            "stuck" => $"{label}数值不变的时间",
            "missing" => $"{label}没有读数的时间",
            "bad" => $"{label}读数不合格的时间",
            _ => $"{label}的最新值",
        };
        var relative = measure.RelativeTo is { } parameter ? $"与设备参数“{type?.FindParameter(parameter)?.Label ?? parameter}”之比" : "";
        return $"{text}{relative}{(measure.Absolute ? "（绝对值）" : "")}";
    }

    private static string Span(double seconds) => seconds switch
    {
        >= 86_400 when seconds % 86_400 == 0 => Of(seconds / 86_400, "天"),
        >= 3_600 when seconds % 3_600 == 0 => Of(seconds / 3_600, "小时"),
        >= 60 when seconds % 60 == 0 => Of(seconds / 60, "分钟"),
        _ => Of(seconds, "秒"),
    };

    private static string Of(double number, string unit) => number.ToString("0.###", CultureInfo.InvariantCulture) + unit;
}
