using System.Globalization;

namespace Benchmarks.Rig;

/// <summary>What a process has used so far, from <c>/proc</c>: exact for the process, whatever else the machine does.</summary>
/// <param name="UserSeconds">CPU time in its own code.</param>
/// <param name="SystemSeconds">CPU time in the kernel for it.</param>
/// <param name="ResidentBytes">Memory that it holds now.</param>
/// <param name="PeakBytes">The most that it ever held.</param>
internal readonly record struct ProcessUsage(double UserSeconds, double SystemSeconds, long ResidentBytes, long PeakBytes)
{
    private const double TicksPerSecond = 100;

    public double CpuSeconds => UserSeconds + SystemSeconds;

    public static ProcessUsage Read(int process)
    {
        // The name stands in brackets and may hold blanks.
        var stat = File.ReadAllText($"/proc/{process}/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        var status = File.ReadAllLines($"/proc/{process}/status");
        return new ProcessUsage(
            long.Parse(fields[11], CultureInfo.InvariantCulture) / TicksPerSecond, long.Parse(fields[12], CultureInfo.InvariantCulture) / TicksPerSecond,
            KiB(status, "VmRSS:"), KiB(status, "VmHWM:"));
    }

    private static long KiB(string[] status, string name) =>
        status.FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal)) is { } line
            ? long.Parse(line.AsSpan(name.Length).Trim()[..^3], CultureInfo.InvariantCulture) << 10
            : 0;
}
