using System.Runtime.CompilerServices;
using System.Xml.Linq;

namespace Acceptance.Tests.House;

/// <summary>The checkout that the tests were built from, read as text.</summary>
internal static class Repository
{
    private static readonly string[] NotOurs = ["/artifacts/", "/node_modules/", "/bin/", "/obj/", "/.git/", "/wwwroot/", "/dist/"];

    public static string Root { get; } = FindRoot();

    public static IEnumerable<string> Files(string pattern) =>
        Directory.EnumerateFiles(Root, pattern, SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
            .Where(path => !NotOurs.Any(("/" + path).Contains));

    public static string Read(string relative) => File.ReadAllText(Path.Combine(Root, relative));

    /// <summary>Project name to the projects that it references.</summary>
    public static Dictionary<string, string[]> References() =>
        Files("*.csproj").ToDictionary(
            path => Path.GetFileNameWithoutExtension(path),
            path => XDocument.Parse(Read(path)).Descendants("ProjectReference")
                .Select(node => Path.GetFileNameWithoutExtension(node.Attribute("Include")!.Value))
                .ToArray());

    private static string FindRoot([CallerFilePath] string here = "")
    {
        for (var folder = Path.GetDirectoryName(here); folder is not null; folder = Path.GetDirectoryName(folder))
            if (File.Exists(Path.Combine(folder, "Edge.sln")))
                return folder;
        throw new InvalidOperationException("Edge.sln was not found above the test sources.");
    }
}
