using Microsoft.Extensions.Options;

namespace Cloud.Platform.Files;

/// <summary>Looks for malware in a file before it is taken.</summary>
public interface IFileScan
{
    /// <summary>What it says; a refusal for the user when the file is not to be taken.</summary>
    Task<(ScanState State, string? Refusal)> ScanAsync(string path, CancellationToken cancel);
}

/// <summary>The program that is configured; without one, files are marked as not scanned. A scanner that fails lets nothing through.</summary>
public sealed class CommandScan(IOptions<FileStoreOptions> options, TimeProvider time) : IFileScan
{
    /// <inheritdoc/>
    public async Task<(ScanState State, string? Refusal)> ScanAsync(string path, CancellationToken cancel)
    {
        if (options.Value.ScanCommand.Length == 0)
            return (ScanState.NotScanned, null);
        return await Commands.RunAsync(options.Value.ScanCommand, [.. options.Value.ScanArguments, path], TimeSpan.FromSeconds(options.Value.CommandSeconds), time, cancel) switch
        {
            0 => (ScanState.Clean, null),
            1 => (ScanState.NotScanned, "文件含有恶意代码"),
            _ => (ScanState.NotScanned, "安全扫描没有完成，请稍后重试"),
        };
    }
}
