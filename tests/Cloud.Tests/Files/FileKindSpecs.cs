using System.IO.Compression;
using System.Text;
using Cloud.Platform.Files;
using TestKit.Files;

namespace Cloud.Tests.Files;

public sealed class FileKindSpecs
{
    [Theory]
    [InlineData("%PDF-1.7 ...", "方案.pdf", "application/pdf")]
    [InlineData("项目,数量\r\n", "表.csv", "text/plain")]
    [InlineData("ISO-10303-21;", "模型.ifc", "text/plain")]
    public void a_file_is_what_its_content_says(string content, string name, string type) => Assert.Equal(type, Of(Encoding.UTF8.GetBytes(content), name).Kind?.Type);

    [Theory]
    [InlineData("%PDF-1.7", "图.png")]
    [InlineData("MZ\u0090", "安装.pdf")]
    [InlineData("#!/bin/sh", "说明.txt")]
    [InlineData("plain text", "方案.pdf")]
    [InlineData("plain text", "方案.docx")]
    [InlineData("\u0000\u0001\u0002", "未知.bin")]
    public void a_forged_or_unknown_type_is_refused(string content, string name) => Assert.NotNull(Of(Encoding.Latin1.GetBytes(content), name).Refusal);

    [Fact]
    public void office_files_are_told_apart_and_macros_refused()
    {
        Assert.Equal("application/vnd.openxmlformats-officedocument.wordprocessingml.document", Of(Zips.Of(("[Content_Types].xml", "<x/>"), ("word/document.xml", "<x/>")), "方案.docx").Kind?.Type);
        Assert.NotNull(Of(Zips.Of(("[Content_Types].xml", "<x/>"), ("word/document.xml", "<x/>")), "方案.xlsx").Refusal);
        Assert.Equal("不接受带宏的文件", Of(Zips.Of(("[Content_Types].xml", "<x/>"), ("word/vbaProject.bin", "x")), "方案.docx").Refusal);
    }

    [Theory]
    [InlineData("../../etc/cron.d/x")]
    [InlineData("/etc/passwd")]
    [InlineData("C:/windows/x")]
    [InlineData("a\\..\\b")]
    public void an_archive_whose_paths_lead_out_is_refused(string name) => Assert.Equal("压缩包内含有非法路径", Of(Zips.Of((name, "x")), "资料.zip").Refusal);

    [Fact]
    public void a_zip_bomb_is_refused_and_so_is_one_that_lies_about_its_size()
    {
        var bomb = Zips.Bomb(40L << 20);
        Assert.Equal("压缩包展开后过大", Of(bomb, "资料.zip").Refusal);

        // The sizes in the central directory and the local header say 10 bytes.
        Assert.NotNull(Of(Zips.Lying(bomb), "资料.zip").Refusal);
        Assert.Equal("压缩包已损坏", Of([.. "PK\u0003\u0004"u8, 1, 2, 3], "资料.zip").Refusal);
        Assert.Null(Of(Zips.Of(("说明.txt", "好")), "资料.zip").Refusal);
    }

    [Fact]
    public void two_texts_are_compared_line_by_line()
    {
        var lines = TextCompare.Lines("第一条\n第二条\n第三条\n第五条", "第一条\n第二条修改\n第三条\n第四条\n第五条");

        Assert.Equal(
            ["=第一条", "-第二条", "+第二条修改", "=第三条", "+第四条", "=第五条"],
            lines.Select(line => (line.Change switch { LineChange.Same => "=", LineChange.Removed => "-", _ => "+" }) + line.Text));
        Assert.All(TextCompare.Lines("同", "同"), line => Assert.Equal(LineChange.Same, line.Change));
    }

    private static (FileKind? Kind, string? Refusal) Of(byte[] content, string name) => FileKind.Of(new MemoryStream(content), name);
}
