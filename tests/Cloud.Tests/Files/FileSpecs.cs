using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Cloud.Platform.Areas;
using Cloud.Platform.Files;
using Cloud.Platform.Identity;
using Cloud.Platform.Permissions;
using Cloud.Supervision;
using Cloud.Tests.Host;
using Cloud.Tests.Ingestion;
using Cloud.Tests.Registers;
using Microsoft.Extensions.DependencyInjection;
using TestKit.Clauses;
using TestKit.Files;

namespace Cloud.Tests.Files;

[Collection("platform")]
public sealed class FileSpecs(Host.Platform platform)
{
    private const string Documents = "/api/registers/technical-documents/records";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact, Accepts("3.3.1-4")]
    public async Task an_upload_that_breaks_off_goes_on_where_it_stopped_and_nothing_is_sent_twice()
    {
        using var clerk = await platform.Host.ClerkAsync();
        using var other = await platform.Host.ClerkAsync();
        var content = Pdf(3_000_000);
        var begun = (await clerk.PostAsync("/api/uploads", new { name = "大图.pdf", size = content.Length, fingerprint = "f-1" })).Is(HttpStatusCode.Created);
        var path = begun.Headers.Location!.ToString();
        Assert.Equal((0, 16 << 20), ((int)begun["offset"], (int)begun["largestPiece"]));

        var first = await PieceAsync(clerk, path, 0, content[..1_000_000]);
        Assert.Equal(1_000_000, (int)first["offset"]);
        var wrong = (await PieceAsync(clerk, path, 0, content[..10])).Is(HttpStatusCode.Conflict);
        Assert.Equal(1_000_000, (int)wrong["offset"]);
        (await other.GetAsync(path)).Is(HttpStatusCode.NotFound);
        await BreakAsync(clerk, path, 1_000_000, content[1_000_000..1_600_000]);
        var arrived = await Eventually.TrueAsync(async () => (int)(await clerk.GetAsync(path))["offset"], offset => offset > 1_000_000);
        Assert.True(arrived <= 1_600_000);
        Assert.Equal([path.Split('/')[^1]], (await clerk.GetAsync("/api/uploads"))["items"].AsArray().Select(item => (string?)item!["id"]));
        // The server may still be writing what came of the broken piece.
        var ready = await Eventually.TrueAsync(
            async () =>
            {
                var offset = (int)(await clerk.GetAsync(path))["offset"];
                return await PieceAsync(clerk, path, offset, content[offset..]);
            },
            answer => answer.Status == HttpStatusCode.OK);

        Assert.Equal(("ready", "application/pdf", Hash(content)), ((string)ready["state"]!, (string)ready["type"]!, (string)ready["file"]["hash"]!));
        Assert.Empty((await clerk.GetAsync("/api/uploads"))["items"].AsArray());
        Assert.Equal(content, await BytesAsync(clerk, $"/api/files/{Hash(content)}"));
        (await other.GetAsync($"/api/files/{Hash(content)}")).Is(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task what_is_forged_too_large_or_named_like_a_path_is_refused_in_words()
    {
        using var clerk = await platform.Host.ClerkAsync();

        foreach (var name in new[] { "../../x.pdf", "a/b.pdf", "", "x\u0000.pdf", ".." })
            (await clerk.PostAsync("/api/uploads", new { name, size = 10 })).Is(HttpStatusCode.UnprocessableEntity);
        (await clerk.PostAsync("/api/uploads", new { name = "巨大.zip", size = 1L << 40 })).Is(HttpStatusCode.UnprocessableEntity);
        Assert.Equal("不接受可执行文件", await RefusalAsync(clerk, "发票.pdf", [0x4D, 0x5A, 0x90, 0x00]));
        Assert.Equal("文件内容与扩展名“.pdf”不符", await RefusalAsync(clerk, "方案.pdf", "只是文字"u8.ToArray()));
        Assert.Equal("压缩包展开后过大", await RefusalAsync(clerk, "资料.zip", Zips.Bomb(40L << 20)));
        Assert.Equal("压缩包内含有非法路径", await RefusalAsync(clerk, "资料.zip", Zips.Of(("../x", "x"))));
        (await clerk.GetAsync($"/api/files/{new string('f', 64)}")).Is(HttpStatusCode.NotFound);
        (await clerk.GetAsync("/api/files/..%2f..%2fetc")).Is(HttpStatusCode.NotFound);
    }

    [Fact, Accepts("5.2.2-2.5")]
    public async Task files_belong_to_records_new_editions_supersede_and_their_two_copies_are_compared_and_healed()
    {
        var second = Directory.CreateTempSubdirectory("edge-second").FullName;
        await using var host = await PlatformHost.StartAsync(settings => settings["Files:SecondFolder"] = second);
        var (contractor, engineer, outsider, path) = await DocumentAsync(host);
        var (old, now) = (await UploadedAsync(contractor, "方案.txt", "第一条 总则\n第二条 降水\n"u8.ToArray()), await UploadedAsync(contractor, "方案.txt", "第一条 总则\n第二条 降水井12口\n"u8.ToArray()));
        var stranger = await UploadedAsync(outsider, "别人的.txt", "内部资料"u8.ToArray());
        var version = await EditAsync(contractor, path, 1, old, HttpStatusCode.OK);
        await EditAsync(contractor, path, version, stranger, HttpStatusCode.UnprocessableEntity);
        await EditAsync(contractor, path, version, new JsonObject { ["hash"] = new string('e', 64), ["name"] = "没有上传.txt", ["size"] = 3 }, HttpStatusCode.UnprocessableEntity);
        await EditAsync(contractor, path, version, now, HttpStatusCode.OK);
        var of = $"of=technical-documents/{path.Split('/')[^1]}";

        var files = (await engineer.GetAsync($"/api/files?{of}")).Is(HttpStatusCode.OK)["items"].AsArray();
        Assert.Equal([(1, false), (2, true)], files.Select(file => ((int)file!["edition"]!, (bool)file["current"]!)));
        Assert.Equal("第一条 总则\n第二条 降水\n", (await engineer.GetAsync($"/api/files/{old["hash"]}?{of}")).Is(HttpStatusCode.OK).Text);
        var compared = (await engineer.GetAsync($"/api/files/compare?{of}&from={old["hash"]}&to={now["hash"]}")).Is(HttpStatusCode.OK)["lines"].AsArray();
        Assert.Equal(["same", "removed", "added"], compared.Select(line => (string)line!["change"]!));
        (await engineer.GetAsync($"/api/files/{old["hash"]}")).Is(HttpStatusCode.NotFound);
        (await outsider.GetAsync($"/api/files?{of}")).Is(HttpStatusCode.NotFound);
        (await outsider.GetAsync($"/api/files/{now["hash"]}?{of}")).Is(HttpStatusCode.NotFound);
        Assert.Contains((await contractor.GetAsync($"/api/files/{old["hash"]}/accesses?{of}"))["items"].AsArray(), access => (string)access!["name"]! == "李工");

        var watch = host.Services.GetRequiredService<FileWatch>();
        Assert.Equal(3, await watch.CopyAsync(Cancel));
        var hash = (string)now["hash"]!;
        await File.WriteAllTextAsync(Path.Combine(host.Folder, "files", "contents", hash[..2], hash[2..4], hash), "被篡改", Cancel);
        await watch.CheckAsync(host.Time.GetUtcNow().AddDays(1), Cancel);
        var state = (await engineer.GetAsync($"/api/files?{of}"))["items"][1]!["state"]!;
        Assert.Equal(("sound", "sound"), ((string)state["first"]!, (string)state["second"]!));
        Assert.Equal("第一条 总则\n第二条 降水井12口\n", (await engineer.GetAsync($"/api/files/{hash}?{of}")).Text);
        foreach (var person in new[] { contractor, engineer, outsider })
            person.Dispose();
    }

    [Fact]
    public async Task a_document_is_previewed_as_pdf_a_page_cannot_frame_it_elsewhere_and_its_text_is_searched()
    {
        using var clerk = await platform.Host.ClerkAsync();
        var site = await platform.SiteAsync(crane: false);
        var word = await UploadedAsync(clerk, "专项方案.docx", Docx("悬挑脚手架连墙件按两步三跨布置"));
        var path = (await clerk.PostAsync(Documents, new { project = site.Project, name = "悬挑方案", kind = "specialPlan", edition = "A", files = new[] { word } })).Is(HttpStatusCode.Created).Headers.Location!.ToString();
        var of = $"of=technical-documents/{path.Split('/')[^1]}";

        var attached = await clerk.GetAsync($"/api/files/{word["hash"]}?{of}");
        Assert.Contains("frame-ancestors 'self'", attached.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        while (await platform.Host.Services.GetRequiredService<FileWatch>().IndexAsync(Cancel) > 0)
        {
            // Files of the other tests come first.
        }

        Assert.Contains((await clerk.GetAsync($"/api/search?q={Uri.EscapeDataString("连墙件")}")).Is(HttpStatusCode.OK)["items"].AsArray(), hit => path.EndsWith((string)hit!["id"]!, StringComparison.Ordinal));
        var preview = await clerk.Http.GetAsync(new Uri($"/api/files/{word["hash"]}/preview?{of}", UriKind.Relative), Cancel);
        if (preview.StatusCode == HttpStatusCode.Conflict)
            Assert.Skip("LibreOffice is not installed");
        Assert.Equal("application/pdf", preview.Content.Headers.ContentType!.MediaType);
        Assert.Equal("%PDF", Encoding.ASCII.GetString((await preview.Content.ReadAsByteArrayAsync(Cancel))[..4]));
    }

    private static async Task<(Person Contractor, Person Engineer, Person Outsider, string Path)> DocumentAsync(PlatformHost host)
    {
        var province = AreaCode.Parse("210000", null);
        var (firm, supervision, third) = (await host.FirmAsync("contractor"), await host.FirmAsync("supervising-engineer"), await host.FirmAsync("contractor"));
        using var admin = await host.PersonWithAsync("files-admin", new Grant(Role.Administrator, province));
        (await admin.PostAsync("/api/projects", Host.Platform.Site.Draft("files-site"))).Is(HttpStatusCode.Created);
        await host.PartiesAsync("files-site", new ProjectParty(firm, "contractor"), new ProjectParty(supervision, "supervising-engineer"));
        var contractor = await host.EnterpriseAsync(Role.Contractor, firm);
        var path = (await contractor.PostAsync(Documents, new { project = "files-site", name = "降水方案", kind = "specialPlan", edition = "A" })).Is(HttpStatusCode.Created).Headers.Location!.ToString();
        return (contractor, await host.EnterpriseAsync(Role.SupervisingEngineer, supervision), await host.EnterpriseAsync(Role.Contractor, third), path);
    }

    private static async Task<int> EditAsync(Person person, string path, int version, JsonNode file, HttpStatusCode status)
    {
        var body = new JsonObject { ["project"] = "files-site", ["name"] = "降水方案", ["kind"] = "specialPlan", ["edition"] = "A", ["files"] = new JsonArray(file.DeepClone()) };
        var answer = (await person.SendAsync(HttpMethod.Put, path, body, $"\"{version}\"")).Is(status);
        return status == HttpStatusCode.OK ? (int)answer["version"] : version;
    }

    internal static async Task<JsonNode> UploadedAsync(Person person, string name, byte[] content)
    {
        var begun = (await person.PostAsync("/api/uploads", new { name, size = content.Length })).Is(HttpStatusCode.Created);
        var done = (await PieceAsync(person, begun.Headers.Location!.ToString(), 0, content)).Is(HttpStatusCode.OK);
        Assert.True((string?)done["state"] == "ready", done.Text);
        return done["file"];
    }

    private static async Task<string?> RefusalAsync(Person person, string name, byte[] content)
    {
        var begun = (await person.PostAsync("/api/uploads", new { name, size = content.Length })).Is(HttpStatusCode.Created);
        var done = (await PieceAsync(person, begun.Headers.Location!.ToString(), 0, content)).Is(HttpStatusCode.OK);
        return (string?)done["reason"];
    }

    private static async Task<Person.Answer> PieceAsync(Person person, string path, int offset, byte[] content)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"{path}?offset={offset}") { Content = new ByteArrayContent(content) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        request.Headers.Add("X-Edge-Csrf", person.Cookie("edge-csrf"));
        using var response = await person.Http.SendAsync(request, Cancel);
        return new Person.Answer(response.StatusCode, await response.Content.ReadAsStringAsync(Cancel), response.Headers, response.Content.Headers.ContentType?.MediaType);
    }

    // The connection is cut in the middle of the piece.
    private static async Task BreakAsync(Person person, string path, int offset, byte[] content)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"{path}?offset={offset}") { Content = new StreamContent(new BreakingStream(content, SeenAsync)) };
        request.Content.Headers.ContentLength = content.Length * 2;
        request.Headers.Add("X-Edge-Csrf", person.Cookie("edge-csrf"));
        await Assert.ThrowsAnyAsync<Exception>(() => person.Http.SendAsync(request, Cancel));

        // A connection that breaks at once may take with it what the server has not read yet.
        Task SeenAsync() => Eventually.TrueAsync(async () => (int)(await person.GetAsync(path))["offset"], arrived => arrived > offset);
    }

    private static async Task<byte[]> BytesAsync(Person person, string path)
    {
        using var response = await person.Http.GetAsync(new Uri(path, UriKind.Relative), Cancel);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadAsByteArrayAsync(Cancel);
    }

    private static byte[] Pdf(int length)
    {
        var bytes = new byte[length];
        new Random(7).NextBytes(bytes);
        "%PDF-1.7\n"u8.CopyTo(bytes);
        return bytes;
    }

    private static string Hash(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    private static byte[] Docx(string text) => Zips.Of(
        ("[Content_Types].xml", """<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"""),
        ("_rels/.rels", """<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"""),
        ("word/document.xml", $"""<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>"""));

    private sealed class BreakingStream(byte[] content, Func<Task> seen) : MemoryStream(content)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (await base.ReadAsync(buffer, cancellationToken) is var read and > 0)
                return read;
            await seen();
            throw new IOException("the network is gone");
        }
    }
}
