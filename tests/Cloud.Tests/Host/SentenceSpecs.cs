using System.Net;
using System.Text.RegularExpressions;
using Cloud.Host.Api;
using Microsoft.Extensions.DependencyInjection;

namespace Cloud.Tests.Host;

/// <summary>What is refused is told in the language that is asked for.</summary>
[Collection("platform")]
public sealed partial class SentenceSpecs(Platform platform)
{
    [Fact]
    public async Task a_refusal_is_told_in_english_to_one_who_asks_for_it_and_in_chinese_otherwise()
    {
        using var english = platform.Host.Stranger();
        english.Http.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en-GB, zh;q=0.5");
        using var chinese = platform.Host.Stranger();
        var draft = new
        {
            organisation = new { kind = "owner", name = "某", creditCode = "123", area = "210100", address = "x", representative = "张三", contactName = "李四", contactPhone = "12345" },
            userName = "Bad Name", password = "weak", displayName = "张三",
        };

        var told = (await english.PostAsync("/api/registrations", draft)).Is(HttpStatusCode.UnprocessableEntity);
        var said = (await chinese.PostAsync("/api/registrations", draft)).Is(HttpStatusCode.UnprocessableEntity);

        Assert.Equal("What was sent is not right", (string?)told["title"]);
        Assert.Equal("A social credit code has 18 characters", (string?)told["errors"]["organisation.creditCode"]![0]);
        Assert.Equal("Must be 2 to 100 characters", (string?)told["errors"]["organisation.name"]![0]);
        Assert.DoesNotMatch(Han(), told.Text);
        Assert.Equal("统一社会信用代码须为18位", (string?)said["errors"]["organisation.creditCode"]![0]);
        Assert.Equal("Please sign in", (string?)(await english.GetAsync("/api/projects")).Is(HttpStatusCode.Unauthorized)["title"]);
    }

    [Fact]
    public void every_refusal_of_the_platform_and_its_host_has_its_english()
    {
        var sentences = platform.Host.Services.GetRequiredService<Sentences>();
        var root = AppContext.BaseDirectory[..AppContext.BaseDirectory.IndexOf($"{Path.DirectorySeparatorChar}artifacts{Path.DirectorySeparatorChar}", StringComparison.Ordinal)];
        var missing = from folder in new[] { "cloud/Cloud.Platform", "cloud/Cloud.Host", "cloud/Cloud.Supervision/Filing" }
                      from file in Directory.EnumerateFiles(Path.Combine(root, folder), "*.cs", SearchOption.AllDirectories)
                      from call in Calls().Matches(File.ReadAllText(file))
                      from literal in Literals().Matches(call.Value)
                      let sentence = Holes().Replace(literal.Groups[1].Value, "{}").Replace("\\\"", "\"", StringComparison.Ordinal)
                      where Regex.IsMatch(sentence, Han()) && !sentences.Knows(sentence)
                      select $"{Path.GetFileName(file)}: {sentence}";

        Assert.Empty(missing.Distinct());
    }

    private static string Han() => @"[\u4e00-\u9fff]";

    [GeneratedRegex("""(?:Problems\.(?:BadRequest|Invalid|NotFound|Conflict|Of)|new RuleBrokenException|new FieldFault|new CertificateVerdict\.Refused|CertificateRefused|NotActive)\((?:[^()"]|"(?:[^"\\]|\\.)*"|\((?:[^()"]|"(?:[^"\\]|\\.)*")*\))*\)""")]
    private static partial Regex Calls();

    [GeneratedRegex("\"((?:[^\"\\\\]|\\\\.)*)\"")]
    private static partial Regex Literals();

    [GeneratedRegex(@"\{[^{}]*\}")]
    private static partial Regex Holes();
}
