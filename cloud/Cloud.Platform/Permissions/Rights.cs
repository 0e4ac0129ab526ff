namespace Cloud.Platform.Permissions;

/// <summary>What the platform's own functions ask for; a role carries a set of them, a grant gives them within its scope.</summary>
[Flags]
public enum Rights
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>See a project with its devices, curves, warnings, gateways and live values.</summary>
    ReadProjects = 1,

    /// <summary>Acknowledge, assign, dispose of and close warnings.</summary>
    HandleWarnings = 1 << 1,

    /// <summary>Gateways, devices, thresholds, responsible chains, commands.</summary>
    ConfigureProjects = 1 << 2,

    /// <summary>Make projects and say who their parties are.</summary>
    ManageProjects = 1 << 3,

    /// <summary>Verify, return, freeze, cancel and edit organisations.</summary>
    ManageOrganisations = 1 << 4,

    /// <summary>Make, freeze and reset accounts; enter persons.</summary>
    ManageAccounts = 1 << 5,

    /// <summary>Give and withdraw roles.</summary>
    ManageGrants = 1 << 6,

    /// <summary>See accounts, persons (masked) and organisations.</summary>
    ReadPeople = 1 << 7,

    /// <summary>See personal data in clear, each time for a reason that is kept.</summary>
    UnmaskPeople = 1 << 8,

    /// <summary>Sessions of others, addresses, keys, single sign-on, what is odd.</summary>
    ManageSecurity = 1 << 9,

    /// <summary>Read the logs: sign-ins, accesses, changes.</summary>
    ReadLogs = 1 << 10,

    /// <summary>Backups and rehearsed restores.</summary>
    ManageBackups = 1 << 11,
}
