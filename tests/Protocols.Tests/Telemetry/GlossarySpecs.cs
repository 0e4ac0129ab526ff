using System.Globalization;
using System.Text;
using Telemetry.Model.Sensors;

namespace Protocols.Tests.Telemetry;

/// <summary>Run with <c>EDGE_WRITE_GENERATED=1</c> to write the glossary into <c>models/README.md</c> anew.</summary>
public sealed class GlossarySpecs
{
    private const string Begin = "<!-- generated from SensorTypes: begin -->";
    private const string End = "<!-- generated from SensorTypes: end -->";

    [Fact]
    public void the_glossary_lists_every_point_and_parameter_as_the_code_names_it()
    {
        var file = Path.Combine(ShippedModels.Folder, "README.md");
        var readme = File.ReadAllText(file);
        var (from, to) = (readme.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length, readme.IndexOf(End, StringComparison.Ordinal));
        var expected = Glossary();
        if (Environment.GetEnvironmentVariable("EDGE_WRITE_GENERATED") == "1")
            File.WriteAllText(file, readme = readme[..from] + expected + readme[to..]);

        Assert.Equal(expected, readme[from..readme.IndexOf(End, StringComparison.Ordinal)]);
    }

    private static string Glossary()
    {
        var text = new StringBuilder("\n");
        foreach (var type in SensorTypes.All)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n### {type.Label} · {type.LabelEn} · `{type.Id}`\n\n{type.Source}\n\n");
            text.Append("| 中文 | English | id | Unit | Range |\n|---|---|---|---|---|\n");
            foreach (var point in type.Points)
                text.Append(CultureInfo.InvariantCulture, $"| {point.Label} | {point.LabelEn} | `{point.Id}` | {(point.Flag ? "flag" : point.Unit)} | {point.Range.Min} – {point.Range.Max} |\n");
            if (type.Parameters.Count == 0)
                continue;
            text.Append("\n| 参数 | Parameter | id | Unit | Range |\n|---|---|---|---|---|\n");
            foreach (var parameter in type.Parameters)
                text.Append(CultureInfo.InvariantCulture, $"| {parameter.Label} | {parameter.LabelEn} | `{parameter.Id}` | {parameter.Unit} | {parameter.Range.Min} – {parameter.Range.Max} |\n");
        }

        return text.Append('\n').ToString();
    }
}
