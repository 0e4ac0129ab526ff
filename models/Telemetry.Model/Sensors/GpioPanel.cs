namespace Telemetry.Model.Sensors;

internal static class GpioPanel
{
    public static SensorType Define() => new(
        "gpio-panel", "网关输入输出", "gateway inputs and outputs", "GB 5144-2006 §6; product",
        new PointList("60s", 60)
            .Flag("emergency-stop", "急停按钮", "emergency stop")
            .Flag("siren", "声光报警器", "siren", output: true)
            .Flag("beacon", "警示灯", "beacon", output: true)
            .Flag("spray-pump", "喷淋泵", "spray pump", output: true)
            .Points);
}
