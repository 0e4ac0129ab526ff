using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;

namespace TestKit.Reports;

/// <summary>Under what a run was measured. No name of a machine.</summary>
internal sealed record Conditions(string Commit, string Machine, string Kernel, string Runtime, string Others)
{
    public static Conditions Read(string root, string others) => new(
        Git(root, "rev-parse", "--short=12", "HEAD") + (Git(root, "status", "--porcelain", "--untracked-files=no", "--", ":!tests/Benchmarks/reports").Length > 0 ? " with changes" : ""),
        string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessorCount} CPUs ({Cpu()}), {MemoryGiB():0} GiB"),
        $"{RuntimeInformation.OSDescription} {Release()}".Trim(),
        $"{RuntimeInformation.FrameworkDescription} {RuntimeInformation.ProcessArchitecture}",
        others);

    public JsonObject ToJson() => new()
    {
        ["commit"] = Commit, ["machine"] = Machine, ["kernel"] = Kernel, ["runtime"] = Runtime, ["others"] = Others,
    };

    private static string Cpu() => Field("/proc/cpuinfo", "model name") ?? "unknown";

    private static double MemoryGiB() =>
        double.Parse((Field("/proc/meminfo", "MemTotal") ?? "0").Split(' ')[0], CultureInfo.InvariantCulture) / (1 << 20);

    private static string Release() => File.Exists("/proc/sys/kernel/osrelease") ? File.ReadAllText("/proc/sys/kernel/osrelease").Trim() : "";

    private static string? Field(string file, string name) => File.Exists(file)
        ? File.ReadLines(file).FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))?.Split(':', 2)[1].Trim()
        : null;

    private static string Git(string root, params string[] arguments)
    {
        var start = new ProcessStartInfo("git") { WorkingDirectory = root, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        using var git = Process.Start(start)!;
        var said = git.StandardOutput.ReadToEnd().Trim();
        git.WaitForExit();
        return git.ExitCode == 0 ? said : "unknown";
    }
}
