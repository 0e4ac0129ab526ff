using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Cloud.Platform.Export;
using Cloud.Platform.Import;
using Cloud.Tests.Host;

namespace Cloud.Tests.Registers;

[Collection("platform")]
public sealed class RegisterApiSpecs(Host.Platform platform) : IAsyncLifetime
{
    private const string Works = "/api/registers/hazardous-works";
    private const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private Person _clerk = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _clerk = await platform.Host.ClerkAsync();

    public ValueTask DisposeAsync()
    {
        _clerk.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task a_page_can_be_drawn_from_the_descriptor()
    {
        var list = (await _clerk.GetAsync("/api/registers")).Is(HttpStatusCode.OK)["items"].AsArray();
        var works = (await _clerk.GetAsync(Works)).Is(HttpStatusCode.OK);

        Assert.Contains(list, line => (string?)line!["name"] == "hazardous-works" && (string?)line["label"]!["zh"] == "危大工程清单" && (bool)line["canCreate"]!);
        var sizes = works["fields"].AsArray().Single(field => (string?)field!["name"] == "sizes")!;
        Assert.Equal("group", (string?)sizes["kind"]);
        Assert.Equal("m", (string?)sizes["fields"]![0]!["unit"]);
        Assert.Equal(23, works["fields"].AsArray().Single(field => (string?)field!["name"] == "kind")!["choices"]!.AsArray().Count);
        Assert.Equal("confirm", (string?)works["actions"][0]!["name"]);
        Assert.Equal(["part", "kind", "scale", "why", "plannedStart", "plannedEnd"], works["columns"].AsArray().Select(name => (string?)name));
        (await _clerk.GetAsync("/api/registers/no-such-register")).Is(HttpStatusCode.NotFound);
        var schema = (await _clerk.GetAsync($"{Works}/schema")).Is(HttpStatusCode.OK);
        Assert.Equal(("部位", 200, "string"), ((string)schema["record"]["properties"]!["part"]!["title"]!, (int)schema["record"]["properties"]!["part"]!["maxLength"]!, (string)schema["record"]["properties"]!["project"]!["type"]!));
        Assert.Equal(["opinion"], schema["forms"]["confirm"]!["required"]!.AsArray().Select(name => (string?)name));
    }

    [Fact]
    public async Task a_list_comes_as_json_xml_or_text_and_nothing_else()
    {
        var site = await platform.SiteAsync(crane: false);
        await WorkAsync(site.Project, "三层高支模", 8.5);

        var path = $"{Works}/records?filter=project:eq:{site.Project}";
        var json = (await _clerk.GetAsync(path)).Is(HttpStatusCode.OK);
        var xml = XDocument.Parse((await AsAsync(path, "application/xml")).Text);
        var text = (await AsAsync(path, "text/plain")).Text.Split('\n');
        var refused = await AsAsync(path, "image/png");

        Assert.Equal("overScale", (string?)json["items"][0]!["record"]!["scale"]);
        Assert.Equal("三层高支模", xml.Root!.Element("items")!.Element("item")!.Element("record")!.Element("part")!.Value);
        Assert.Contains("超过一定规模", text[1], StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotAcceptable, refused.Status);
    }

    [Fact]
    public async Task a_list_is_exported_in_every_form_and_what_is_not_in_it_is_not_exported()
    {
        var site = await platform.SiteAsync(crane: false);
        var other = await platform.SiteAsync(crane: false);
        await WorkAsync(site.Project, "=cmd|'/c calc'!A1", 8.5);
        await WorkAsync(site.Project, "二层梁板", 5.5);
        await WorkAsync(other.Project, "别处的工程", 5.5);
        var path = $"{Works}/export?filter=project:eq:{site.Project}&sort=part&format=";

        var csv = Encoding.UTF8.GetString(await BytesAsync(path + "csv"));
        var rows = WorkbookReader.Read(new MemoryStream(await BytesAsync(path + "xlsx")));
        var pdf = await BytesAsync(path + "pdf");
        using var docx = new ZipArchive(new MemoryStream(await BytesAsync(path + "docx")));
        var json = JsonNode.Parse(await BytesAsync(path + "json"))!.AsArray();
        var xml = XDocument.Parse(Encoding.UTF8.GetString(await BytesAsync(path + "xml")));

        Assert.StartsWith("\uFEFF名称,状态,", csv, StringComparison.Ordinal);
        Assert.Contains(",'=cmd|'/c calc'!A1,", csv, StringComparison.Ordinal);
        Assert.DoesNotContain("别处", csv, StringComparison.Ordinal);
        Assert.Equal(3, rows.Count);
        Assert.Contains("二层梁板", rows[2]);
        Assert.Equal("%PDF"u8, pdf.AsSpan(0, 4));
        Assert.Contains("二层", Platform.Search.FileText.Of(new MemoryStream(pdf)), StringComparison.Ordinal);
        Assert.Contains("二层梁板", await new StreamReader(docx.GetEntry("word/document.xml")!.Open()).ReadToEndAsync(Cancel), StringComparison.Ordinal);
        Assert.Equal(2, json.Count);
        Assert.Equal(2, xml.Root!.Elements("item").Count());
        (await _clerk.GetAsync($"{Works}/export?filter=nonsense:eq:1")).Is(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task an_export_says_names_and_never_ids_in_the_order_that_was_chosen_and_in_either_language()
    {
        var site = await platform.SiteAsync(crane: false);
        var made = (await WorkAsync(site.Project, "四层梁板", 8.5)).Is(HttpStatusCode.Created);
        var path = $"{Works}/export?filter=project:eq:{site.Project}";

        var chosen = WorkbookReader.Read(new MemoryStream(await BytesAsync($"{path}&format=xlsx&columns=project,part,state,scale,createdOn")));
        var english = WorkbookReader.Read(new MemoryStream(await BytesAsync($"{path}&format=xlsx&lang=en&columns=project,kind,area,plannedStart,sizes")));
        var whole = Encoding.UTF8.GetString(await BytesAsync($"{path}&format=csv&columns=*"));
        var json = JsonNode.Parse(await BytesAsync($"{path}&format=json"))!.AsArray().Single()!;
        var xml = XDocument.Parse(Encoding.UTF8.GetString(await BytesAsync($"{path}&format=xml")));

        Assert.Equal(["名称", "项目", "部位", "状态", "判定", "登记日期"], chosen[0]);
        Assert.Equal(["四层梁板：混凝土模板支撑", "浑南新城一期", "四层梁板", "已识别", "超过一定规模"], chosen[1].Take(5));
        Assert.Equal(["Title", "State", "Project", "Kind", "Area", "Planned start", "Sizes"], english[0]);
        Assert.Equal(["Identified", "Hunnan New Town", "Concrete formwork support", "Hunnan District, Shenyang, Liaoning"], english[1].Skip(1).Take(4));
        Assert.Contains("Height: 8.5", english[1][^1], StringComparison.Ordinal);
        Assert.DoesNotContain((string)made["id"]!, whole, StringComparison.Ordinal);
        Assert.DoesNotContain(site.Project, whole, StringComparison.Ordinal);
        Assert.Equal("浑南新城一期", (string?)json["names"]!.AsArray().Single(name => (string?)name!["id"] == site.Project)!["name"]);
        Assert.Contains(xml.Descendants("names").Elements("item"), item => item.Element("name")!.Value == "浑南新城一期");
    }

    [Fact]
    public async Task a_workbook_may_say_names_where_a_form_has_ids_and_what_is_left_open_has_its_usual_value()
    {
        var project = $"names-{Guid.CreateVersion7():N}"[..20];
        var name = $"名称导入项目{project[^6..]}";
        (await platform.Admin.PostAsync("/api/projects", new { id = project, name, division = "210112", address = "沈阳市浑南区", longitude = 123.45, latitude = 41.71, stage = "structure" })).Is(HttpStatusCode.Created);
        var headings = new[] { "项目", "危大工程类别", "部位", "规模参数/搭设高度（m）" };

        var good = await ImportAsync(headings, [[name, "混凝土模板支撑", "五层", "8.2"]]);
        var bad = await ImportAsync(headings, [["没有这个项目", "混凝土模板支撑", "六层", "8.2"]]);
        var blank = (await _clerk.PostAsync($"{Works}/records", new { project, kind = "fw2", part = "七层", sizes = new { height = 5.5, heritageOrHistoricArea = (bool?)null } })).Is(HttpStatusCode.Created);

        Assert.Equal((1, 0), ((int)good["imported"]!, (int)good["faultCount"]!));
        Assert.Equal(0, (int)bad["imported"]!);
        Assert.False((bool)blank["record"]["sizes"]!["heritageOrHistoricArea"]!);
    }

    [Fact]
    public async Task a_workbook_is_imported_whole_or_not_at_all_and_says_what_is_wrong_in_its_own_rows()
    {
        var site = await platform.SiteAsync(crane: false);
        var headings = new[] { "项目", "危大工程类别", "部位", "规模参数/搭设高度（m）", "计划开始" };

        var good = await ImportAsync(headings, [[site.Project, "混凝土模板支撑", "一层", "8.2", "2026-12-01"], [site.Project, "混凝土模板支撑", "二层", "5.1", "46357"]]);
        var bad = await ImportAsync(headings, [[site.Project, "混凝土模板支撑", "三层", "8.2", "2026-12-01"], [site.Project, "不存在的类别", "四", "高", "2026-13-01"], ["no-such", "混凝土模板支撑", "五层", "", ""]]);
        var marked = await ImportAsync(headings, [[site.Project, "不存在的类别", "四层", "", ""]], Xlsx);
        var many = await ImportAsync(headings, Enumerable.Repeat(new[] { site.Project, "x", "", "y", "z" }, 10_000));
        var wrong = await ImportAsync(["别的栏目"], [["x"]]);

        Assert.Equal((2, 2, 0), ((int)good["rows"]!, (int)good["imported"]!, (int)good["faultCount"]!));
        Assert.Equal(0, (int)bad["imported"]!);
        Assert.Equal([3, 3, 3, 4], bad["faults"].AsArray().Select(fault => (int)fault!["row"]!));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, marked.Status);
        Assert.Equal(30_000, (int)many["faultCount"]!);
        Assert.Equal(200, many["faults"].AsArray().Count);
        Assert.EndsWith("workbook", wrong.Problem, StringComparison.Ordinal);
        var list = (await _clerk.GetAsync($"{Works}/records?filter=project:eq:{site.Project}&filter=source:eq:import&sort=part")).Is(HttpStatusCode.OK)["items"].AsArray();
        Assert.Equal([("一层", "overScale"), ("二层", "hazardous")], list.Select(item => ((string)item!["record"]!["part"]!, (string)item["record"]!["scale"]!)));
        Assert.Equal("2026-12-01", (string?)list[1]!["record"]!["plannedStart"]);
    }

    [Theory]
    [InlineData("not a workbook at all", "不是有效的工作簿")]
    [InlineData("zip bomb", "解压后过大")]
    public async Task what_is_no_workbook_is_refused_before_it_is_unpacked(string what, string reason)
    {
        byte[] content = Encoding.UTF8.GetBytes(what);
        if (what == "zip bomb")
        {
            using var bomb = new MemoryStream();
            using (var archive = new ZipArchive(bomb, ZipArchiveMode.Create, leaveOpen: true))
            await using (var entry = archive.CreateEntry("xl/worksheets/sheet1.xml").Open())
                for (var i = 0; i < 60; i++)
                    await entry.WriteAsync(new byte[1 << 20], Cancel);
            content = bomb.ToArray();
        }

        var answer = await SendAsync($"{Works}/import", content, null);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains(reason, (string)answer["detail"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task bad_bodies_are_refused_and_a_script_stays_text()
    {
        var site = await platform.SiteAsync(crane: false);

        (await _clerk.PostAsync($"{Works}/records", "{")).Is(HttpStatusCode.BadRequest);
        (await _clerk.PostAsync($"{Works}/records", "[]")).Is(HttpStatusCode.UnprocessableEntity);
        (await _clerk.PostAsync($"{Works}/records", $"{{\"part\":\"{new string('x', 10 << 20)}\"}}")).Is(HttpStatusCode.RequestEntityTooLarge);
        var unknown = (await _clerk.PostAsync($"{Works}/records", Work(site.Project, "一层", 5, body => body["colour"] = "red"))).Is(HttpStatusCode.UnprocessableEntity);
        var assigned = (await _clerk.PostAsync($"{Works}/records", Work(site.Project, "一层", 5, body => body["scale"] = "below"))).Is(HttpStatusCode.UnprocessableEntity);
        var control = (await _clerk.PostAsync($"{Works}/records", Work(site.Project, "一\u0007层", 5))).Is(HttpStatusCode.UnprocessableEntity);
        var script = await WorkAsync(site.Project, "<script>alert(1)</script>", 5);

        Assert.Equal(["colour"], unknown["errors"].AsObject().Select(error => error.Key));
        Assert.Equal(["scale"], assigned["errors"].AsObject().Select(error => error.Key));
        Assert.Equal(["part"], control["errors"].AsObject().Select(error => error.Key));
        Assert.Equal("<script>alert(1)</script>", (string?)script["record"]["part"]);
    }

    [Fact]
    public async Task versions_are_asked_for_and_a_repeated_request_has_one_effect()
    {
        var site = await platform.SiteAsync(crane: false);
        var body = Work(site.Project, "重复提交", 5);

        var first = await SendJsonAsync($"{Works}/records", body, "key-1");
        var again = await SendJsonAsync($"{Works}/records", body, "key-1");
        var other = await SendJsonAsync($"{Works}/records", Work(site.Project, "另一个", 5), "key-1");
        var path = first.Headers.Location!.ToString();
        var blind = await _clerk.SendAsync(HttpMethod.Put, path, body);
        using var cached = new HttpRequestMessage(HttpMethod.Get, path);
        cached.Headers.TryAddWithoutValidation("If-None-Match", "\"1\"");
        using var unchanged = await _clerk.Http.SendAsync(cached, Cancel);

        Assert.Equal((string?)first["id"], (string?)again["id"]);
        Assert.True(again.Headers.Contains("Idempotent-Replayed"));
        Assert.Equal("/problems/key-reused", other.Problem);
        Assert.Equal(HttpStatusCode.PreconditionRequired, blind.Status);
        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
    }

    [Fact]
    public async Task comments_links_history_queries_search_and_batch_belong_to_a_record()
    {
        var site = await platform.SiteAsync(crane: false);
        var (one, two) = (await WorkAsync(site.Project, "悬挑卸料平台甲", 5), await WorkAsync(site.Project, "悬挑卸料平台乙", 5));
        var path = $"{Works}/records/{one["id"]}";

        (await _clerk.PostAsync($"{path}/comments", new { text = "请补充计算书" })).Is(HttpStatusCode.Created);
        (await _clerk.PostAsync($"{path}/comments", new { text = "" })).Is(HttpStatusCode.UnprocessableEntity);
        (await _clerk.PostAsync($"{path}/links", new { register = "hazardous-works", record = (string?)two["id"], kind = "相邻" })).Is(HttpStatusCode.Created);
        (await _clerk.PostAsync($"{path}/links", new { register = "hazardous-works", record = (string?)two["id"], kind = "相邻" })).Is(HttpStatusCode.Conflict);
        var back = (await _clerk.GetAsync($"{Works}/records/{two["id"]}/links")).Is(HttpStatusCode.OK)["items"][0]!;
        var query = (await _clerk.PostAsync($"{Works}/queries", new { name = "超规模", sharing = "everybody", query = "filter=scale:eq:overScale" })).Is(HttpStatusCode.Created);
        var found = (await _clerk.GetAsync("/api/search?q=卸料平台")).Is(HttpStatusCode.OK)["items"].AsArray();
        var batch = (await _clerk.PostAsync($"{Works}/batch", new
        {
            action = "confirm", items = new[] { new { id = (string?)one["id"], version = 1 }, new { id = (string?)two["id"], version = 7 } }, form = new { opinion = "属实" },
        })).Is(HttpStatusCode.OK);

        Assert.Equal("请补充计算书", (string?)(await _clerk.GetAsync($"{path}/comments"))["items"][0]!["text"]);
        Assert.Equal((false, "悬挑卸料平台甲：混凝土模板支撑"), ((bool)back["outgoing"]!, (string)back["title"]!));
        Assert.Contains((await _clerk.GetAsync($"{Works}/queries"))["items"].AsArray(), item => (string?)item!["id"] == (string?)query["id"]);
        Assert.Equal(2, found.Count);
        Assert.Equal((1, 1, "记录已被他人修改"), ((int)batch["done"]!, (int)batch["refused"]!, (string)batch["items"][1]!["reason"]!));
        Assert.Equal(["create", "confirm"], (await _clerk.GetAsync($"{path}/history"))["items"].AsArray().Select(entry => (string?)entry!["action"]));
    }

    [Fact]
    public async Task figures_totals_and_views_follow_the_filter()
    {
        var site = await platform.SiteAsync(crane: false);
        await WorkAsync(site.Project, "甲部位", 8.5);
        await WorkAsync(site.Project, "乙部位", 5.5);
        await WorkAsync(site.Project, "丙部位", 4);
        var filter = $"filter=project:eq:{site.Project}";

        var pivot = (await _clerk.GetAsync($"{Works}/pivot?by=scale&by=createdOn:month&{filter}")).Is(HttpStatusCode.OK);
        var totals = (await _clerk.GetAsync($"{Works}/totals?{filter}")).Is(HttpStatusCode.OK);

        foreach (var cell in pivot["cells"].AsArray())
        {
            var drill = string.Concat(cell!["filters"]!.AsArray().Select(text => "&filter=" + Uri.EscapeDataString((string)text!)));
            Assert.Equal((long)cell["count"]!, (long)(await _clerk.GetAsync($"{Works}/records?{filter}{drill}&total=true&limit=1"))["total"]!);
        }

        Assert.Equal(["below", "hazardous", "overScale"], pivot["cells"].AsArray().Select(cell => (string?)cell!["keys"]![0]));
        Assert.Equal(3, (int)totals["count"]!);
        (await _clerk.GetAsync($"{Works}/pivot?by=sizes")).Is(HttpStatusCode.BadRequest);
        (await _clerk.GetAsync("/api/views/filing-summary/rows?from=2026-01-01")).Is(HttpStatusCode.OK);
        (await _clerk.GetAsync("/api/views/filing-summary/rows?colour=red")).Is(HttpStatusCode.BadRequest);
        Assert.Equal(326, (int)(await _clerk.GetAsync("/api/compliance"))["total"]!);
        Assert.False((bool)(await _clerk.GetAsync("/api/working-days?from=2026-10-01&to=2026-10-01"))["days"][0]!["works"]!);
    }

    private static JsonObject Work(string project, string part, double height, Action<JsonObject>? change = null)
    {
        var body = new JsonObject { ["project"] = project, ["kind"] = "fw2", ["part"] = part, ["sizes"] = new JsonObject { ["height"] = height, ["span"] = 4, ["totalLoadDesign"] = 6, ["lineLoadDesign"] = 8 } };
        change?.Invoke(body);
        return body;
    }

    private async Task<Person.Answer> WorkAsync(string project, string part, double height) =>
        (await _clerk.PostAsync($"{Works}/records", Work(project, part, height))).Is(HttpStatusCode.Created);

    private async Task<byte[]> BytesAsync(string path)
    {
        using var response = await _clerk.Http.GetAsync(path, Cancel);
        Assert.True(response.StatusCode == HttpStatusCode.OK, await response.Content.ReadAsStringAsync(Cancel));
        return await response.Content.ReadAsByteArrayAsync(Cancel);
    }

    private async Task<Person.Answer> ImportAsync(string[] headings, IEnumerable<string[]> rows, string? accept = null)
    {
        using var workbook = new MemoryStream();
        await XlsxTable.WriteAsync(new TableData("导入", headings, rows.Select(row => (IReadOnlyList<object?>)row).ToAsyncEnumerable()), workbook, Cancel);
        return await SendAsync($"{Works}/import", workbook.ToArray(), accept);
    }

    private Task<Person.Answer> SendAsync(string path, byte[] content, string? accept)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(content) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(Xlsx);
        return AnswerAsync(request, accept);
    }

    private Task<Person.Answer> SendJsonAsync(string path, JsonObject body, string key)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body.ToJsonString(), MediaTypeHeaderValue.Parse("application/json")) };
        request.Headers.Add("Idempotency-Key", key);
        return AnswerAsync(request, null);
    }

    private Task<Person.Answer> AsAsync(string path, string accept) => AnswerAsync(new HttpRequestMessage(HttpMethod.Get, path), accept);

    private async Task<Person.Answer> AnswerAsync(HttpRequestMessage request, string? accept)
    {
        using (request)
        {
            if (accept is not null)
                request.Headers.Accept.ParseAdd(accept);
            if (request.Method != HttpMethod.Get)
                request.Headers.Add("X-Edge-Csrf", _clerk.Cookie("edge-csrf"));
            using var response = await _clerk.Http.SendAsync(request, Cancel);
            return new Person.Answer(response.StatusCode, await response.Content.ReadAsStringAsync(Cancel), response.Headers, response.Content.Headers.ContentType?.MediaType);
        }
    }
}
