using System.Text.Json.Nodes;

namespace Cloud.Tests.Registers;

/// <summary>A sound record of each register; a register without one here fails the walk over the rights.</summary>
internal static class Sample
{
    public static JsonObject Of(string register, string project) => register switch
    {
        "project-filings" => FilingSpecs.Complete($"走查项目{project}"),
        "supervision-cases" => new JsonObject
        {
            ["project"] = project, ["projectName"] = "走查项目", ["branch"] = "safety", ["filing"] = Guid.CreateVersion7().ToString(), ["registrationNumber"] = "监登〔2026〕210112-0001号", ["openedOn"] = "2026-11-23",
        },
        "project-parties" => new JsonObject { ["project"] = project, ["organisation"] = Guid.CreateVersion7().ToString(), ["name"] = "辽宁建工集团", ["kind"] = "contractor", ["cameOn"] = "2026-11-01" },
        "hazardous-works" => new JsonObject { ["project"] = project, ["kind"] = "fw2", ["part"] = "三层", ["sizes"] = new JsonObject { ["height"] = 8.5 } },
        "technical-documents" => new JsonObject { ["project"] = project, ["name"] = "高支模专项施工方案", ["kind"] = "specialPlan", ["edition"] = "A" },
        "supervision-institutions" => new JsonObject
        {
            ["organisation"] = Guid.CreateVersion7().ToString(), ["branch"] = "quality", ["head"] = "赵站长", ["phone"] = "024-23870001", ["address"] = "沈阳市浑南区世纪路1号", ["posts"] = 20, ["supervisors"] = 12,
            ["certified"] = 8, ["duties"] = "对辖区内建设工程质量实施监督",
        },
        _ => PersonnelSample.Of(register, project) ?? HazardousSample.Of(register, project) ?? throw new InvalidOperationException($"No sample of {register}."),
    };
}
