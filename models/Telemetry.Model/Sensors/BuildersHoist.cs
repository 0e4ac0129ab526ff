using Telemetry.Model.Profiles;

namespace Telemetry.Model.Sensors;

/// <summary>GB/T 37537-2019, JGJ 215-2010; alarm bits in the order that vendors use, bit 0 first.</summary>
internal static class BuildersHoist
{
    public static SensorType Define() => new(
        "builders-hoist", "施工升降机", "builder's hoist", "GB/T 37537-2019; JGJ 215-2010",
        Points(),
        new SensorParameter("rated-load", "额定载重量", "rated load", "kg", new ValueRange(100, 10_000)),
        new SensorParameter("rated-speed", "额定提升速度", "rated speed", "m/s", new ValueRange(0.1, 3)),
        new SensorParameter("max-height", "最大提升高度", "maximum height", "m", new ValueRange(5, 600)),
        new SensorParameter("mast-height", "导轨架高度", "mast height", "m", new ValueRange(5, 600)));

    private static IReadOnlyList<SensorPoint> Points()
    {
        var points = new PointList("10s", 10)
            .Value("load", "载重", "load", "kg", -100, 10_000, 20)
            .Value("people", "人数", "people", Units.None, 0, 60, 0.5, "JGJ 33-2012 §4.9")
            .Value("speed", "运行速度", "speed", "m/s", -5, 5, 0.05)
            .Value("height", "高度", "height", "m", -10, 600, 0.5)
            .Value("floor", "楼层", "floor", Units.None, -10, 200, 0.5)
            .Value("wind-speed", "风速", "wind speed", "m/s", 0, 60, 0.5)
            .Value("mast-tilt-x", "导轨架倾角 X", "mast tilt X", "°", -15, 15, 0.01)
            .Value("mast-tilt-y", "导轨架倾角 Y", "mast tilt Y", "°", -15, 15, 0.01)
            .Value("mast-tilt", "导轨架倾角", "mast tilt", "°", 0, 15, 0.01)
            .Value("governor-days-left", "防坠安全器剩余有效天数", "days until governor calibration", "d", -3_650, 3_650, 0.5, "JGJ 215-2010")
            .Value("driver-id", "司机编号", "driver id", Units.None, 0, uint.MaxValue, 0.5)
            .Flag("driver-signed-on", "司机已签到", "driver signed on")
            .Flag("moving", "运行中", "moving")
            .Flag("front-door-open", "前门开启", "front door open")
            .Flag("back-door-open", "后门开启", "back door open")
            .Flag("hatch-open", "天窗开启", "roof hatch open")
            .Flag("limit-up", "上限位", "upper limit")
            .Flag("limit-final", "极限开关", "final limit")
            .Flag("limit-down", "下限位", "lower limit")
            .Flag("governor-tripped", "防坠安全器动作", "governor tripped");
        AddAlarms(points);
        return points.Points;
    }

    private static void AddAlarms(PointList points) => points
        .Flag("alarm-load", "控制器报警：载重", "controller alarm: load")
        .Flag("alarm-people", "控制器报警：人数", "controller alarm: people")
        .Flag("alarm-wind", "控制器报警：风速", "controller alarm: wind")
        .Flag("alarm-speed", "控制器报警：速度", "controller alarm: speed")
        .Flag("alarm-height", "控制器报警：高度", "controller alarm: height")
        .Flag("alarm-tilt", "控制器报警：倾角", "controller alarm: tilt")
        .Flag("alarm-overtravel", "控制器报警：冲顶", "controller alarm: overtravel")
        .Flag("alarm-limit-up", "控制器报警：上限位", "controller alarm: upper limit")
        .Flag("alarm-limit-down", "控制器报警：下限位", "controller alarm: lower limit")
        .Flag("alarm-battery", "控制器报警：电池低压", "controller alarm: battery low")
        .Flag("alarm-ups", "控制器报警：UPS 即将关闭", "controller alarm: UPS about to stop")
        .Flag("alarm-maintenance", "控制器提示：日常维保", "controller notice: maintenance due")
        .Flag("alarm-governor-due", "控制器提示：安全器维保", "controller notice: governor service due")
        .Flag("alarm-inspection-due", "控制器提示：整机复检", "controller notice: inspection due")
        .Flag("alarm-governor", "控制器报警：防坠器异常", "controller alarm: governor fault");
}
