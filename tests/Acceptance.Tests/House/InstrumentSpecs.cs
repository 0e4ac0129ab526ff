using System.Text.RegularExpressions;

namespace Acceptance.Tests.House;

/// <summary>Whoever reads a counter on a metrics page finds it explained beside the program.</summary>
public sealed partial class InstrumentSpecs
{
    [Theory]
    [InlineData("edge/", "edge/README.md", '_')]
    [InlineData("cloud/", "cloud/README.md", '.')]
    public void every_instrument_is_listed_in_the_readme(string folder, string readme, char separator)
    {
        var listed = Repository.Read(readme);
        var instruments = Repository.Files("*.cs")
            .Where(path => path.StartsWith(folder, StringComparison.Ordinal))
            .SelectMany(path => Instrument().Matches(Repository.Read(path)).Select(match => (path, name: match.Groups["name"].Value)))
            .ToList();

        Assert.NotEmpty(instruments);
        House.IsClean(instruments
            .Where(one => !listed.Contains(one.name.Replace('.', separator), StringComparison.Ordinal))
            .Select(one => $"{readme} does not list {one.name} of {one.path}"));
    }

    [GeneratedRegex("""Create(Counter|Histogram|UpDownCounter|ObservableGauge|ObservableCounter|ObservableUpDownCounter|Gauge)(<\w+>)?\(\s*"(?<name>[^"]+)""")]
    private static partial Regex Instrument();
}
