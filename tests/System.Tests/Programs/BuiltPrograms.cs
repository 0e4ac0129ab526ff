using System.Runtime.CompilerServices;

namespace System.Tests.Programs;

/// <summary>The programs that were built with these tests, in the same configuration.</summary>
internal static class BuiltPrograms
{
    public static string Root { get; } = FindRoot();

    public static string Cloud { get; } = Find("Cloud.Host", "edge-cloud.dll");

    public static string Gateway { get; } = Find("Edge.Gateway", "edge-gateway.dll");

    public static string Simulator { get; } = Find("FirmwareSim", "firmware-sim.dll");

    private static string Find(string project, string file)
    {
        var configuration = Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/'));
        var bin = Path.Combine(Root, "artifacts", "bin", project);
        string[] candidates = [Path.Combine(bin, configuration, file), Path.Combine(bin, configuration + "_linux-x64", file)];
        return candidates.FirstOrDefault(File.Exists) ?? throw new FileNotFoundException($"{file} is not built", candidates[0]);
    }

    private static string FindRoot([CallerFilePath] string here = "")
    {
        for (var folder = Path.GetDirectoryName(here); folder is not null; folder = Path.GetDirectoryName(folder))
            if (File.Exists(Path.Combine(folder, "Edge.sln")))
                return folder;
        throw new InvalidOperationException("Edge.sln was not found above the test sources.");
    }
}
