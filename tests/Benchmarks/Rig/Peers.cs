using System.Diagnostics;

namespace Benchmarks.Rig;

/// <summary>Programs of others that the same work is given to; <c>tests/Benchmarks/peers.sh</c> installs them.</summary>
internal static class Peers
{
    /// <summary>The program's path, or null when it is not installed.</summary>
    public static string? Find(string name, params string[] places) =>
        places.Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(folder => Path.Combine(folder, name))).FirstOrDefault(File.Exists);

    /// <summary>Bytes of a folder as the disk counts them.</summary>
    public static long DiskBytes(string folder)
    {
        using var du = Process.Start(new ProcessStartInfo("du", ["-sB1", folder]) { RedirectStandardOutput = true })!;
        var said = du.StandardOutput.ReadToEnd();
        du.WaitForExit();
        return long.Parse(said.Split('\t')[0], System.Globalization.CultureInfo.InvariantCulture);
    }
}
