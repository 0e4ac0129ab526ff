using System.ComponentModel.DataAnnotations;
using Cloud.Platform;
using Cloud.Platform.Clauses;
using Cloud.Platform.Identity;
using Cloud.Platform.Registers;
using Cloud.Telemetry.Projects;
using Telemetry.Model;
using Telemetry.Model.Profiles;
using Telemetry.Model.Sensors;

namespace Cloud.Supervision.HazardousWorks;

/// <summary>What is measured at a point.</summary>
public enum MonitoringItem
{
    [Label("围护顶部水平位移", "Top horizontal displacement")]
    TopHorizontal,

    [Label("围护顶部竖向位移", "Top vertical displacement")]
    TopVertical,

    [Label("深层水平位移", "Deep horizontal displacement")]
    DeepHorizontal,

    [Label("周边地表沉降", "Ground settlement")]
    GroundSettlement,

    [Label("周边建筑沉降", "Building settlement")]
    BuildingSettlement,

    [Label("地下水位", "Water level")]
    WaterLevel,

    [Label("支撑轴力", "Strut force")]
    StrutForce,

    [Label("锚杆拉力", "Anchor force")]
    AnchorForce,

    [Label("立杆轴力", "Standard force")]
    StandardForce,

    [Label("支架水平位移", "Formwork displacement")]
    FormworkDisplacement,

    [Label("模板沉降", "Formwork settlement")]
    FormworkSettlement,

    [Label("立杆倾角", "Tilt")]
    Tilt,
}

/// <summary>Where a value stands against the limits of its point.</summary>
public enum MonitoringVerdict
{
    [Label("正常", "Normal")]
    Normal,

    [Label("预警", "Warning")]
    Warning,

    [Label("报警", "Alarm")]
    Alarm,
}

/// <summary>A monitoring point of a hazardous work with its limits, bound to a point of a device whose values arrive by themselves.</summary>
[Clause("5.3.2-4.9", "5.5.2-4.13")]
public sealed record MonitoringPoint : IRegister<MonitoringPoint, MonitoringPoint.State>
{
    public enum State
    {
        [Label("监测中", "In use")]
        InUse,

        [Label("已停测", "Retired")]
        Retired,
    }

    [Label("危大工程", "Work"), Indexed]
    public required Reference<HazardousWork> Work { get; init; }

    [Label("项目", "Project"), Assigned]
    public ProjectId? Project { get; init; }

    [Label("测点编号", "Code"), StringLength(40, MinimumLength = 1), Indexed, Searchable]
    public required string Code { get; init; }

    [Label("监测项目", "Item"), Indexed]
    public required MonitoringItem Item { get; init; }

    [Label("位置", "Place"), StringLength(200)]
    public string? Place { get; init; }

    [Label("单位", "Unit"), StringLength(20, MinimumLength = 1), Hint("绑定设备时须与设备测量点的单位一致")]
    public required string Unit { get; init; }

    [Label("预警值", "Warning value")]
    public required double WarnAt { get; init; }

    [Label("报警值", "Alarm value")]
    public required double AlarmAt { get; init; }

    [Label("变化速率报警值（每日）", "Alarm value of the rate, a day")]
    public double? RateAlarmAt { get; init; }

    [Label("取值依据", "Source of the limits"), StringLength(200, MinimumLength = 2)]
    public required string Basis { get; init; }

    [Label("绑定设备", "Device"), StringLength(64), Indexed]
    public string? Device { get; init; }

    [Label("绑定测量点", "Point of the device"), StringLength(64)]
    public string? Point { get; init; }

    [Label("监测频率（分钟）", "Every, minutes"), Range(1, 10_080)]
    public int EveryMinutes { get; init; } = 10;

    /// <summary>Twice the time between two measurements: a longer silence is a gap.</summary>
    internal TimeSpan LongestSilence => TimeSpan.FromMinutes(2 * EveryMinutes);

    public static Register<MonitoringPoint, State> Definition => new Register<MonitoringPoint, State>("monitoring-points", "危大工程监测点", "Monitoring points")
        .Title(point => $"{point.Code} {Terms.Of(point.Item)}")
        .In(point => point.Project)
        .Branch(_ => Disciplines.Safety)
        .Create(State.InUse, by: [Role.Contractor, Role.Owner])
        .Edit(State.InUse, by: [Role.Contractor, Role.Owner])
        .Read(by: [.. Roles.Builders, .. Roles.Authorities, Role.DutyOfficer])
        .Saving(CompleteAsync)
        .Check(Faults)
        .On("retire", "停测", State.InUse, State.Retired, by: [Role.Contractor, Role.Owner], labelEn: "Retire")
        .Void(State.InUse, by: [Role.Contractor, Role.Owner])
        .Unique("code", "这个测点编号已登记", point => $"{point.Work}/{point.Code}")
        .Resting(State.InUse)
        .Columns(nameof(Code), nameof(Item), nameof(WarnAt), nameof(AlarmAt), nameof(Unit), nameof(Device));

    /// <summary>Where a cumulative value and a rate stand; the sign says the direction, its size counts.</summary>
    public MonitoringVerdict Judge(double value, double? rate) =>
        Math.Abs(value) >= AlarmAt || (rate is { } change && RateAlarmAt is { } most && Math.Abs(change) >= most) ? MonitoringVerdict.Alarm
        : Math.Abs(value) >= WarnAt ? MonitoringVerdict.Warning : MonitoringVerdict.Normal;

    private static IEnumerable<FieldFault> Faults(MonitoringPoint point, ActionContext context)
    {
        if (point.WarnAt <= 0 || point.AlarmAt < point.WarnAt)
            yield return new FieldFault("alarmAt", "报警值须不小于预警值，且都大于0");
        if ((point.Device is null) != (point.Point is null))
            yield return new FieldFault("point", "设备和测量点须一并填写");
        if (point.Device is { } device && !Identifier.IsValid(device))
            yield return new FieldFault("device", "设备编号格式有误");
    }

    private static async ValueTask<MonitoringPoint> CompleteAsync(MonitoringPoint point, ActionContext context, CancellationToken cancel)
    {
        var work = await WorkLink.FindAsync(point.Work, context, cancel);
        if (point.Device is not null && point.Point is not null)
            await BindAsync(point, work.Record.Project, context, cancel);
        return point with { Project = work.Record.Project };
    }

    // A limit in another unit than the values would judge nothing and look as if it did.
    private static async ValueTask BindAsync(MonitoringPoint point, ProjectId project, ActionContext context, CancellationToken cancel)
    {
        var device = (await context.Service<IDirectory>().DevicesAsync(project, cancel)).FirstOrDefault(known => known.Id.Value == point.Device)
            ?? throw new RuleBrokenException($"项目没有编号为{point.Device}的设备");
        var measured = context.Service<ProfileCatalogue>().Find(device.Configuration.Profile) is { } profile ? SensorTypes.Find(profile.SensorType)?.Find(point.Point!) : null;
        if (measured is null)
            throw new RuleBrokenException($"设备{device.Configuration.Name}没有测量点{point.Point}");
        if (measured.Unit != point.Unit)
            throw new RuleBrokenException($"测量点{point.Point}的单位是{measured.Unit}，与填写的{point.Unit}不一致");
    }
}
