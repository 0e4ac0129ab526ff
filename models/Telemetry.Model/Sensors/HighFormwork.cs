using Telemetry.Model.Profiles;

namespace Telemetry.Model.Sensors;

/// <summary>DBJ/T 15-197-2020: at least 2 samples a minute during the pour, 30 s upload, at once on a change.</summary>
internal static class HighFormwork
{
    public static SensorType Define() => new(
        "high-formwork", "高支模", "high formwork", "DBJ/T 15-197-2020; JGJ 300-2013",
        new PointList("30s", 30)
            .Value("axial-force", "立杆轴力", "axial force", "kN", -50, 500, 0.2, "DBJ/T 15-197-2020")
            .Value("horizontal-displacement", "水平位移", "horizontal displacement", "mm", -500, 500, 0.2, "DBJ/T 15-197-2020")
            .Value("settlement", "模板沉降", "formwork settlement", "mm", -500, 500, 0.2, "DBJ/T 15-197-2020")
            .Value("tilt-x", "立杆倾角 X", "tilt X", "°", -30, 30, 0.01)
            .Value("tilt-y", "立杆倾角 Y", "tilt Y", "°", -30, 30, 0.01)
            .Value("tilt", "立杆倾角", "tilt", "°", 0, 45, 0.01, "DBJ/T 15-197-2020")
            .Value("foundation-differential", "基础差异沉降", "differential foundation settlement", "mm", -500, 500, 0.2, "DBJ/T 15-197-2020")
            .Value("temperature", "温度", "temperature", "°C", -50, 100, 0.5)
            .Value("battery", "电池电压", "battery voltage", "V", 0, 60, 0.1)
            .Flag("pouring", "浇筑中", "pouring")
            .Points,
        new SensorParameter("design-axial-force", "轴力设计值", "design axial force", "kN", new ValueRange(0.1, 500)),
        new SensorParameter("support-height", "支架高度", "support height", "m", new ValueRange(1, 100)),
        new SensorParameter("pole-spacing", "立杆基础间距", "pole spacing", "mm", new ValueRange(100, 10_000)));
}
