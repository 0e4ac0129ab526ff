using System.Diagnostics;
using System.Tests.Programs;

namespace System.Tests.Disk;

/// <summary>
/// A workload of this assembly, run once in a process of its own whose files are recorded. What it was promised it writes
/// into <see cref="Promises"/>, so that the promises stand in the record at the very place where they were made.
/// </summary>
internal static class RecordedRun
{
    /// <summary>Name of the file of promises below the root.</summary>
    public const string Promises = "promises";

    private const string Variable = "EDGE_DISK_WORKLOAD";

    /// <summary>The folder that a workload works in; null in a process that was not started for one.</summary>
    public static string? Root => Environment.GetEnvironmentVariable(Variable);

    /// <summary>Runs a test of this assembly that is marked explicit; the record of its files.</summary>
    public static async Task<IReadOnlyList<DiskEntry>> OfAsync(string folder, string workload, CancellationToken cancel)
    {
        var (root, log, library) = (Path.Combine(folder, "root"), Path.Combine(folder, "log"), Path.Combine(folder, "recorder.so"));
        Directory.CreateDirectory(root);
        await RunAsync("clang", ["-shared", "-fPIC", "-O2", "-o", library, Source, "-ldl"], [], cancel);
        var runtime = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet";
        await RunAsync(
            Environment.ProcessPath!,
            [.. runtime ? [typeof(RecordedRun).Assembly.Location] : Array.Empty<string>(), "-method", $"*{workload}", "-explicit", "only", "-noLogo"],
            new() { [Variable] = root, ["LD_PRELOAD"] = library, ["DISK_ROOT"] = root, ["DISK_LOG"] = log },
            cancel);
        return DiskEntry.Read(log, root);
    }

    private static string Source => Path.Combine(BuiltPrograms.Root, "tests", "System.Tests", "Disk", "recorder.c");

    private static async Task RunAsync(string program, string[] arguments, Dictionary<string, string> environment, CancellationToken cancel)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var (said, complained) = (process.StandardOutput.ReadToEndAsync(cancel), process.StandardError.ReadToEndAsync(cancel));
        await process.WaitForExitAsync(cancel);
        Assert.True(process.ExitCode == 0, $"{program} ended with {process.ExitCode}: {await said}{await complained}");
    }
}
