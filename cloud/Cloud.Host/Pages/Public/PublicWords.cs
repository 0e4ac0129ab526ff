using Microsoft.Net.Http.Headers;

namespace Cloud.Host.Pages.Public;

/// <summary>The words of the public pages in one language.</summary>
public sealed record PublicWords(
    string Language, string Title, string Code, string Ask, string Name, string Kind, string Area, string Active, string Frozen, string Missing, string Wrong, string Register)
{
    /// <summary>Chinese.</summary>
    public static PublicWords Chinese { get; } = new(
        "zh-CN", "单位登记核验", "统一社会信用代码", "核验", "单位名称", "单位类型", "登记区域", "已登记，核验通过", "已冻结，暂停在本平台办理业务", "没有查到核验通过的单位",
        "统一社会信用代码有误，请核对", "企业注册");

    /// <summary>English.</summary>
    public static PublicWords English { get; } = new(
        "en", "Check an organisation", "Social credit code", "Check", "Name", "Kind", "Registered in", "Registered and verified", "Frozen: may not act on this platform at present",
        "No verified organisation has this code", "This is no social credit code", "Register an enterprise");

    /// <summary>True for Chinese.</summary>
    public bool IsChinese => Language != "en";

    /// <summary>English when the reader prefers it; otherwise Chinese.</summary>
    public static PublicWords For(HttpRequest request)
    {
        var best = request.GetTypedHeaders().AcceptLanguage
            .Where(language => language.Value.StartsWith("zh", StringComparison.OrdinalIgnoreCase) || language.Value.StartsWith("en", StringComparison.OrdinalIgnoreCase))
            .OrderByDescending(language => language.Quality ?? 1).FirstOrDefault();
        return best is not null && best.Value.StartsWith("en", StringComparison.OrdinalIgnoreCase) ? English : Chinese;
    }
}
