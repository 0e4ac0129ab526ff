using System.Diagnostics;

namespace Edge.Tests.Drivers;

/// <summary>Two connected pseudo-terminals (socat), as a serial line between a gateway and a device.</summary>
internal sealed class PseudoTerminal : IAsyncDisposable
{
    private readonly Process _socat;
    private readonly string _folder;

    private PseudoTerminal(Process socat, string folder) => (_socat, _folder) = (socat, folder);

    public string Near => Path.Combine(_folder, "near");

    public string Far => Path.Combine(_folder, "far");

    public static async Task<PseudoTerminal> OpenAsync(CancellationToken cancel, string? folder = null)
    {
        folder ??= Directory.CreateTempSubdirectory("pty").FullName;
        var start = new ProcessStartInfo("socat") { RedirectStandardError = true };
        foreach (var argument in (string[])["-d", "-d", $"pty,raw,echo=0,link={folder}/near", $"pty,raw,echo=0,link={folder}/far"])
            start.ArgumentList.Add(argument);
        var socat = Process.Start(start)!;

        // socat says when both ends are there.
        while (await socat.StandardError.ReadLineAsync(cancel) is { } line)
            if (line.Contains("starting data transfer loop", StringComparison.Ordinal))
                return new PseudoTerminal(socat, folder);
        throw new InvalidOperationException("socat did not start");
    }

    /// <summary>The device's end.</summary>
    public FileStream OpenFar() => new(Far, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, 0, FileOptions.Asynchronous);

    /// <summary>Ends socat; the folder stays for a new line under the same names.</summary>
    public async Task<string> CutAsync()
    {
        if (!_socat.HasExited)
            _socat.Kill();
        await _socat.WaitForExitAsync();
        return _folder;
    }

    public async ValueTask DisposeAsync()
    {
        await CutAsync();
        _socat.Dispose();
    }
}
