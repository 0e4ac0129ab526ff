namespace Acceptance.Tests.House;

/// <summary>The arrows of the architecture: A -> B means that A may reference B; anything else fails.</summary>
public sealed class ArrowSpecs
{
    private const string Trainer = "models/vision/Vision.Training/Vision.Training.csproj";

    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Telemetry.Model"] = [],
        ["Protocols"] = [],
        ["FirmwareSim"] = ["Protocols", "Telemetry.Model"],
        ["Edge.Core"] = ["Protocols", "Telemetry.Model"],
        ["Edge.Drivers"] = ["Edge.Core", "Protocols", "Telemetry.Model"],
        ["Vision"] = [],
        ["Vision.Score"] = ["Vision"],
        ["Vision.Training"] = ["Vision"],
        ["Edge.Vision"] = ["Edge.Core", "Protocols", "Telemetry.Model", "Vision"],
        ["Edge.Gateway"] = ["Edge.Core", "Edge.Drivers", "Edge.Vision", "Protocols", "Telemetry.Model"],
        ["Cloud.Platform"] = ["Telemetry.Model"],
        ["Cloud.Telemetry"] = ["Cloud.Platform", "Protocols", "Telemetry.Model"],
        ["Cloud.Supervision"] = ["Cloud.Telemetry", "Cloud.Platform", "Telemetry.Model"],
        ["Cloud.Storage"] = ["Cloud.Telemetry", "Cloud.Platform", "Telemetry.Model"],
        ["Cloud.Host"] = ["Cloud.Platform", "Cloud.Telemetry", "Cloud.Supervision", "Cloud.Storage", "Telemetry.Model", "Protocols"],
    };

    [Fact]
    public void every_reference_is_an_arrow_of_the_architecture()
    {
        var forbidden = Repository.References()
            .Where(project => Allowed.ContainsKey(project.Key))
            .SelectMany(project => project.Value.Except(Allowed[project.Key]).Select(to => $"{project.Key} -> {to}"));

        House.IsClean(forbidden);
    }

    [Fact]
    public void every_product_project_is_in_the_architecture()
    {
        var unknown = Repository.Files("*.csproj")
            .Where(path => !path.StartsWith("tests/", StringComparison.Ordinal))
            .Select(path => Path.GetFileNameWithoutExtension(path)!)
            .Except(Allowed.Keys);

        House.IsClean(unknown);
    }

    [Fact]
    public void every_project_is_in_the_solution()
    {
        var solution = Repository.Read("Edge.sln").Replace('\\', '/');

        // The trainer stands outside: it alone restores 500 MB of libtorch, which no build, test or run of the product needs.
        Assert.All(Repository.Files("*.csproj").Where(path => path != Trainer), path => Assert.Contains(path, solution, StringComparison.Ordinal));
        Assert.DoesNotContain(Trainer, solution, StringComparison.Ordinal);
    }

    [Fact]
    public void nothing_but_the_trainer_restores_its_packages()
    {
        var users = Repository.Files("*.csproj").Where(path => Repository.Read(path).Contains("Include=\"TorchSharp\"", StringComparison.Ordinal));

        Assert.Equal([Trainer], users);
    }

    [Fact]
    public void edge_and_cloud_do_not_name_each_other()
    {
        var crossings = Repository.Files("*.cs").Where(path =>
            (path.StartsWith("edge/", StringComparison.Ordinal) && Repository.Read(path).Contains("using Cloud.", StringComparison.Ordinal)) ||
            (path.StartsWith("cloud/", StringComparison.Ordinal) && Repository.Read(path).Contains("using Edge.", StringComparison.Ordinal)));

        House.IsClean(crossings);
    }

    [Fact]
    public void the_root_holds_the_six_folders_and_build_files_only()
    {
        string[] folders = ["edge", "cloud", "protocols", "models", "firmware-sim", "tests"];
        string[] ignored = ["artifacts", "data", ".git", ".ci", "node_modules", "TestResults"];

        var others = Directory.EnumerateDirectories(Repository.Root).Select(Path.GetFileName).Except(folders).Except(ignored);

        House.IsClean(others);
    }
}
