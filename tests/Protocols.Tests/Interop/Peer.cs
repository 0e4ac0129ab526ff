using System.Diagnostics;

namespace Protocols.Tests.Interop;

/// <summary>A program that we did not write, at the other end of a wire.</summary>
internal sealed class Peer : IAsyncDisposable
{
    private readonly Process _process;

    private Peer(Process process) => _process = process;

    /// <summary>Generous: a peer that hangs fails its test instead of the whole run.</summary>
    public static CancellationToken Patience
    {
        get
        {
            var source = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            source.CancelAfter(TimeSpan.FromSeconds(60));
            return source.Token;
        }
    }

    private static string Scripts { get; } = FindScripts();

    /// <summary>Skips the test when a program is not installed.</summary>
    public static void Require(string program) => Assert.SkipUnless(IsInstalled(program), $"{program} is not installed (apt-get install {program})");

    /// <summary>Skips the test when node or a package of <c>tests/interop</c> is not installed.</summary>
    public static void RequireNode(string package)
    {
        Assert.SkipUnless(IsInstalled("node"), "node is not installed");
        Assert.SkipUnless(HasNode(package), $"{package} is not installed (npm ci in tests/interop)");
    }

    /// <summary>True when node and a package of <c>tests/interop</c> are installed.</summary>
    public static bool HasNode(string package) => IsInstalled("node") && Directory.Exists(Path.Combine(Scripts, "node_modules", package));

    /// <summary>Starts a program; its errors go where the test's go.</summary>
    public static Peer Start(string program, params IEnumerable<string> arguments) =>
        new(Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            WorkingDirectory = Scripts,
        })!);

    /// <summary>Runs a program to its end and returns what it printed, failing the test unless it exits as expected.</summary>
    public static async Task<string> RunAsync(int exit, string program, IEnumerable<string> arguments, CancellationToken cancel)
    {
        await using var peer = Start(program, arguments);
        peer._process.StandardInput.Close();
        var printed = await peer._process.StandardOutput.ReadToEndAsync(cancel);
        await peer._process.WaitForExitAsync(cancel);
        Assert.True(exit == peer._process.ExitCode, $"{program} exited with {peer._process.ExitCode}: {printed}");
        return printed;
    }

    /// <summary>The next line that the program prints.</summary>
    public async Task<string> LineAsync(CancellationToken cancel) =>
        await _process.StandardOutput.ReadLineAsync(cancel) ?? throw new EndOfStreamException("The peer has gone.");

    /// <summary>Hands the program a line.</summary>
    public async Task SendAsync(string line, CancellationToken cancel)
    {
        await _process.StandardInput.WriteLineAsync(line.AsMemory(), cancel);
        await _process.StandardInput.FlushAsync(cancel);
    }

    /// <summary>Ends the program's input.</summary>
    public void CloseInput() => _process.StandardInput.Close();

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static bool IsInstalled(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));

    private static string FindScripts()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Edge.sln")))
            folder = folder.Parent;
        return Path.Combine(folder?.FullName ?? AppContext.BaseDirectory, "tests", "interop");
    }
}
