using Telemetry.Model.Profiles;

namespace Telemetry.Model.Sensors;

/// <summary>JGJ 332-2014 §3.1.1, GB 5144-2006 §6: 10 s while idle, at once on a change.</summary>
internal static class TowerCrane
{
    public static SensorType Define() => new(
        "tower-crane", "塔式起重机", "tower crane", "JGJ 332-2014 §3.1.1; GB 5144-2006 §6",
        Points(),
        new SensorParameter("max-load", "最大额定起重量", "maximum rated load", "t", new ValueRange(0.1, 100)),
        new SensorParameter("max-moment", "额定起重力矩", "rated load moment", "kN·m", new ValueRange(1, 20_000)),
        new SensorParameter("jib-length", "起重臂长度", "jib length", "m", new ValueRange(10, 120)),
        new SensorParameter("counter-jib-length", "平衡臂长度", "counter-jib length", "m", new ValueRange(5, 40)),
        new SensorParameter("mast-height", "塔身高度", "mast height", "m", new ValueRange(5, 600)),
        new SensorParameter("min-radius", "最小幅度", "minimum radius", "m", new ValueRange(0, 20)),
        new SensorParameter("max-hook-height", "最大起升高度", "maximum hook height", "m", new ValueRange(5, 600)),
        new SensorParameter("position-x", "平面坐标 X", "position X on the site plan", "m", new ValueRange(-100_000, 100_000)),
        new SensorParameter("position-y", "平面坐标 Y", "position Y on the site plan", "m", new ValueRange(-100_000, 100_000)));

    private static IReadOnlyList<SensorPoint> Points()
    {
        var points = new PointList("10s", 10)
            .Value("load", "起重量", "load", "t", -1, 100, 0.05, "JGJ 332-2014 §3.1.1")
            .Value("moment-ratio", "力矩百分比", "moment ratio", "%", -10, 200, 1, "JGJ 332-2014 §3.1.1")
            .Value("moment", "起重力矩", "load moment", "kN·m", -100, 20_000, 10, "JGJ 332-2014 §3.1.1")
            .Value("rated-load", "当前幅度额定起重量", "rated load at the radius", "t", 0, 100, 0.05)
            .Value("radius", "幅度", "trolley radius", "m", 0, 120, 0.2, "JGJ 332-2014 §3.1.1")
            .Value("hook-height", "起升高度", "hook height", "m", -100, 600, 0.2, "JGJ 332-2014 §3.1.1")
            .Value("slewing-angle", "回转角度", "slewing angle", "°", -720, 720, 1, "JGJ 332-2014 §3.1.1")
            .Value("travel", "运行行程", "travel", "m", -1_000, 1_000, 0.2, "JGJ 332-2014 §3.1.1")
            .Value("wind-speed", "风速", "wind speed", "m/s", 0, 60, 0.5, "GB 5144-2006 §6.5")
            .Value("mast-tilt-x", "塔身倾角 X", "mast tilt X", "°", -15, 15, 0.01)
            .Value("mast-tilt-y", "塔身倾角 Y", "mast tilt Y", "°", -15, 15, 0.01)
            .Value("mast-tilt", "塔身倾角", "mast tilt", "°", 0, 15, 0.01)
            .Value("height-margin", "距起升限位距离", "distance to the hoisting limit", "m", -50, 600, 0.2)
            .Value("radius-margin", "距变幅限位距离", "distance to the trolley limit", "m", -50, 120, 0.2)
            .Value("collision-distance", "防碰撞距离", "anti-collision distance", "m", 0, 1_000, 0.5)
            .Value("neighbour", "最近相邻塔吊编号", "nearest neighbouring crane", Units.None, 0, 65_535, 0.5)
            .Value("neighbour-slewing-angle", "相邻塔吊回转角度", "neighbour's slewing angle", "°", -720, 720, 1)
            .Value("neighbour-radius", "相邻塔吊幅度", "neighbour's trolley radius", "m", 0, 120, 0.5)
            .Value("zone-distance", "距禁行区距离", "distance to a protected zone", "m", -100, 1_000, 0.5)
            .Value("falls", "吊钩倍率", "falls of rope", Units.None, 0, 12, 0.5)
            .Value("driver-id", "司机编号", "driver id", Units.None, 0, uint.MaxValue, 0.5)
            .Value("cycle-count", "工作循环次数", "work cycles", Units.None, 0, uint.MaxValue, 0.5)
            .Flag("driver-signed-on", "司机已签到", "driver signed on")
            .Flag("lifting", "起吊作业中", "lifting");
        AddSwitches(points);
        return points.Points;
    }

    private static void AddSwitches(PointList points) => points
        .Flag("limit-up", "起升上限位", "hoisting upper limit", source: "GB 5144-2006 §6.3")
        .Flag("limit-down", "起升下限位", "hoisting lower limit", source: "GB 5144-2006 §6.3")
        .Flag("limit-out", "变幅外限位", "trolley outer limit", source: "GB 5144-2006 §6.3")
        .Flag("limit-in", "变幅内限位", "trolley inner limit", source: "GB 5144-2006 §6.3")
        .Flag("limit-left", "左回转限位", "slewing left limit", source: "GB 5144-2006 §6.3")
        .Flag("limit-right", "右回转限位", "slewing right limit", source: "GB 5144-2006 §6.3")
        .Flag("limit-travel", "行走限位", "travel limit", source: "GB 5144-2006 §6.3")
        .Flag("cut-up", "起升已切断", "hoisting cut off", source: "JGJ 332-2014 §3.1.1")
        .Flag("cut-out", "外变幅已切断", "trolleying out cut off", source: "JGJ 332-2014 §3.1.1")
        .Flag("alarm-load", "控制器报警：起重量", "controller alarm: load")
        .Flag("alarm-moment", "控制器报警：力矩", "controller alarm: moment")
        .Flag("alarm-height", "控制器报警：高度", "controller alarm: height")
        .Flag("alarm-radius", "控制器报警：幅度", "controller alarm: radius")
        .Flag("alarm-slewing", "控制器报警：回转", "controller alarm: slewing")
        .Flag("alarm-wind", "控制器报警：风速", "controller alarm: wind")
        .Flag("alarm-tilt", "控制器报警：倾角", "controller alarm: tilt")
        .Flag("alarm-collision", "控制器报警：防碰撞", "controller alarm: collision")
        .Flag("alarm-zone", "控制器报警：禁行区", "controller alarm: protected zone")
        .Flag("alarm-sensor", "控制器报警：传感器故障", "controller alarm: sensor fault");
}
