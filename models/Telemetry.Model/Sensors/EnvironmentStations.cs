namespace Telemetry.Model.Sensors;

/// <summary>HJ 212-2017 tables B.2 and B.3, GB 12523, GBZ 2.1-2019. Samples are never thinned: limits are means and energy means.</summary>
internal static class EnvironmentStations
{
    public static SensorType Dust() => new(
        "dust-station", "扬尘噪声监测站", "dust and noise station", "HJ 212-2017; HJ 212-2025; GB 12523",
        new PointList("60s", 60)
            .Sample("pm10", "可吸入颗粒物 PM10", "PM10", "µg/m³", 0, 10_000)
            .Sample("pm25", "细颗粒物 PM2.5", "PM2.5", "µg/m³", 0, 10_000)
            .Sample("tsp", "总悬浮颗粒物 TSP", "TSP", "µg/m³", 0, 10_000, "DB21/2642-2016")
            .Sample("noise", "A 声级", "A-weighted sound level", "dB(A)", 20, 140, "GB 12523")
            .Sample("noise-leq", "等效声级", "equivalent sound level", "dB(A)", 20, 140, "GB 12523")
            .Sample("noise-max", "最大声级", "maximum sound level", "dB(A)", 20, 140, "GB 12523")
            .Sample("temperature", "气温", "air temperature", "°C", -50, 70)
            .Sample("humidity", "相对湿度", "relative humidity", "%RH", 0, 100)
            .Sample("pressure", "气压", "air pressure", "kPa", 50, 110)
            .Sample("wind-speed", "风速", "wind speed", "m/s", 0, 60)
            .Sample("wind-direction", "风向", "wind direction", "°", 0, 360)
            .Points);

    public static SensorType Gases() => new(
        "site-environment", "有害气体监测", "gas monitor", "GBZ 2.1-2019; GBZ/T 205-2007",
        new PointList("30s", 30)
            .Value("co", "一氧化碳", "carbon monoxide", "mg/m³", 0, 1_250, 1)
            .Value("h2s", "硫化氢", "hydrogen sulphide", "mg/m³", 0, 150, 0.5)
            .Value("o2", "氧气", "oxygen", "%VOL", 0, 30, 0.1)
            .Value("lel", "可燃气体", "combustible gas", "%LEL", 0, 100, 1)
            .Value("so2", "二氧化硫", "sulphur dioxide", "mg/m³", 0, 100, 0.5)
            .Value("no2", "二氧化氮", "nitrogen dioxide", "mg/m³", 0, 100, 0.5)
            .Value("nh3", "氨", "ammonia", "mg/m³", 0, 200, 1)
            .Value("temperature", "温度", "temperature", "°C", -50, 100, 0.5)
            .Value("humidity", "相对湿度", "relative humidity", "%RH", 0, 100, 1)
            .Flag("alarm-sensor", "探头故障", "sensor fault")
            .Points);
}
