using Cloud.Platform.Areas;
using Cloud.Telemetry.Projects;
using Telemetry.Model;
using Telemetry.Model.Configuration;
using Telemetry.Model.Profiles;

namespace Cloud.Host;

/// <summary>What of a list can be wrong, before anything of it is written.</summary>
internal sealed class GatewayImportCheck(IReadOnlySet<string> knownProjects, IReadOnlyDictionary<string, string> projectOfKnownGateway, ProfileCatalogue profiles, AreaTree areas)
{
    private const int MostFaults = 200, LongestName = 100;
    private readonly Dictionary<string, string[]> _faults = [];
    private readonly HashSet<string> _projects = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _gateways = new(StringComparer.Ordinal);
    private readonly HashSet<(string, string)> _devices = [];
    private readonly HashSet<(string, string)> _stations = [];

    /// <summary>What is wrong, by field (<c>rows[2].division</c>); empty when nothing is. At most 200 are told.</summary>
    public Dictionary<string, string[]> Run(IReadOnlyList<GatewayImportRow> rows)
    {
        for (var i = 0; i < rows.Count && _faults.Count < MostFaults; i++)
            Row(rows[i], $"rows[{i}]");
        return _faults;
    }

    private void Row(GatewayImportRow row, string at)
    {
        Need(Identifier.IsValid(row.Project), $"{at}.project", "编号须为1至64位小写字母、数字或 . - _，且以字母或数字开头");
        Need(Identifier.IsValid(row.Gateway), $"{at}.gateway", "编号须为1至64位小写字母、数字或 . - _，且以字母或数字开头");
        Need(row.GatewayName is not { Length: > LongestName }, $"{at}.gatewayName", $"不能超过{LongestName}字");
        if (!knownProjects.Contains(row.Project) && _projects.Add(row.Project))
            NewProject(row, at);
        var owner = projectOfKnownGateway.GetValueOrDefault(row.Gateway) ?? _gateways.GetValueOrDefault(row.Gateway);
        Need(owner is null || owner == row.Project, $"{at}.gateway", "该编号的网关属于另一个项目（编号在全平台唯一）");
        _gateways.TryAdd(row.Gateway, row.Project);
        if (row.Device is not null)
            Device(row, at);
        else
            Need((row.DeviceName, row.Profile, row.DeviceAddress, row.Unit, row.StationId) is (null, null, null, null, null), $"{at}.device", "设备缺少编号");
    }

    private void NewProject(GatewayImportRow row, string at)
    {
        Need(row.ProjectName is { Length: > 0 and <= LongestName }, $"{at}.projectName", $"新项目须有1至{LongestName}字的名称");
        Need(areas.Find(row.Division) is { Code.Level: AreaLevel.County }, $"{at}.division", "没有这个行政区划代码");
        Need(row.Address is { Length: > 0 and <= 200 }, $"{at}.address", "新项目须有1至200字的地址");
        Need(row.Stage is { Length: > 0 and <= 40 }, $"{at}.stage", "新项目须有1至40字的施工阶段");
        Need(row.Longitude is >= 73 and <= 136, $"{at}.longitude", "经度须在73至136之间");
        Need(row.Latitude is >= 3 and <= 54, $"{at}.latitude", "纬度须在3至54之间");
        if (row is { Longitude: >= 73 and <= 136, Latitude: >= 3 and <= 54 } && areas.Find(row.Division)?.WhyNotAt(row.Longitude.Value, row.Latitude.Value) is { } outside)
            Need(false, $"{at}.longitude", outside);
    }

    private void Device(GatewayImportRow row, string at)
    {
        foreach (var fault in ConfigurationCheck.Check(GatewayImport.Configuration(row), profiles))
            Need(false, $"{at}.{MemberOf(fault.Path)}", fault.Reason);
        Need(_devices.Add((row.Project, row.Device!)), $"{at}.device", "同一项目的设备编号重复");
        Need(row.StationId is null || _stations.Add((row.Gateway, row.StationId.ToUpperInvariant())), $"{at}.stationId", "该网关下有重复的 MN");
    }

    private static string MemberOf(string path) => path switch
    {
        "id" => "device",
        "name" => "deviceName",
        "address" => "deviceAddress",
        _ => path,
    };

    private void Need(bool holds, string field, string reason)
    {
        if (!holds)
            _faults.TryAdd(field, [reason]);
    }
}
