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
    public void every_refusal_of_the_cloud_has_its_english()
    {
        var sentences = platform.Host.Services.GetRequiredService<Sentences>();
        var root = AppContext.BaseDirectory[..AppContext.BaseDirectory.IndexOf($"{Path.DirectorySeparatorChar}artifacts{Path.DirectorySeparatorChar}", StringComparison.Ordinal)];
        var missing = from folder in new[] { "Cloud.Platform", "Cloud.Telemetry", "Cloud.Supervision", "Cloud.Storage", "Cloud.Host" }
                      from file in Directory.EnumerateFiles(Path.Combine(root, "cloud", folder), "*.cs", SearchOption.AllDirectories)
                      where !Tales.Contains(Path.GetFileName(file)) && !file.Contains("Demonstration", StringComparison.Ordinal)
                      let text = File.ReadAllText(file)
                      from literal in Calls().Matches(text).SelectMany(call => Literals().Matches(call.Value)).Concat(Answers().Matches(text)).Concat(Guards().Matches(text))
                      let sentence = Holes().Replace(literal.Groups[1].Value, "{}").Replace("\\\"", "\"", StringComparison.Ordinal)
                      where Regex.IsMatch(sentence, Han()) && !sentences.Knows(sentence)
                      select $"{Path.GetFileName(file)}: {sentence}";

        Assert.Empty(missing.Distinct());
    }

    [Theory]
    [InlineData("须为{}至{}字", "须为2至100字", "2|100")]
    [InlineData("{}/{}", "规模参数/搭设高度", "规模参数|搭设高度")]
    [InlineData("{}仍在“{}”任职，先办理离任", "张三仍在“浑南”任职，先办理离任", "张三|浑南")]
    [InlineData("须为{}至{}字", "须为2字", null)]
    [InlineData("不能{}不能", "不能", null)]
    public void a_form_finds_what_differs_in_one_pass(string form, string sentence, string? found)
    {
        var places = new SentenceForm(form).Match(sentence);

        Assert.Equal(found, places is null ? null : string.Join('|', places));
    }

    // They tell what happened, in papers and messages to people; nothing is refused there.
    private static readonly string[] Tales = ["RuleDecisionText.cs", "WarningExplanations.cs", "ApprovalNotices.cs", "WarningPusher.cs", "WarningPaper.cs"];

    private static string Han() => @"[\u4e00-\u9fff]";

    [GeneratedRegex("""(?:Problems\.(?:BadRequest|Invalid|NotFound|Conflict|Of)|RuleBrokenException|new FieldFault|CaseOutcome\.(?:Forbidden|Refused)|\.Unique|new CertificateVerdict\.Refused|CertificateRefused|NotActive)\((?:[^()"]|"(?:[^"\\]|\\.)*"|\((?:[^()"]|"(?:[^"\\]|\\.)*")*\))*\)""")]
    private static partial Regex Calls();

    // What a method answers, or yields among faults.
    [GeneratedRegex("""return \$?\[?\$?"((?:[^"\\]|\\.)*[，：须不][^"]*)"\]?;""")]
    private static partial Regex Answers();

    // Of guards: a sentence or nothing.
    [GeneratedRegex("""[?:]\s*\$?"((?:[^"\\]|\\.){4,})"\s*(?::\s*null|:\s*[A-Za-z][^;]*\?\s*\$?"[^;]*:\s*null)""")]
    private static partial Regex Guards();

    [GeneratedRegex("\"((?:[^\"\\\\]|\\\\.)*)\"")]
    private static partial Regex Literals();

    [GeneratedRegex(@"\{[^{}]*\}")]
    private static partial Regex Holes();
}
