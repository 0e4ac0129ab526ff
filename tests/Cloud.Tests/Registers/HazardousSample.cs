using System.Text.Json.Nodes;

namespace Cloud.Tests.Registers;

/// <summary>A sound record of each register of hazardous works.</summary>
internal static class HazardousSample
{
    private static string Id => Guid.CreateVersion7().ToString();

    private static JsonObject File => new() { ["hash"] = new string('a', 64), ["name"] = "文件.pdf", ["size"] = 1 };

    public static JsonObject? Of(string register, string project) => register switch
    {
        "special-plans" => new JsonObject { ["work"] = Id, ["project"] = project, ["name"] = "专项施工方案", ["edition"] = "A", ["author"] = "杨工" },
        "experts" => new JsonObject { ["name"] = "专家", ["person"] = Id, ["employer"] = "研究院", ["specialities"] = new JsonArray("pits"), ["region"] = "210112" },
        "expert-reviews" => new JsonObject { ["plan"] = Id, ["project"] = project, ["speciality"] = "pits", ["on"] = "2026-12-01", ["way"] = "online" },
        "plan-briefings" => new JsonObject
        {
            ["plan"] = Id, ["project"] = project, ["level"] = "workers", ["on"] = "2026-11-20", ["by"] = "杨工", ["safetyOfficer"] = "冯志刚", ["content"] = "分层开挖，先撑后挖，严禁超挖。",
            ["briefed"] = new JsonArray(new JsonObject { ["name"] = "刘大壮", ["unit"] = "土方班" }),
        },
        "special-patrols" => new JsonObject
        {
            ["work"] = Id, ["project"] = project, ["at"] = "2026-11-20T01:00:00.000Z", ["by"] = "吴建华", ["headPresent"] = true, ["safetyOfficerPresent"] = true,
            ["items"] = new JsonArray(new JsonObject { ["item"] = "分层开挖", ["sound"] = true }), ["result"] = "asPlanned",
        },
        "monitoring-points" => new JsonObject
        {
            ["work"] = Id, ["project"] = project, ["code"] = "CX1", ["item"] = "tilt", ["unit"] = "‰", ["warnAt"] = 3.2, ["alarmAt"] = 4.0, ["basis"] = "方案",
        },
        "monitoring-records" => new JsonObject { ["point"] = Id, ["project"] = project, ["at"] = "2026-11-20T01:00:00.000Z", ["value"] = 1.0 },
        "monitoring-reports" => new JsonObject
        {
            ["work"] = Id, ["project"] = project, ["kind"] = "daily", ["number"] = "JC-1", ["body"] = "监测公司", ["from"] = "2026-11-20", ["to"] = "2026-11-20",
            ["points"] = new JsonArray(new JsonObject { ["code"] = "ZD1", ["value"] = 1.0, ["alarmAt"] = 30.0 }), ["conclusion"] = "正常", ["file"] = File,
        },
        "work-acceptances" => new JsonObject
        {
            ["work"] = Id, ["project"] = project, ["at"] = "2026-11-20T01:00:00.000Z", ["participants"] = new JsonArray(new JsonObject { ["unit"] = "建工", ["name"] = "周工" }, new JsonObject { ["unit"] = "监理", ["name"] = "吴工" }),
            ["items"] = new JsonArray(new JsonObject { ["item"] = "位移", ["sound"] = true }), ["opinion"] = "合格",
        },
        "work-papers" => new JsonObject { ["work"] = Id, ["project"] = project, ["kind"] = "check", ["name"] = "检查记录", ["on"] = "2026-11-20", ["files"] = new JsonArray(File) },
        _ => null,
    };
}
