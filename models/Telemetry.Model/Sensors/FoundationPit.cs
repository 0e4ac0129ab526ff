using System.Globalization;
using Telemetry.Model.Profiles;

namespace Telemetry.Model.Sensors;

/// <summary>
/// GB 50497-2019 tables 8.0.4 and 8.0.5. Displacements are cumulative since the base
/// reading, inward and downward positive; 10 min by default.
/// </summary>
internal static class FoundationPit
{
    private const int InclinometerDepths = 12;

    public static SensorType Define() => new(
        "foundation-pit", "基坑", "foundation pit", "GB 50497-2019; JGJ 120-2012", Points(), [.. Limits(), .. Wire()]);

    private static IReadOnlyList<SensorPoint> Points()
    {
        var points = new PointList("10m", 600)
            .Value("top-horizontal", "围护墙顶水平位移", "wall top horizontal displacement", "mm", -500, 500, 0.2, "GB 50497-2019 table 8.0.4")
            .Value("top-vertical", "围护墙顶竖向位移", "wall top settlement", "mm", -500, 500, 0.2, "GB 50497-2019 table 8.0.4")
            .Value("column-vertical", "立柱竖向位移", "column vertical displacement", "mm", -500, 500, 0.2, "GB 50497-2019 table 8.0.4")
            .Value("ground-settlement", "周边地表沉降", "ground settlement", "mm", -1_000, 1_000, 0.2, "GB 50497-2019 table 8.0.4")
            .Value("building-settlement", "周边建筑沉降", "building settlement", "mm", -500, 500, 0.2, "GB 50497-2019 table 8.0.5")
            .Value("pipe-settlement", "周边管线沉降", "pipe settlement", "mm", -500, 500, 0.2, "GB 50497-2019 table 8.0.5")
            .Value("bottom-heave", "坑底隆起", "bottom heave", "mm", -500, 500, 0.2, "GB 50497-2019 table 8.0.4")
            .Value("strut-force", "支撑轴力", "strut axial force", "kN", -2_000, 20_000, 5, "GB 50497-2019 table 8.0.4")
            .Value("strut-temperature", "支撑温度", "strut temperature", "°C", -50, 100, 0.2)
            .Value("anchor-force", "锚杆轴力", "anchor force", "kN", -500, 5_000, 2, "GB 50497-2019 table 8.0.4")
            .Value("earth-pressure", "土压力", "earth pressure", "kPa", -100, 5_000, 1)
            .Value("pore-pressure", "孔隙水压力", "pore pressure", "kPa", -100, 5_000, 1)
            .Value("water-level", "地下水位", "groundwater level", "m", -200, 200, 0.01)
            .Value("water-level-change", "地下水位累计变化", "groundwater level change", "mm", -20_000, 20_000, 10, "GB 50497-2019 table 8.0.5")
            .Value("crack", "裂缝宽度", "crack width", "mm", -50, 50, 0.02, "GB 50497-2019 table 8.0.5")
            .Value("building-tilt", "周边建筑倾斜", "building tilt", "‰", -50, 50, 0.02, "GB 50497-2019 table 8.0.5")
            .Value("rain", "雨强", "rainfall", "mm/h", 0, 500, 0.5)
            .Value("battery", "电池电压", "battery voltage", "V", 0, 60, 0.1);
        for (var depth = 1; depth <= InclinometerDepths; depth++)
        {
            var number = depth.ToString("00", CultureInfo.InvariantCulture);
            points.Value(
                $"deep-horizontal-{number}", $"深层水平位移 {number}", $"deep horizontal displacement {number}",
                "mm", -500, 500, 0.2, "GB 50497-2019 table 8.0.4");
        }

        return points.Points;
    }

    private static IEnumerable<SensorParameter> Limits()
    {
        yield return new("excavation-depth", "基坑开挖深度 H", "excavation depth H", "m", new ValueRange(1, 100));
        foreach (var (item, label, labelEn) in new[]
        {
            ("top-horizontal", "墙顶水平位移", "wall top horizontal displacement"),
            ("top-vertical", "墙顶竖向位移", "wall top settlement"),
            ("column-vertical", "立柱竖向位移", "column vertical displacement"),
            ("ground-settlement", "地表沉降", "ground settlement"),
            ("building-settlement", "建筑沉降", "building settlement"),
            ("pipe-settlement", "管线沉降", "pipe settlement"),
            ("bottom-heave", "坑底隆起", "bottom heave"),
            ("deep-horizontal", "深层水平位移", "deep horizontal displacement"),
            ("water-level", "水位变化", "water level change"),
            ("crack", "裂缝宽度", "crack width"),
        })
        {
            yield return new($"{item}-limit", $"{label}控制值", $"control value of {labelEn}", "mm", new ValueRange(0.01, 10_000));
            if (item != "crack")
                yield return new($"{item}-rate-limit", $"{label}速率控制值", $"control rate of {labelEn}", "mm/d", new ValueRange(0.01, 10_000));
        }

        yield return new("design-strut-force", "支撑轴力设计值", "design strut force", "kN", new ValueRange(1, 20_000));
        yield return new("strut-prestress", "支撑预加力设计值", "design strut prestress", "kN", new ValueRange(1, 20_000));
        yield return new("design-anchor-force", "锚杆轴力设计值", "design anchor force", "kN", new ValueRange(1, 5_000));
        yield return new("design-earth-pressure", "土压力设计值", "design earth pressure", "kPa", new ValueRange(1, 5_000));
        yield return new("design-pore-pressure", "孔隙水压力设计值", "design pore pressure", "kPa", new ValueRange(1, 5_000));
    }

    private static IEnumerable<SensorParameter> Wire()
    {
        yield return new("k", "振弦系数 K", "vibrating wire constant K, kN/Hz²", Units.None, new ValueRange(-1, 1));
        yield return new("f0", "初始频率 f0", "zero frequency f0, Hz", Units.None, new ValueRange(100, 10_000));
        yield return new("b", "温度系数 b", "temperature constant b, kN/°C", Units.None, new ValueRange(-1_000, 1_000));
        yield return new("t0", "初始温度 T0", "zero temperature T0", "°C", new ValueRange(-50, 100));
    }
}
