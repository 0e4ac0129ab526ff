using Cloud.Platform.Export;
using Cloud.Platform.Identity;
using Cloud.Platform.Registers;
using Cloud.Platform.Views;

namespace Cloud.Platform.Permissions;

/// <summary>All rights as one table with a column for each role, for people who check them outside the platform.</summary>
public static class PermissionMatrix
{
    private static readonly (Rights Right, string Label)[] Functions =
    [
        (Rights.ReadProjects, "查看项目与监测数据"), (Rights.HandleWarnings, "处置预警"), (Rights.ConfigureProjects, "配置项目"), (Rights.ManageProjects, "管理项目"),
        (Rights.ManageOrganisations, "核验单位"), (Rights.ManageAccounts, "管理账号与人员"), (Rights.ManageGrants, "授予与收回角色"), (Rights.ReadPeople, "查看人员与单位"),
        (Rights.UnmaskPeople, "查看个人信息明文"), (Rights.ManageSecurity, "安全管理"), (Rights.ReadLogs, "查看日志"),
    ];

    /// <summary>The table: platform functions, then registers by act and state, then views. What has no mark is refused.</summary>
    public static TableData Of(RegisterCatalogue registers, ViewCatalogue views, RoleCatalogue roles)
    {
        ArgumentNullException.ThrowIfNull(registers);
        ArgumentNullException.ThrowIfNull(views);
        ArgumentNullException.ThrowIfNull(roles);
        IEnumerable<IReadOnlyList<object?>> rows =
        [
            .. Functions.Select(function => Row("平台功能", function.Label, "", "", role => role.Rights.HasFlag(function.Right), roles)),
            .. registers.All.SelectMany(register => register.Rights.OrderBy(right => right.Verb).Select(right => Row(
                "登记簿", register.Label.Zh, PermissionTable.What(right.Verb, right.Action is { } name ? register.Action(name) : null),
                PermissionTable.States(register, right.States), role => right.Roles.Contains(role.Role), roles))),
            .. views.All.Select(view => Row("统计视图", view.Label.Zh, "查看", "", role => view.By.Contains(role.Role), roles)),
        ];
        return new TableData("权限矩阵", ["类别", "对象", "操作", "状态", .. roles.All.Select(role => role.Label)], rows.ToAsyncEnumerable());
    }

    private static object?[] Row(string category, string name, string act, string states, Func<RoleDefinition, bool> allows, RoleCatalogue roles) =>
        [category, name, act, states, .. roles.All.Select(role => allows(role) ? "✓" : null)];
}
