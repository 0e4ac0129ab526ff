using System.ComponentModel.DataAnnotations;
using Cloud.Platform.Registers;

namespace Cloud.Supervision.HazardousWorks;

/// <summary>Kinds of hazardous works, as annexes 1 and 2 of 建办质〔2018〕31号 list them. The member's name is the id of the threshold data.</summary>
public enum HazardousWorkKind
{
    [Label("基坑开挖、支护、降水")] Pit1,
    [Label("工具式模板")] Fw1,
    [Label("混凝土模板支撑")] Fw2,
    [Label("承重支撑体系")] Fw3,
    [Label("非常规起重吊装")] Cr1,
    [Label("采用起重机械进行安装")] Cr2,
    [Label("起重机械安装和拆卸")] Cr3,
    [Label("落地式钢管脚手架")] Sc1,
    [Label("附着式升降脚手架")] Sc2,
    [Label("悬挑式脚手架")] Sc3,
    [Label("高处作业吊篮")] Sc4,
    [Label("卸料平台、操作平台")] Sc5,
    [Label("异型脚手架")] Sc6,
    [Label("拆除工程")] Dm1,
    [Label("暗挖工程")] Tn1,
    [Label("建筑幕墙安装")] Ot1,
    [Label("钢结构安装")] Ot2,
    [Label("网架和索膜结构安装")] Ot3,
    [Label("人工挖孔桩")] Ot4,
    [Label("水下作业")] Ot5,
    [Label("装配式混凝土预制构件安装")] Ot6,
    [Label("大型结构顶升、平移、转体")] Ot7,
    [Label("新技术、新工艺、新材料、新设备")] Ot8,
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

    [Label("地质、周边环境复杂或影响毗邻建构筑物")]
    public bool ComplexGeologyOrAffectsNeighbours { get; init; }

    [Label("高度大于支撑水平投影宽度且相对独立")]
    public bool HeightGtPlanWidthAndIndependent { get; init; }

    [Label("桥梁、高架、烟囱、水塔或拆除中易引起有害物扩散")]
    public bool BridgeChimneyTowerOrHazardousReleaseStructure { get; init; }

    [Label("文物保护建筑、优秀历史建筑或历史文化风貌区")]
    public bool HeritageOrHistoricArea { get; init; }
}
