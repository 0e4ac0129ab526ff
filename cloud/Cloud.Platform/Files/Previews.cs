using Microsoft.Extensions.Options;

namespace Cloud.Platform.Files;

/// <summary>Office files as PDF, made by LibreOffice once and kept; one at a time, because each takes a processor for seconds.</summary>
public sealed class Previews(FileDesk desk, IOptions<FileStoreOptions> options, TimeProvider time) : IDisposable
{
    private const long LargestSource = 100L << 20;
    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>The PDF, or why there is none.</summary>
    public async Task<(Stream? Pdf, string? Refusal)> OfAsync(FileEntry file, string name, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(file);
        var path = Path.Combine(options.Value.Folder, "previews", file.Hash[..2], $"{file.Hash}.pdf");
        if (!File.Exists(path))
        {
            if (file.Size > LargestSource)
                return (null, "文件过大，不能在线预览，请下载查看");
            await _turn.WaitAsync(cancel);
            try
            {
                if (!File.Exists(path) && await ConvertAsync(file, name, path, cancel) is { } refusal)
                    return (null, refusal);
            }
            finally
            {
                _turn.Release();
            }
        }

        return (new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read), null);
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private async Task<string?> ConvertAsync(FileEntry file, string name, string to, CancellationToken cancel)
    {
        await using var content = await desk.OpenAsync(file.Hash, cancel);
        if (content is null)
            return "文件内容已丢失，请联系管理员从备份恢复";
        var work = Directory.CreateTempSubdirectory("edge-preview").FullName;
        try
        {
            var source = Path.Combine(work, "source" + Path.GetExtension(name).ToLowerInvariant());
            await using (var copy = File.Create(source))
                await content.CopyToAsync(copy, cancel);
            var code = await Commands.RunAsync(
                options.Value.OfficeCommand,
                ["--headless", "--norestore", "--nolockcheck", $"-env:UserInstallation=file://{work}/profile", "--convert-to", "pdf", "--outdir", work, source],
                TimeSpan.FromSeconds(options.Value.CommandSeconds), time, cancel);
            var made = Path.Combine(work, "source.pdf");
            if (code != 0 || !File.Exists(made))
                return code is null ? "服务器没有安装 LibreOffice，或转换超时，请下载查看" : "这个文件不能转换为预览，请下载查看";
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(made, to + ".new", overwrite: true);
            File.Move(to + ".new", to, overwrite: true);
            return null;
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }
}
