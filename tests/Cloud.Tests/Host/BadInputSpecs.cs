using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Cloud.Platform.Export;
using Cloud.Platform.Import;
using Cloud.Platform.Registers;
using Cloud.Tests.Personnel;
using Cloud.Tests.Registers;
using Microsoft.Extensions.DependencyInjection;
using TestKit.Files;

namespace Cloud.Tests.Host;

/// <summary>Whatever is sent wrongly or with bad intent has its answer: field and reason, in Chinese and in English. (Approvers who left: OfficeSpecs, ApprovalSpecs.)</summary>
[Collection("platform")]
public sealed class BadInputSpecs(Platform platform) : IAsyncLifetime
{
    private const string Works = "/api/registers/hazardous-works";
    private const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private const string Script = "<script>alert(1)</script>";

    private Person _clerk = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _clerk = await platform.Host.ClerkAsync();

    public ValueTask DisposeAsync()
    {
        _clerk.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task a_wrong_check_digit_is_told_at_its_field()
    {
        using var story = await SiteStory.BeginAsync(platform);
        var (number, code) = (Identity.Codes.NewIdNumber(), Identity.Codes.NewCreditCode());
        var wrong = number[..^1] + (number[^1] == '5' ? '6' : '5');

        var (zh, en) = await BothAsync(story.Contractor, () => story.StaffTryAsync("张三", wrong));
        var (said, told) = await BothAsync(_clerk, () => _clerk.PostAsync("/api/registrations", new
        {
            organisation = new { kind = "owner", name = "沈阳某某公司", creditCode = code[..^1] + (code[^1] == '7' ? '8' : '7'), area = "210112", address = "沈阳市", representative = "张三", contactName = "李四", contactPhone = "13800001234" },
            userName = "check-digit", password = "Check-2026-digit", displayName = "张三",
        }));

        AssertField(zh, en, "idNumber", "校验位", "check");
        AssertField(said, told, "organisation.creditCode", "校验位", "check");
    }

    [Fact]
    public async Task a_workbook_of_ten_thousand_bad_rows_comes_back_with_the_reason_in_each_row()
    {
        var site = await platform.SiteAsync(crane: false);
        var headings = new[] { "项目", "危大工程类别", "部位", "计划开始" };
        using var workbook = new MemoryStream();
        await XlsxTable.WriteAsync(
            new TableData("导入", headings, Enumerable.Repeat<IReadOnlyList<object?>>([site.Project, "不存在的类别", "四层", "2026-13-01"], 10_000).ToAsyncEnumerable()), workbook, Cancel);

        var (zh, en) = await BothAsync(_clerk, () => ImportAsync(workbook.ToArray()));
        _clerk.Http.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");
        _clerk.Http.DefaultRequestHeaders.Accept.ParseAdd(Xlsx);
        using var marked = await _clerk.Http.SendAsync(Import(workbook.ToArray()), Cancel);
        Assert.True(marked.Content.Headers.ContentType!.MediaType == Xlsx, await marked.Content.ReadAsStringAsync(Cancel));
        _clerk.Http.DefaultRequestHeaders.Accept.Clear();
        var rows = WorkbookReader.Read(new MemoryStream(await marked.Content.ReadAsByteArrayAsync(Cancel)));

        Assert.Equal((10_000, 0, 20_000, 200), ((int)zh["rows"]!, (int)zh["imported"]!, (int)zh["faultCount"]!, zh["faults"].AsArray().Count));
        Assert.Equal((2, "危大工程类别", "“不存在的类别”不是有效的值"), Fault(zh));
        en.Is(HttpStatusCode.OK);
        Assert.Equal((2, "Kind", "“不存在的类别” is not a valid value"), Fault(en));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, 10_001), (marked.StatusCode, rows.Count));
        Assert.All(rows.Skip(1), row => Assert.Contains("Kind: “不存在的类别” is not a valid value", row[^1], StringComparison.Ordinal));
        Assert.Equal(0, (int)(await _clerk.GetAsync($"{Works}/records?filter=project:eq:{site.Project}&total=true")).Is(HttpStatusCode.OK)["total"]);
    }

    [Fact]
    public async Task the_second_of_two_editors_is_told_and_changes_nothing()
    {
        var work = await WorkAsync("两人同改");
        (await _clerk.SendAsync(HttpMethod.Put, work.Path, work.Body("先改的人"), "\"1\"")).Is(HttpStatusCode.OK);

        var (zh, en) = await BothAsync(_clerk, () => _clerk.SendAsync(HttpMethod.Put, work.Path, work.Body("后改的人"), "\"1\""));

        AssertTold(zh, en, HttpStatusCode.PreconditionFailed, "修改", "changed");
        Assert.Equal("先改的人", (string?)(await _clerk.GetAsync(work.Path)).Is(HttpStatusCode.OK)["record"]["record"]!["part"]);
    }

    [Fact]
    public async Task a_replayed_request_has_one_effect_and_its_key_serves_no_other()
    {
        var site = await platform.SiteAsync(crane: false);
        var key = Guid.CreateVersion7().ToString("N");
        var (first, again) = (await KeyedAsync(key, Body(site.Project, "重放")), await KeyedAsync(key, Body(site.Project, "重放")));

        var (zh, en) = await BothAsync(_clerk, () => KeyedAsync(key, Body(site.Project, "另一条")));

        Assert.Equal((string?)first["id"], (string?)again["id"]);
        Assert.Equal(1, (int)(await _clerk.GetAsync($"{Works}/records?filter=project:eq:{site.Project}&total=true"))["total"]);
        AssertTold(zh, en, zh.Status, "Idempotency-Key", "Idempotency-Key");
    }

    [Fact]
    public async Task a_stolen_session_ends_and_a_request_of_another_site_is_refused()
    {
        using var owner = await platform.Host.PersonAsync($"robbed-{Guid.CreateVersion7():N}"[..24], "被盗");
        owner.SendsToken = false;
        var (zh, en) = await BothAsync(owner, () => owner.PostAsync("/api/account/password", new { old = "x", @new = "y" }));
        using var thief = new HttpClient { BaseAddress = platform.Host.Address };
        thief.DefaultRequestHeaders.UserAgent.ParseAdd("curl/8.0");
        thief.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");
        thief.DefaultRequestHeaders.Add("Cookie", $"edge-session={owner.Cookie("edge-session")}");

        using var stolen = await thief.GetAsync(new Uri("/api/projects", UriKind.Relative), Cancel);
        var (ended, over) = await BothAsync(owner, () => owner.GetAsync("/api/projects"));

        AssertTold(zh, en, HttpStatusCode.Forbidden, "", "");
        Assert.Equal((HttpStatusCode.Unauthorized, "Please sign in"), (stolen.StatusCode, (string?)JsonNode.Parse(await stolen.Content.ReadAsStringAsync(Cancel))!["title"]));
        AssertTold(ended, over, HttpStatusCode.Unauthorized, "登录", "sign in");
    }

    [Fact]
    public async Task a_forged_type_and_a_zip_bomb_are_not_taken()
    {
        async Task AssertRefused(string name, byte[] content, string zh, string en)
        {
            var (said, told) = await BothAsync(_clerk, () => SentAsync(name, content));
            Assert.Equal(("refused", zh, en), ((string)said["state"]!, (string)said["reason"]!, (string)told["reason"]!));
        }

        await AssertRefused("发票.pdf", [0x4D, 0x5A, 0x90, 0x00], "不接受可执行文件", "Programs are not taken");
        await AssertRefused("方案.pdf", "只是文字"u8.ToArray(), "文件内容与扩展名“.pdf”不符", "The content is not what the name “.pdf” says");
        await AssertRefused("资料.zip", Zips.Bomb(40L << 20), "压缩包展开后过大", "The archive becomes too large when it is unpacked");
        await AssertRefused("资料.zip", Zips.Of(("../x", "x")), "压缩包内含有非法路径", "The archive has a path that leads out of it");
        var (zh, en) = await BothAsync(_clerk, () => ImportAsync(Zips.Bomb(60L << 20)));
        AssertTold(zh, en, HttpStatusCode.UnprocessableEntity, "工作簿", "workbook");
    }

    [Fact]
    public async Task a_formula_leaves_as_text()
    {
        var formula = "=HYPERLINK(\"http://x\")";
        var work = await WorkAsync(formula);
        var path = $"{Works}/export?filter=project:eq:{work.Project}&columns=part";

        var csv = (await _clerk.GetAsync($"{path}&format=csv")).Is(HttpStatusCode.OK).Text;
        var xlsx = WorkbookReader.Read(new MemoryStream(await _clerk.Http.GetByteArrayAsync($"{path}&format=xlsx", Cancel)));

        Assert.Contains("\"'=HYPERLINK(\"\"http://x\"\")\"", csv, StringComparison.Ordinal);
        Assert.Contains(formula, xlsx[1]);
    }

    [Fact]
    public async Task ten_megabytes_of_json_are_not_read()
    {
        var (zh, en) = await BothAsync(_clerk, () => _clerk.PostAsync($"{Works}/records", $"{{\"part\":\"{new string('x', 10 << 20)}\"}}"));

        AssertTold(zh, en, HttpStatusCode.RequestEntityTooLarge, "1 MB", "1 MB");
    }

    [Theory]
    [InlineData("../../x.pdf")]
    [InlineData("a\\b.pdf")]
    [InlineData("..")]
    [InlineData("x\u0000.pdf")]
    public async Task a_name_that_is_a_path_is_refused(string name)
    {
        var (zh, en) = await BothAsync(_clerk, () => _clerk.PostAsync("/api/uploads", new { name, size = 10 }));

        AssertField(zh, en, "name", "", "");
        (await _clerk.GetAsync("/api/files/..%2f..%2fetc%2fpasswd")).Is(HttpStatusCode.NotFound);
        (await _clerk.GetAsync("/assets/..%2f..%2fappsettings.json")).Is(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task a_script_in_every_text_field_of_every_register_stays_text_or_is_refused_at_its_field()
    {
        var site = await platform.SiteAsync(crane: false);
        var kept = 0;
        foreach (var register in platform.Host.Services.GetRequiredService<RegisterCatalogue>().All.Where(register => !register.Name.StartsWith("site-diar", StringComparison.Ordinal)))
            foreach (var field in register.Fields.Where(field => field is { Kind: FieldKind.Text, Assigned: false, Many: false }))
            {
                var body = Sample.Of(register.Name, site.Project);
                body[field.Name] = Script;
                var answer = await _clerk.PostAsync($"/api/registers/{register.Name}/records", body);
                Assert.True((int)answer.Status is 201 or 403 or 409 or 422, $"{register.Name}.{field.Name}: {answer.Text}");
                if (answer.Status != HttpStatusCode.Created)
                    continue;
                kept++;
                Assert.Equal(("application/json", true), (answer.MediaType, answer.Headers.Contains("X-Content-Type-Options")));
                Assert.Contains(Script, (string?)answer["record"][field.Name] ?? Script, StringComparison.Ordinal);
            }

        Assert.InRange(kept, 10, int.MaxValue);
        using var stranger = platform.Host.Stranger();
        foreach (var page in new[] { $"/public/verify?code={Uri.EscapeDataString(Script)}", $"/sign-in?returnUrl={Uri.EscapeDataString(Script)}", $"/sign-in?returnUrl=javascript:alert(1)" })
        {
            var text = (await stranger.GetAsync(page)).Text;
            Assert.DoesNotContain(Script, text, StringComparison.Ordinal);
            Assert.DoesNotContain("href=\"javascript:", text, StringComparison.OrdinalIgnoreCase);
        }
    }

    private static void AssertField(Person.Answer zh, Person.Answer en, string field, string reason, string why)
    {
        AssertTold(zh, en, HttpStatusCode.UnprocessableEntity, "", "");
        Assert.Contains(reason, (string)zh["errors"][field]![0]!, StringComparison.Ordinal);
        Assert.Contains(why, (string)en["errors"][field]![0]!, StringComparison.Ordinal);
    }

    private static void AssertTold(Person.Answer zh, Person.Answer en, HttpStatusCode status, string reason, string why)
    {
        Assert.Equal((status, status), (zh.Is(status).Status, en.Is(status).Status));
        Assert.Matches(@"[\u4e00-\u9fff]", (string)zh["title"]!);
        Assert.DoesNotMatch(@"[\u4e00-\u9fff]", en.Text);
        Assert.Contains(reason, $"{zh["title"]}{zh.Body["detail"]}", StringComparison.Ordinal);
        Assert.Contains(why, $"{en["title"]} {en.Body["detail"]}", StringComparison.OrdinalIgnoreCase);
    }

    private static async Task<(Person.Answer Zh, Person.Answer En)> BothAsync(Person person, Func<Task<Person.Answer>> ask)
    {
        var languages = person.Http.DefaultRequestHeaders.AcceptLanguage;
        languages.Clear();
        var zh = await ask();
        languages.ParseAdd("en");
        var en = await ask();
        languages.Clear();
        return (zh, en);
    }

    private static (int Row, string? Heading, string? Reason) Fault(Person.Answer answer) =>
        answer["faults"][0]! is var fault ? ((int)fault["row"]!, (string?)fault["column"], (string?)fault["reason"]) : default;

    private static JsonObject Body(string project, string part) => new() { ["project"] = project, ["kind"] = "fw2", ["part"] = part, ["sizes"] = new JsonObject { ["height"] = 8.5 } };

    private async Task<(string Path, string Project, Func<string, JsonObject> Body)> WorkAsync(string part)
    {
        var site = await platform.SiteAsync(crane: false);
        var added = (await _clerk.PostAsync($"{Works}/records", Body(site.Project, part))).Is(HttpStatusCode.Created);
        return (added.Headers.Location!.ToString(), site.Project, text => Body(site.Project, text));
    }

    private HttpRequestMessage Import(byte[] workbook)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"{Works}/import") { Content = new ByteArrayContent(workbook) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(Xlsx);
        request.Headers.Add("X-Edge-Csrf", _clerk.Cookie("edge-csrf"));
        return request;
    }

    private Task<Person.Answer> ImportAsync(byte[] workbook) => AnswerAsync(Import(workbook));

    private Task<Person.Answer> KeyedAsync(string key, JsonObject body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"{Works}/records") { Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json") };
        request.Headers.Add("Idempotency-Key", key);
        request.Headers.Add("X-Edge-Csrf", _clerk.Cookie("edge-csrf"));
        return AnswerAsync(request);
    }

    private async Task<Person.Answer> SentAsync(string name, byte[] content)
    {
        var begun = (await _clerk.PostAsync("/api/uploads", new { name, size = content.Length })).Is(HttpStatusCode.Created);
        var request = new HttpRequestMessage(HttpMethod.Put, $"{begun.Headers.Location}?offset=0") { Content = new ByteArrayContent(content) };
        request.Headers.Add("X-Edge-Csrf", _clerk.Cookie("edge-csrf"));
        return (await AnswerAsync(request)).Is(HttpStatusCode.OK);
    }

    private async Task<Person.Answer> AnswerAsync(HttpRequestMessage request)
    {
        using (request)
        {
            using var response = await _clerk.Http.SendAsync(request, Cancel);
            return new Person.Answer(response.StatusCode, await response.Content.ReadAsStringAsync(Cancel), response.Headers, response.Content.Headers.ContentType?.MediaType);
        }
    }
}
