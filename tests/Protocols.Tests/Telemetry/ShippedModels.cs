namespace Protocols.Tests.Telemetry;

/// <summary>Where the shipped models lie in the working tree.</summary>
internal static class ShippedModels
{
    public static string Folder { get; } = Find();

    public static string Devices => Path.Combine(Folder, "devices");

    public static string Rules => Path.Combine(Folder, "rules");

    private static string Find()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, "Edge.sln")))
                return Path.Combine(at.FullName, "models");
        throw new InvalidOperationException("the tests run outside the working tree");
    }
}
