using System.Tests.Programs;

namespace Benchmarks.Video;

/// <summary>What the video scenarios run beside the programs of all scenarios.</summary>
internal static class VideoPrograms
{
    public static string Vision => Directory.EnumerateFiles(Path.Combine(BuiltPrograms.Root, "artifacts", "bin", "Edge.Vision"), "edge-vision.dll", SearchOption.AllDirectories)
        .First(path => Path.GetFileName(Path.GetDirectoryName(path))!.StartsWith("release", StringComparison.Ordinal));

    public static string Pages => Path.Combine(BuiltPrograms.Root, "cloud", "Cloud.Host", "wwwroot");

    public static string Browser => Path.Combine(BuiltPrograms.Root, "tests", "Benchmarks", "Video", "browser.mjs");

    /// <summary>The shipped model, or the one that the environment's <c>EDGE_BENCH_MODEL</c> names.</summary>
    public static string Model => Environment.GetEnvironmentVariable("EDGE_BENCH_MODEL") is { Length: > 0 } folder
        ? folder : Path.Combine(BuiltPrograms.Root, "models", "vision", "site-safety");

    /// <summary>Labelled pictures: the folder that the environment's <c>EDGE_BENCH_PICTURES</c> names, or the one beside the repository; null when there is none.</summary>
    public static string? Pictures => new[] { Environment.GetEnvironmentVariable("EDGE_BENCH_PICTURES"), Path.Combine(BuiltPrograms.Root, "..", "shared", "data", "vision") }
        .OfType<string>().Select(Path.GetFullPath).FirstOrDefault(folder => File.Exists(Path.Combine(folder, "manifest.csv")));
}
