using System.ComponentModel.DataAnnotations;
using Cloud.Platform.Organisations;
using Cloud.Platform.Persons;
using Cloud.Platform.Registers;

namespace Cloud.Supervision.Filing;

/// <summary>Kind of a construction project.</summary>
public enum ProjectCategory
{
    [Label("房屋建筑工程", "Building")]
    Building,

    [Label("市政基础设施工程", "Municipal")]
    Municipal,

    [Label("其他工程", "Other")]
    Other,
}

/// <summary>Structure of a unit work.</summary>
public enum StructureKind
{
    [Label("砌体结构", "Masonry")]
    Masonry,

    [Label("框架结构", "Frame")]
    Frame,

    [Label("剪力墙结构", "Shear wall")]
    ShearWall,

    [Label("框架-剪力墙结构", "Frame and shear wall")]
    FrameShearWall,

    [Label("筒体结构", "Tube")]
    Tube,

    [Label("钢结构", "Steel")]
    Steel,

    [Label("装配式混凝土结构", "Precast concrete")]
    Precast,

    [Label("其他结构", "Other")]
    Other,
}

/// <summary>As what an enterprise takes part in a project.</summary>
public enum PartyKind
{
    [Label("建设单位", "Owner")]
    Owner,

    [Label("勘察单位", "Surveyor")]
    Surveyor,

    [Label("设计单位", "Designer")]
    Designer,

    [Label("施工单位", "Contractor")]
    Contractor,

    [Label("监理单位", "Supervising engineer")]
    SupervisingEngineer,

    [Label("检测机构", "Testing laboratory")]
    TestingLaboratory,

    [Label("施工机械设备安装单位", "Machine installer")]
    MachineInstaller,

    [Label("施工机械设备安装检测机构", "Machine inspector")]
    MachineInspector,

    [Label("装配式企业", "Precast works")]
    PrecastWorks,

    [Label("混凝土企业", "Concrete plant")]
    ConcretePlant,
}

/// <summary>One building or structure of a project that is accepted by itself.</summary>
public sealed record UnitWork
{
    [Label("单位工程名称", "Name"), StringLength(100, MinimumLength = 1)]
    public required string Name { get; init; }

    [Label("结构类型", "Structure")]
    public required StructureKind Structure { get; init; }

    [Label("地上层数", "Storeys above ground"), Range(0, 200)]
    public required int StoreysAbove { get; init; }

    [Label("地下层数", "Storeys below ground"), Range(0, 20)]
    public required int StoreysBelow { get; init; }

    [Label("建筑高度", "Height"), Unit("m"), Range(0, 1000)]
    public double? Height { get; init; }

    [Label("建筑面积", "Floor area"), Unit("m²"), Range(0, 10_000_000)]
    public double? FloorArea { get; init; }

    [Label("造价", "Cost"), Unit("万元"), Range(0, 100_000_000)]
    public double? Cost { get; init; }
}

/// <summary>A party of a project.</summary>
public sealed record FilingParty
{
    [Label("参建类别", "Kind")]
    public required PartyKind Kind { get; init; }

    [Label("单位", "Organisation")]
    public required OrganisationId Organisation { get; init; }

    [Label("单位名称", "Name"), StringLength(100, MinimumLength = 2), Hint("平台已登记的单位以登记名称为准")]
    public string? Name { get; init; }

    [Label("资质证书号", "Qualification"), StringLength(60)]
    public string? Qualification { get; init; }

    [Label("承担范围", "Scope"), StringLength(200)]
    public string? Scope { get; init; }
}

/// <summary>The post for which somebody answers with his name for the life of the building.</summary>
public enum ResponsiblePost
{
    [Label("建设单位项目负责人", "Owner's project head")]
    OwnerHead,

    [Label("勘察单位项目负责人", "Survey head")]
    SurveyHead,

    [Label("设计单位项目负责人", "Design head")]
    DesignHead,

    [Label("施工单位项目经理", "Contractor's project manager")]
    ProjectManager,

    [Label("总监理工程师", "Chief supervising engineer")]
    ChiefEngineer,
}

/// <summary>One of the five responsible persons.</summary>
public sealed record ResponsiblePerson
{
    [Label("责任岗位", "Post")]
    public required ResponsiblePost Post { get; init; }

    [Label("人员", "Person")]
    public PersonId? Person { get; init; }

    [Label("姓名", "Name"), StringLength(40, MinimumLength = 2)]
    public required string Name { get; init; }

    [Label("电话", "Phone"), Personal, StringLength(20), RegularExpression(@"\+?[0-9\-]{5,20}")]
    public string? Phone { get; init; }

    [Label("执业资格证书号", "Certificate"), StringLength(60)]
    public string? Certificate { get; init; }

    [Label("法定代表人授权书", "Letter of authorisation")]
    public Attachment? Authorisation { get; init; }

    [Label("工程质量终身责任承诺书", "Letter of commitment")]
    public Attachment? Commitment { get; init; }
}

/// <summary>A paper of a filing.</summary>
public sealed record FilingPaper
{
    [Label("资料目录", "Paper")]
    public required PaperKind Kind { get; init; }

    [Label("文件", "File")]
    public required Attachment File { get; init; }

    [Label("文号", "Number"), StringLength(60)]
    public string? Number { get; init; }
}

/// <summary>The construction permit as it was issued.</summary>
public sealed record ConstructionPermit
{
    [Label("施工许可证号", "Permit number"), StringLength(40, MinimumLength = 6), RegularExpression("[0-9A-Za-z-]+")]
    public required string Number { get; init; }

    [Label("发证日期", "Issued on")]
    public required DateOnly IssuedOn { get; init; }

    [Label("发证机关", "Authority"), StringLength(100, MinimumLength = 2)]
    public required string Authority { get; init; }

    [Label("许可证载明的建设单位", "Owner on the permit"), StringLength(100, MinimumLength = 2)]
    public required string Owner { get; init; }

    [Label("许可证载明的施工单位", "Contractor on the permit"), StringLength(100, MinimumLength = 2)]
    public required string Contractor { get; init; }

    [Label("许可证载明的监理单位", "Supervising engineer on the permit"), StringLength(100)]
    public string? SupervisingEngineer { get; init; }

    [Label("许可证扫描件", "Scan")]
    public required Attachment Scan { get; init; }
}
