using Telemetry.Model;

namespace TestKit.Outbox;

/// <summary>Reports of a site, for tests.</summary>
public static class Report
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 23, 4, 0, 0, TimeSpan.Zero);

    public static DeviceReport Live(string device = "crane-1", double value = 12.34, DateTimeOffset? at = null) =>
        new(new DeviceId(device), [new Reading(new PointId("moment-ratio"), at ?? Noon, value)], Lane.Live);

    public static DeviceReport Alarm(string device = "crane-1", double value = 1.05) => Live(device, value) with { Lane = Lane.Alarm };

    public static DeviceReport Media(string device = "camera-1") =>
        new(new DeviceId(device), [], Lane.Media, """{"kind":"picture","file":"2026/11/23/0001.jpg"}""");
}
