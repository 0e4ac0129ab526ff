using System.ComponentModel.DataAnnotations;
using Cloud.Platform.Registers;

namespace Cloud.Supervision.HazardousWorks;

/// <summary>Kinds of hazardous works, as annexes 1 and 2 of 建办质〔2018〕31号 list them. The member's name is the id of the threshold data.</summary>
public enum HazardousWorkKind
{
    [Label("基坑开挖、支护、降水", "Pit: excavation, support, dewatering")] Pit1,
    [Label("工具式模板", "Tool-type formwork")] Fw1,
    [Label("混凝土模板支撑", "Concrete formwork support")] Fw2,
    [Label("承重支撑体系", "Load-bearing support system")] Fw3,
    [Label("非常规起重吊装", "Unconventional lifting")] Cr1,
    [Label("采用起重机械进行安装", "Installation with lifting machines")] Cr2,
    [Label("起重机械安装和拆卸", "Erection and dismantling of lifting machines")] Cr3,
    [Label("落地式钢管脚手架", "Ground-supported steel tube scaffold")] Sc1,
    [Label("附着式升降脚手架", "Attached climbing scaffold")] Sc2,
    [Label("悬挑式脚手架", "Cantilevered scaffold")] Sc3,
    [Label("高处作业吊篮", "Suspended working platform")] Sc4,
    [Label("卸料平台、操作平台", "Unloading and working platforms")] Sc5,
    [Label("异型脚手架", "Irregular scaffold")] Sc6,
    [Label("拆除工程", "Demolition")] Dm1,
    [Label("暗挖工程", "Mined excavation")] Tn1,
    [Label("建筑幕墙安装", "Curtain wall installation")] Ot1,
    [Label("钢结构安装", "Steel structure installation")] Ot2,
    [Label("网架和索膜结构安装", "Space frame and cable membrane installation")] Ot3,
    [Label("人工挖孔桩", "Hand-dug piles")] Ot4,
    [Label("水下作业", "Underwater work")] Ot5,
    [Label("装配式混凝土预制构件安装", "Installation of precast concrete")] Ot6,
    [Label("大型结构顶升、平移、转体", "Jacking, shifting or turning of large structures")] Ot7,
    [Label("新技术、新工艺、新材料、新设备", "New techniques, processes, materials or equipment")] Ot8,
}

/// <summary>Where a work stands against the thresholds.</summary>
public enum WorkScale
{
    [Label("未达到危大规模", "Below")]
    Below,

    [Label("危险性较大", "Hazardous")]
    Hazardous,

    [Label("超过一定规模", "Over scale")]
    OverScale,
}

/// <summary>Sizes and circumstances that decide the scale; what is not known is left open.</summary>
public sealed record WorkSizes
{
    [Label("开挖深度", "Excavation depth"), Unit("m"), Range(0, 200)]
    public double? ExcavationDepth { get; init; }

    [Label("搭设高度", "Height"), Unit("m"), Range(0, 1000)]
    public double? Height { get; init; }

    [Label("跨度", "Span"), Unit("m"), Range(0, 1000)]
    public double? Span { get; init; }

    [Label("施工总荷载设计值", "Total load"), Unit("kN/m²"), Range(0, 10_000)]
    public double? TotalLoadDesign { get; init; }

    [Label("集中线荷载设计值", "Line load"), Unit("kN/m"), Range(0, 10_000)]
    public double? LineLoadDesign { get; init; }

    [Label("单点集中荷载", "Point load"), Unit("kN"), Range(0, 100_000)]
    public double? PointLoad { get; init; }

    [Label("单件起吊重量", "Single lift"), Unit("kN"), Range(0, 1_000_000)]
    public double? SingleLiftWeight { get; init; }

    [Label("起重量", "Rated lift"), Unit("kN"), Range(0, 1_000_000)]
    public double? RatedLift { get; init; }

    [Label("搭设总高度", "Erection height"), Unit("m"), Range(0, 1000)]
    public double? ErectionTotalHeight { get; init; }

    [Label("基础标高", "Base elevation"), Unit("m"), Range(-200, 1000)]
    public double? BaseElevation { get; init; }

    [Label("提升高度", "Lifting height"), Unit("m"), Range(0, 1000)]
    public double? LiftingHeight { get; init; }

    [Label("分段架体搭设高度", "Segment height"), Unit("m"), Range(0, 1000)]
    public double? SegmentHeight { get; init; }

    [Label("施工高度", "Construction height"), Unit("m"), Range(0, 1000)]
    public double? ConstructionHeight { get; init; }

    [Label("桩深", "Pile depth"), Unit("m"), Range(0, 200)]
    public double? PileDepth { get; init; }

    [Label("结构重量", "Weight"), Unit("kN"), Range(0, 10_000_000)]
    public double? Weight { get; init; }

    [Label("地质、周边环境复杂或影响毗邻建构筑物", "Complex ground or surroundings, or neighbours affected")]
    public bool ComplexGeologyOrAffectsNeighbours { get; init; }

    [Label("高度大于支撑水平投影宽度且相对独立", "Higher than the plan width of the support, and free-standing")]
    public bool HeightGtPlanWidthAndIndependent { get; init; }

    [Label("桥梁、高架、烟囱、水塔或拆除中易引起有害物扩散", "Bridge, viaduct, chimney, water tower, or release of harmful matter")]
    public bool BridgeChimneyTowerOrHazardousReleaseStructure { get; init; }

    [Label("文物保护建筑、优秀历史建筑或历史文化风貌区", "Protected or historic building or area")]
    public bool HeritageOrHistoricArea { get; init; }
}
