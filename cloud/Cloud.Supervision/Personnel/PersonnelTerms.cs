using Cloud.Platform.Registers;

namespace Cloud.Supervision.Personnel;

/// <summary>A post in a project that somebody fills by appointment.</summary>
public enum KeyPost
{
    [Label("建设单位项目负责人", "Owner's project head")]
    OwnerHead,

    [Label("勘察单位项目负责人", "Survey head")]
    SurveyHead,

    [Label("设计单位项目负责人", "Design head")]
    DesignHead,

    [Label("施工单位项目经理", "Project manager")]
    ProjectManager,

    [Label("项目技术负责人", "Technical head")]
    TechnicalHead,

    [Label("质量员", "Quality officer")]
    QualityOfficer,

    [Label("专职安全生产管理人员", "Safety officer")]
    SafetyOfficer,

    [Label("施工员", "Foreman")]
    Foreman,

    [Label("材料员", "Materials officer")]
    MaterialsOfficer,

    [Label("资料员", "Records officer")]
    RecordsOfficer,

    [Label("劳务员", "Labour officer")]
    LabourOfficer,

    [Label("机械员", "Machinery officer")]
    MachineryOfficer,

    [Label("总监理工程师", "Chief supervising engineer")]
    ChiefEngineer,

    [Label("专业监理工程师", "Specialist supervising engineer")]
    SpecialistEngineer,

    [Label("监理员", "Supervision assistant")]
    SupervisionAssistant,

    [Label("检测项目负责人", "Testing head")]
    TestingHead,

    [Label("其他管理人员", "Other")]
    Other,
}

/// <summary>Kinds of certificates of persons.</summary>
public enum CertificateKind
{
    [Label("一级注册建造师", "Registered constructor, class 1")]
    ConstructorFirst,

    [Label("二级注册建造师", "Registered constructor, class 2")]
    ConstructorSecond,

    [Label("注册监理工程师", "Registered supervising engineer")]
    SupervisingEngineer,

    [Label("注册建筑师", "Registered architect")]
    Architect,

    [Label("注册结构工程师", "Registered structural engineer")]
    StructuralEngineer,

    [Label("注册土木工程师（岩土）", "Registered geotechnical engineer")]
    GeotechnicalEngineer,

    [Label("安全生产考核合格证（A类）", "Safety certificate A")]
    SafetyA,

    [Label("安全生产考核合格证（B类）", "Safety certificate B")]
    SafetyB,

    [Label("安全生产考核合格证（C类）", "Safety certificate C")]
    SafetyC,

    [Label("建筑施工特种作业操作资格证", "Special operations")]
    SpecialOperations,

    [Label("检测人员资格证", "Testing staff")]
    TestingStaff,

    [Label("岗位培训合格证", "Post training")]
    PostTraining,

    [Label("职称证", "Professional title")]
    Title,
}

/// <summary>What a worker does.</summary>
public enum Trade
{
    [Label("木工", "Carpenter")]
    Carpenter,

    [Label("钢筋工", "Steel fixer")]
    SteelFixer,

    [Label("混凝土工", "Concrete worker")]
    ConcreteWorker,

    [Label("架子工", "Scaffolder")]
    Scaffolder,

    [Label("砌筑工", "Bricklayer")]
    Bricklayer,

    [Label("抹灰工", "Plasterer")]
    Plasterer,

    [Label("防水工", "Waterproofer")]
    Waterproofer,

    [Label("电工", "Electrician")]
    Electrician,

    [Label("焊工", "Welder")]
    Welder,

    [Label("起重机司机", "Crane driver")]
    CraneDriver,

    [Label("升降机司机", "Hoist driver")]
    HoistDriver,

    [Label("信号司索工", "Signaller")]
    Signaller,

    [Label("起重机械安装拆卸工", "Machine erector")]
    MachineErector,

    [Label("高处作业吊篮安装拆卸工", "Cradle erector")]
    CradleErector,

    [Label("水暖工", "Plumber")]
    Plumber,

    [Label("普工", "Labourer")]
    Labourer,

    [Label("其他", "Other")]
    Other,
}

/// <summary>What posts and trades ask of a person; product defaults where the law leaves it to the province.</summary>
public static class PostRules
{
    private static readonly Dictionary<KeyPost, CertificateKind[][]> Wanted = new()
    {
        [KeyPost.SurveyHead] = [[CertificateKind.GeotechnicalEngineer]],
        [KeyPost.DesignHead] = [[CertificateKind.Architect, CertificateKind.StructuralEngineer]],
        [KeyPost.ProjectManager] = [[CertificateKind.ConstructorFirst, CertificateKind.ConstructorSecond], [CertificateKind.SafetyB]],
        [KeyPost.TechnicalHead] = [[CertificateKind.Title, CertificateKind.ConstructorFirst, CertificateKind.ConstructorSecond]],
        [KeyPost.SafetyOfficer] = [[CertificateKind.SafetyC]],
        [KeyPost.QualityOfficer] = [[CertificateKind.PostTraining]],
        [KeyPost.ChiefEngineer] = [[CertificateKind.SupervisingEngineer]],
        [KeyPost.SpecialistEngineer] = [[CertificateKind.SupervisingEngineer, CertificateKind.Title]],
        [KeyPost.TestingHead] = [[CertificateKind.TestingStaff]],
    };

    private static readonly HashSet<Trade> Special =
    [
        Trade.Scaffolder, Trade.Electrician, Trade.Welder, Trade.CraneDriver, Trade.HoistDriver, Trade.Signaller, Trade.MachineErector, Trade.CradleErector,
    ];

    /// <summary>Certificates that a post needs: one of each group.</summary>
    public static IReadOnlyList<IReadOnlyList<CertificateKind>> Certificates(KeyPost post) => Wanted.GetValueOrDefault(post, []);

    /// <summary>In how many projects under way one person may fill a post.</summary>
    public static int MostProjects(KeyPost post) => post switch
    {
        KeyPost.ProjectManager or KeyPost.TechnicalHead or KeyPost.QualityOfficer or KeyPost.SafetyOfficer => 1,
        KeyPost.ChiefEngineer or KeyPost.SpecialistEngineer => 3,
        _ => int.MaxValue,
    };

    /// <summary>Posts that a project fills once.</summary>
    public static bool IsSingle(KeyPost post) =>
        post is KeyPost.OwnerHead or KeyPost.SurveyHead or KeyPost.DesignHead or KeyPost.ProjectManager or KeyPost.TechnicalHead or KeyPost.ChiefEngineer;

    /// <summary>The share of working days that a post must be on site, 0–1.</summary>
    public static double RequiredShare(KeyPost post) => post switch
    {
        KeyPost.ProjectManager or KeyPost.ChiefEngineer => 0.8,
        KeyPost.SafetyOfficer or KeyPost.QualityOfficer or KeyPost.TechnicalHead => 0.9,
        KeyPost.SpecialistEngineer or KeyPost.Foreman => 0.8,
        _ => 0,
    };

    /// <summary>Trades that need a licence for special operations.</summary>
    public static bool NeedsLicence(Trade trade) => Special.Contains(trade);
}
