using System.Text.Json.Nodes;

namespace Cloud.Tests.Registers;

/// <summary>A sound record of each register of people and of the papers of enterprises.</summary>
internal static class PersonnelSample
{
    private static string Id => Guid.CreateVersion7().ToString();

    public static JsonObject? Of(string register, string project) => register switch
    {
        "staff-members" => new JsonObject { ["organisation"] = Id, ["name"] = "赵立新", ["idNumber"] = "210***********0012" },
        "person-certificates" => new JsonObject { ["staff"] = Id, ["kind"] = "safetyC", ["number"] = "辽建安C0001", ["issuedOn"] = "2025-01-01", ["expiresOn"] = "2028-01-01" },
        "staff-contracts" => new JsonObject { ["staff"] = Id, ["number"] = "HT-1", ["kind"] = "openEnded", ["signedOn"] = "2025-01-01", ["from"] = "2025-01-01" },
        "appointments" => new JsonObject { ["project"] = project, ["post"] = "foreman", ["staff"] = Id, ["from"] = "2026-01-01" },
        "site-workers" => new JsonObject
        {
            ["project"] = project, ["organisation"] = Id, ["team"] = "木工班", ["name"] = "蒋铁柱", ["idNumber"] = "210***********0012", ["trade"] = "carpenter", ["cameOn"] = "2026-01-01",
        },
        "attendance-days" => new JsonObject
        {
            ["project"] = project, ["organisation"] = Id, ["person"] = Id, ["name"] = "蒋铁柱", ["kind"] = "workers", ["day"] = "2026-11-20", ["in"] = "2026-11-19T23:00:00.000Z", ["by"] = "face",
        },
        "violations" => new JsonObject { ["project"] = project, ["name"] = "蒋铁柱", ["kind"] = "noHelmet", ["foundBy"] = "authority", ["on"] = "2026-11-20", ["facts"] = "未戴安全帽" },
        "health-records" => new JsonObject
        {
            ["project"] = project, ["organisation"] = Id, ["name"] = "蒋铁柱", ["kind"] = "periodic", ["checkedOn"] = "2026-11-20", ["conclusion"] = "fit", ["consent"] = true,
        },
        "integrity-events" => new JsonObject
        {
            ["project"] = project, ["person"] = Id, ["name"] = "赵立新", ["nature"] = "good", ["deed"] = "省优工程", ["basis"] = "信用办法", ["points"] = 5, ["on"] = "2026-11-20", ["validUntil"] = "2027-11-20",
        },
        "training-sessions" => new JsonObject
        {
            ["project"] = project, ["organisation"] = Id, ["kind"] = "team", ["topic"] = "高处作业", ["on"] = "2026-11-20", ["hours"] = 2.0, ["participants"] = new JsonArray(new JsonObject { ["name"] = "蒋铁柱" }),
        },
        "enterprise-certificates" => new JsonObject
        {
            ["organisation"] = Id, ["kind"] = "safetyLicence", ["number"] = "辽JZ0001", ["authority"] = "辽宁省住建厅", ["issuedOn"] = "2025-01-01", ["expiresOn"] = "2028-01-01",
        },
        "project-licences" => new JsonObject
        {
            ["project"] = project, ["kind"] = "planning", ["number"] = "GH0001", ["authority"] = "自然资源局", ["issuedOn"] = "2025-01-01", ["scan"] = new JsonObject { ["hash"] = new string('a', 64), ["name"] = "证.pdf", ["size"] = 1 },
        },
        "testing-qualifications" => new JsonObject
        {
            ["organisation"] = Id, ["kind"] = "materials", ["number"] = "辽建检字0001", ["items"] = new JsonArray(new JsonObject { ["item"] = "混凝土", ["parameters"] = "抗压" }), ["staff"] = 3, ["instruments"] = 9,
            ["issuedOn"] = "2025-01-01", ["expiresOn"] = "2028-01-01",
        },
        _ => null,
    };
}
