using System.Runtime.CompilerServices;
using Cloud.Platform.Identity;
using Cloud.Platform.Permissions;
using Cloud.Platform.Registers;
using Cloud.Platform.Views;
using Cloud.Supervision;

namespace Cloud.Tests.Registers;

public sealed class PermissionTableSpecs
{
    [Fact]
    public void the_printed_rights_are_those_of_the_declarations()
    {
        var path = Path.Combine(Root(), "cloud", "PERMISSIONS.md");
        var text = PermissionTable.Write(
            RegisterCatalogue.Scan(SupervisionModule.Assembly), ViewCatalogue.Scan(SupervisionModule.Assembly), [.. RoleDefinition.Platform, .. Roles.Definitions]);

        if (Environment.GetEnvironmentVariable("EDGE_WRITE") == "1")
            File.WriteAllText(path, text);

        Assert.True(File.ReadAllText(path) == text, "cloud/PERMISSIONS.md is stale: run this test with EDGE_WRITE=1");
    }

    [Fact]
    public void every_role_that_a_register_names_is_defined()
    {
        var known = RoleDefinition.Platform.Concat(Roles.Definitions).Select(role => role.Role).ToHashSet();

        Assert.All(RegisterCatalogue.Scan(SupervisionModule.Assembly).All, register =>
            Assert.All(register.Rights, right => Assert.All(right.Roles, role => Assert.Contains(role, known))));
    }

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));
}
