using Cloud.Platform.Identity;
using Cloud.Platform.Permissions;
using Cloud.Platform.Registers;

namespace Cloud.Supervision;

/// <summary>The roles of construction supervision; they read as members of <see cref="Role"/>: <c>Role.Supervisor</c>.</summary>
public static class Roles
{
    extension(Role)
    {
        /// <summary>监督站负责人: approves plans, decisions and closures of its station.</summary>
        public static Role StationChief => new("station-chief");

        /// <summary>监督员: plans, checks, orders, re-inspects; the grant's discipline says quality or safety.</summary>
        public static Role Supervisor => new("supervisor");

        /// <summary>主管部门工作人员: reads everything of its area, decides what the law gives to the department.</summary>
        public static Role Official => new("official");

        /// <summary>法制审核员: reviews decisions before they are issued.</summary>
        public static Role LegalReviewer => new("legal-reviewer");

        /// <summary>值班员: handles warnings and events.</summary>
        public static Role DutyOfficer => new("duty-officer");

        /// <summary>档案管理员: seals and lends archives.</summary>
        public static Role Archivist => new("archivist");

        /// <summary>专家: reviews what is assigned.</summary>
        public static Role Expert => new("expert");

        /// <summary>建设单位人员.</summary>
        public static Role Owner => new("owner");

        /// <summary>勘察单位人员.</summary>
        public static Role Surveyor => new("surveyor");

        /// <summary>设计单位人员.</summary>
        public static Role Designer => new("designer");

        /// <summary>施工单位人员.</summary>
        public static Role Contractor => new("contractor");

        /// <summary>监理单位人员.</summary>
        public static Role SupervisingEngineer => new("supervising-engineer");

        /// <summary>检测机构人员.</summary>
        public static Role TestingLaboratory => new("testing-laboratory");

        /// <summary>施工机械设备安装单位人员.</summary>
        public static Role MachineInstaller => new("machine-installer");

        /// <summary>施工机械设备安装检测机构人员.</summary>
        public static Role MachineInspector => new("machine-inspector");

        /// <summary>装配式企业人员.</summary>
        public static Role PrecastWorks => new("precast-works");

        /// <summary>混凝土企业人员.</summary>
        public static Role ConcretePlant => new("concrete-plant");

        /// <summary>工人: learns, signs and is recorded.</summary>
        public static Role Worker => new("worker");
    }

    /// <summary>The people of all enterprises.</summary>
    public static RoleSet Enterprises =>
    [
        Role.Owner, Role.Surveyor, Role.Designer, Role.Contractor, Role.SupervisingEngineer, Role.TestingLaboratory, Role.MachineInstaller, Role.MachineInspector,
        Role.PrecastWorks, Role.ConcretePlant,
    ];

    /// <summary>The people of the enterprises that build: owner, contractor, supervising engineer.</summary>
    public static RoleSet Builders => [Role.Owner, Role.Contractor, Role.SupervisingEngineer];

    /// <summary>The people of the authorities who look at everything of their area.</summary>
    public static RoleSet Authorities => [Role.Supervisor, Role.StationChief, Role.Official];

    /// <summary>Those of a station who decide about reports.</summary>
    public static RoleSet Station => [Role.Supervisor, Role.StationChief];

    /// <summary>All of them with their names and holders.</summary>
    public static IReadOnlyList<RoleDefinition> Definitions { get; } =
    [
        new(Role.StationChief, "监督站负责人", "Station chief", RoleHolder.Authority,
            Rights.ReadProjects | Rights.HandleWarnings | Rights.ConfigureProjects | Rights.ManageProjects | Rights.ManageOrganisations | Rights.ReadPeople | Rights.UnmaskPeople),
        new(Role.Supervisor, "监督员", "Supervisor", RoleHolder.Authority,
            Rights.ReadProjects | Rights.HandleWarnings | Rights.ReadPeople | Rights.UnmaskPeople),
        new(Role.Official, "主管部门工作人员", "Official", RoleHolder.Authority,
            Rights.ReadProjects | Rights.ManageProjects | Rights.ManageOrganisations | Rights.ReadPeople | Rights.UnmaskPeople),
        new(Role.LegalReviewer, "法制审核员", "Legal reviewer", RoleHolder.Authority, Rights.ReadProjects | Rights.ReadPeople),
        new(Role.DutyOfficer, "值班员", "Duty officer", RoleHolder.Authority, Rights.ReadProjects | Rights.HandleWarnings | Rights.ReadPeople),
        new(Role.Archivist, "档案管理员", "Archivist", RoleHolder.Authority, Rights.ReadProjects | Rights.ReadPeople),
        new(Role.Expert, "专家", "Expert", RoleHolder.Anybody, Rights.None),
        new(Role.Owner, "建设单位", "Owner", RoleHolder.Enterprise, Rights.ReadProjects | Rights.HandleWarnings, "owner"),
        new(Role.Surveyor, "勘察单位", "Surveyor", RoleHolder.Enterprise, Rights.None, "surveyor"),
        new(Role.Designer, "设计单位", "Designer", RoleHolder.Enterprise, Rights.None, "designer"),
        new(Role.Contractor, "施工单位", "Contractor", RoleHolder.Enterprise, Rights.ReadProjects | Rights.HandleWarnings, "contractor"),
        new(Role.SupervisingEngineer, "监理单位", "Supervising engineer", RoleHolder.Enterprise, Rights.ReadProjects | Rights.HandleWarnings, "supervising-engineer"),
        new(Role.TestingLaboratory, "检测机构", "Testing laboratory", RoleHolder.Enterprise, Rights.None, "testing-laboratory"),
        new(Role.MachineInstaller, "机械设备安装单位", "Machine installer", RoleHolder.Enterprise, Rights.ReadProjects, "machine-installer"),
        new(Role.MachineInspector, "机械设备安装检测机构", "Machine inspector", RoleHolder.Enterprise, Rights.ReadProjects, "machine-inspector"),
        new(Role.PrecastWorks, "装配式企业", "Precast works", RoleHolder.Enterprise, Rights.None, "precast-works"),
        new(Role.ConcretePlant, "混凝土企业", "Concrete plant", RoleHolder.Enterprise, Rights.None, "concrete-plant"),
        new(Role.Worker, "工人", "Worker", RoleHolder.Enterprise, Rights.None),
    ];
}
