using System.Globalization;
using System.Text;
using Cloud.Platform.Identity;
using Cloud.Platform.Registers;
using Cloud.Platform.Views;

namespace Cloud.Platform.Permissions;

/// <summary>All rights over records as a text that somebody who reads no code can check.</summary>
public static class PermissionTable
{
    /// <summary>The text, Markdown.</summary>
    public static string Write(RegisterCatalogue registers, ViewCatalogue views, IReadOnlyList<RoleDefinition> roles)
    {
        ArgumentNullException.ThrowIfNull(registers);
        ArgumentNullException.ThrowIfNull(views);
        ArgumentNullException.ThrowIfNull(roles);
        var text = new StringBuilder(
            """
            # Rights over records

            Printed from the registers' own declarations by `PermissionTableSpecs`; `EDGE_WRITE=1` writes it anew. What is not listed is refused.

            Each line holds only within the scope of the grant that carries the role: the area and everything below it; for a grant of an
            enterprise, records that it made, that name it, or that belong to a project in which it takes part as what the role stands for;
            the branches (quality, safety); the highest secrecy. Two grants are never combined. A person to whom a record is assigned reads
            it until the work is over. Lists, counts, exports, statistics, search and single records pass the same condition.


            """);
        foreach (var register in registers.All)
            Write(text, register, roles);
        text.Append("## Views\n\n| View | Who may ask; the rows come from records that each may read |\n|---|---|\n");
        foreach (var view in views.All)
            text.Append(CultureInfo.InvariantCulture, $"| {view.Label.Zh} `{view.Name}` | {Names(view.By, roles)} |\n");
        return text.ToString().ReplaceLineEndings("\n");
    }

    private static void Write(StringBuilder text, RegisterDescriptor register, IReadOnlyList<RoleDefinition> roles)
    {
        text.Append(CultureInfo.InvariantCulture, $"## {register.Label.Zh} `{register.Name}`\n\n");
        if (register.OwnPartiesOnly)
            text.Append("Only the record's own parties, not all parties of its project.\n\n");
        if (register.Everywhere)
            text.Append("In every area.\n\n");
        text.Append("| What | In which states | Who |\n|---|---|---|\n");
        foreach (var right in register.Rights.OrderBy(right => right.Verb))
        {
            var action = right.Action is { } name ? register.Action(name) : null;
            text.Append(CultureInfo.InvariantCulture, $"| {What(right.Verb, action)} | {States(register, right.States)} | {Who(right, action, roles)} |\n");
        }

        text.Append('\n');
    }

    /// <summary>What a right lets somebody do, in words.</summary>
    internal static string What(RegisterVerb verb, RegisterAction? action) => verb switch
    {
        RegisterVerb.Read => "查看",
        RegisterVerb.Create => "登记",
        RegisterVerb.Edit => "修改",
        RegisterVerb.Void => "作废",
        _ => $"{action!.Label.Zh} `{action.Name}`",
    };

    private static string Who(RegisterRight right, RegisterAction? action, IReadOnlyList<RoleDefinition> roles) => action switch
    {
        { DecidedBy: { } flow } => $"the decision of approval flow `{flow}` only",
        { ByAssignee: true } => $"{Names(right.Roles, roles)}, if assigned",
        _ => Names(right.Roles, roles),
    };

    /// <summary>In which states it does, in words.</summary>
    internal static string States(RegisterDescriptor register, IReadOnlyList<string> states) =>
        states.Count == 0 ? "全部" : string.Join("、", states.Select(state => register.State(state).Label.Zh));

    private static string Names(IEnumerable<Role> by, IReadOnlyList<RoleDefinition> roles) => string.Join("、", by.Select(role => roles.FirstOrDefault(known => known.Role == role)?.Label ?? role.Code));
}
