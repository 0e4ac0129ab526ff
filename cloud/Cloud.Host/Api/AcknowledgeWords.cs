using Cloud.Telemetry.Projects;
using Cloud.Telemetry.Warnings;
using Microsoft.Net.Http.Headers;

namespace Cloud.Host.Api;

/// <summary>The words of the acknowledge pages in one language.</summary>
internal sealed record AcknowledgeWords(
    string Language,
    string Heading,
    string Button,
    string Done,
    string Already,
    string Expired,
    string Unknown,
    string Closing,
    string Project,
    string Device,
    string Value,
    string Threshold,
    string Started,
    string SentTo,
    string Recovered,
    IReadOnlyList<string> Levels)
{
    private static readonly AcknowledgeWords Chinese = new(
        "zh-CN", "预警确认", "确认已知悉", "已确认", "这条预警已经确认过了", "链接已过期", "链接无效",
        "请按责任分工尽快到现场处置，并在平台上登记处置情况。", "项目", "设备", "数值", "阈值", "开始时间", "收件人", "已恢复正常",
        ["一级 红色", "二级 橙色", "三级 黄色", "四级 蓝色"]);

    private static readonly AcknowledgeWords English = new(
        "en", "Acknowledge warning", "I have seen this", "Acknowledged", "This warning has been acknowledged already", "This link has expired", "This link is not valid",
        "Please go to the site as your duty requires and record what was done on the platform.", "Project", "Device", "Value", "Threshold", "Started", "Sent to",
        "Back to normal", ["Level 1 red", "Level 2 orange", "Level 3 yellow", "Level 4 blue"]);

    /// <summary>English when the reader prefers it; otherwise Chinese.</summary>
    public static AcknowledgeWords For(HttpRequest request)
    {
        var best = request.GetTypedHeaders().AcceptLanguage
            .Where(language => language.Value.StartsWith("zh", StringComparison.OrdinalIgnoreCase) || language.Value.StartsWith("en", StringComparison.OrdinalIgnoreCase))
            .OrderByDescending(language => language.Quality ?? 1)
            .FirstOrDefault();
        return best?.Value.StartsWith("en", StringComparison.OrdinalIgnoreCase) == true ? English : Chinese;
    }

    /// <summary>The sentence of a result.</summary>
    public string Of(LinkAnswer answer) => answer is { Result: var result } ? Of(result) : "";

    private string Of(LinkResult result) => result switch
    {
        LinkResult.Acknowledged => Done,
        LinkResult.AlreadyAcknowledged => Already,
        LinkResult.Expired => Expired,
        LinkResult.Unknown => Unknown,
        _ => Heading,
    };

    public string TitleOf(Warning warning) => Language == "en" ? warning.TitleEn : warning.Title;

    public string NameOf(Project project) => Language == "en" ? project.NameEn ?? project.Name : project.Name;
}
