using static Protocols.Hj212.Hj212Command;

namespace Protocols.Hj212;

/// <summary>How the exchange of a command runs (HJ 212-2017 §6.6.2).</summary>
[Flags]
public enum Hj212ExchangeKind
{
    /// <summary>Not a command.</summary>
    None = 0,
    /// <summary>Upper computer asks: 9011, data, 9012.</summary>
    Request = 1,
    /// <summary>Station uploads: 9014 when an answer is wanted.</summary>
    Upload = 2,
    /// <summary>Either side tells: 9013.</summary>
    Notice = 4,
    /// <summary>Part of another exchange (9011–9014).</summary>
    Interaction = 8,
}

/// <summary>One row of the command table.</summary>
/// <param name="Command">CN.</param>
/// <param name="Name">Name in the standard.</param>
/// <param name="Down">Exchange when the upper computer begins; None when it never does.</param>
/// <param name="Up">Exchange when the station begins; None when it never does.</param>
/// <param name="Since">Edition that brought it.</param>
/// <param name="Fields">Fields of its data area; <c>x</c> stands for a factor, <c>SBn</c> for a piece of equipment.</param>
public sealed record Hj212CommandInfo(
    Hj212Command Command, string Name, Hj212ExchangeKind Down, Hj212ExchangeKind Up, Hj212Edition Since, IReadOnlyList<string> Fields);

/// <summary>The command table (HJ 212-2017 §6.6.5, table 9, with the additions of 2025).</summary>
public static class Hj212Commands
{
    private static readonly Dictionary<Hj212Command, Hj212CommandInfo> Table = Build().ToDictionary(i => i.Command);

    /// <summary>Every command, ascending.</summary>
    public static IReadOnlyList<Hj212CommandInfo> All { get; } = [.. Table.Values.OrderBy(i => i.Command)];

    /// <summary>True when the number is in the table.</summary>
    public static bool IsKnown(Hj212Command command) => Table.ContainsKey(command);

    /// <summary>The row of a command; null when it is not in the table.</summary>
    public static Hj212CommandInfo? Find(Hj212Command command) => Table.GetValueOrDefault(command);

    /// <summary>True for the interaction commands, which travel with ST 91 and copy the QN that they answer.</summary>
    public static bool IsInteraction(Hj212Command command) => command is RequestAnswer or ExecutionResult or NoticeAnswer or DataAnswer;

    /// <summary>True for uploads whose area is DataTime and factors with marks (2011, 2031, 2051, 2061 and the 2025 kinds 2013, 2052).</summary>
    public static bool CarriesFactors(Hj212Command command) =>
        command is RealTime or DayData or MinuteData or HourData or RawData or SingleNoise;

    /// <summary>True for what a 2025 station encrypts towards the upper computer (CN 2000–2999, 1014, 3020).</summary>
    public static bool IsEncryptedUpward(Hj212Command command) => (int)command is (>= 2000 and <= 2999) or 1014 or 3020;

    private static IEnumerable<Hj212CommandInfo> Build()
    {
        const Hj212ExchangeKind none = Hj212ExchangeKind.None, ask = Hj212ExchangeKind.Request, up = Hj212ExchangeKind.Upload;
        const Hj212ExchangeKind tell = Hj212ExchangeKind.Notice, part = Hj212ExchangeKind.Interaction;
        const Hj212Edition old = Hj212Edition.Edition2005, mid = Hj212Edition.Edition2017, late = Hj212Edition.Edition2025;
        string[] statistics = ["DataTime", "x-Min", "x-Avg", "x-Max", "x-Cou", "x-Flag"];
        return
        [
            new(SetTimeouts, "设置超时时间及重发次数", ask, none, old, ["OverTime", "ReCount"]),
            new(HardwareId, "上传数采仪硬件序号", none, up, late, []),
            new(SetMn, "设置 MN 编码", ask, none, late, []),
            new(Time, "提取/上传现场机时间", ask, up, old, ["PolId", "SystemTime"]),
            new(SetTime, "设置现场机时间", ask, none, old, ["PolId", "SystemTime"]),
            new(AskTime, "现场机时间校准请求", none, tell, mid, ["PolId"]),
            new(NewKey, "新密钥", ask, tell, late, []),
            new(RealTimeInterval, "提取/上传实时数据间隔", ask, up, old, ["RtdInterval"]),
            new(SetRealTimeInterval, "设置实时数据间隔", ask, none, old, ["RtdInterval"]),
            new(MinuteInterval, "提取/上传分钟数据间隔", ask, up, mid, ["MinInterval"]),
            new(SetMinuteInterval, "设置分钟数据间隔", ask, none, mid, ["MinInterval"]),
            new(SetPassword, "设置现场机密码", ask, none, old, ["NewPW"]),
            new(RealTime, "取/上传实时数据", ask, up, old, ["DataTime", "x-Rtd", "x-Flag"]),
            new(StopRealTime, "停止察看实时数据", tell, none, old, []),
            new(RawData, "上传原始监测数据", none, up, late, ["DataTime"]),
            new(EquipmentState, "取/上传设备运行状态", ask, up, old, ["DataTime", "SBn-RS"]),
            new(StopEquipmentState, "停止察看设备运行状态", tell, none, old, []),
            new(DayData, "日历史数据", ask, up, old, statistics),
            new(EquipmentRunTime, "设备运行时间日历史", ask, up, old, ["DataTime", "SBn-RT"]),
            new(MinuteData, "分钟数据", ask, up, old, statistics),
            new(SingleNoise, "噪声单次测量数据", none, up, late, ["DataTime"]),
            new(HourData, "小时数据", ask, up, old, statistics),
            new(StartTime, "上传数采仪开机时间", none, up, mid, ["DataTime", "RestartTime"]),
            new(Calibrate, "零点/量程校准", ask, none, old, ["PolId"]),
            new(SampleNow, "即时采样", ask, none, old, ["PolId"]),
            new(Clean, "启动清洗/反吹", ask, none, mid, ["PolId"]),
            new(CompareSample, "比对采样", ask, none, mid, ["PolId"]),
            new(KeepSample, "超标留样", ask, up, mid, ["DataTime", "VaseNo"]),
            new(SetSamplingPeriod, "设置采样时间周期", ask, none, old, ["PolId", "CstartTime", "Ctime"]),
            new(SamplingPeriod, "提取采样时间周期", ask, up, mid, ["PolId", "CstartTime", "Ctime"]),
            new(SampleTime, "提取出样时间", ask, up, mid, ["PolId", "Stime"]),
            new(SerialNumber, "设备唯一标识", ask, up, mid, ["PolId", "x-SN"]),
            new(StationInfo, "现场机信息", ask, up, mid, ["PolId", "InfoId", "x-Info"]),
            new(SetStationInfo, "设置现场机参数", ask, none, mid, ["PolId", "InfoId", "x-Info"]),
            new(RequestAnswer, "请求应答", none, part, old, ["QnRtn"]),
            new(ExecutionResult, "执行结果", none, part, old, ["ExeRtn"]),
            new(NoticeAnswer, "通知应答", part, part, old, []),
            new(DataAnswer, "数据应答", part, part, old, []),
            new(Heartbeat, "心跳包", none, tell, late, []),
        ];
    }
}
