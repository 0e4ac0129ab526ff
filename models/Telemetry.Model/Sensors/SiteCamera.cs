using Telemetry.Model.Profiles;

namespace Telemetry.Model.Sensors;

/// <summary>
/// A watched camera: what the detectors hold to be so now, and the camera's own health. Counts are of confirmed tracks,
/// not of boxes in one frame (clauses 5.4.2-4.1 and 5.6.2 of the specification).
/// </summary>
internal static class SiteCamera
{
    public static SensorType Define() => new(
        "site-camera", "视频监控点", "site camera", "JGJ/T 292-2012; specification 5.4.2-4.1, 5.6.2",
        new PointList("60s", 60)
            .Value("no-helmet", "未佩戴安全帽人数", "people without a helmet", Units.None, 0, 1_000, 0.5, "JGJ 59-2011 §3.13.3")
            .Value("no-vest", "未穿反光背心人数", "people without a vest", Units.None, 0, 1_000, 0.5)
            .Flag("fire", "明火", "open fire", source: "GB 50720-2011 §6.3")
            .Flag("smoke", "烟雾", "smoke", source: "GB 50720-2011 §6.3")
            .Value("intrusion", "禁入区域人数", "people in a forbidden zone", Units.None, 0, 1_000, 0.5)
            .Value("people", "画面人数", "people in the picture", Units.None, 0, 1_000, 0.5)
            .Value("vehicles", "画面车辆数", "vehicles in the picture", Units.None, 0, 1_000, 0.5)
            .Flag("stream-down", "视频中断", "stream down")
            .Flag("frozen", "画面冻结", "picture frozen")
            .Flag("covered", "镜头遮挡", "lens covered")
            .Flag("damaged", "画面损坏", "picture damaged")
            .Flag("moved", "镜头移位", "camera moved")
            .Flag("recording-stopped", "录像停止", "recording stopped")
            .Value("clock-drift", "时钟偏差", "clock drift", "s", -400_000_000, 400_000_000, 1)
            .Points,
        new SensorParameter("onvif-port", "ONVIF 端口", "ONVIF port", "", new ValueRange(1, 65_535)));
}
