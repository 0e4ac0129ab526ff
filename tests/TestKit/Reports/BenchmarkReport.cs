using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TestKit.Reports;

/// <summary>
/// What a measuring command writes: a page <c>NAME-DATE.md</c> for people and <c>NAME-DATE.json</c> with everything raw, both
/// in <c>tests/Benchmarks/reports</c> unless the environment's <c>EDGE_REPORTS</c> names another folder. Date, commit and
/// conditions are taken by itself; create it before the measured work, so that the load of others is counted during it.
/// A long form is a report of its own; the last run of a day stands.
/// </summary>
public sealed class BenchmarkReport
{
    private static readonly JsonSerializerOptions Pretty = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly string _root = RepositoryRoot();
    private readonly string _name;
    private readonly string _title;
    private readonly TimeProvider _time;
    private readonly DateTimeOffset _began;
    private readonly OtherLoad _others;
    private readonly List<Figure> _figures = [];
    private readonly List<string> _notes = [];
    private readonly List<(string Name, string Unit, Distribution Values)> _distributions = [];
    private readonly JsonObject _raw = [];

    /// <param name="name">Of the command, as <c>path</c> or <c>kill</c>; in the file's name.</param>
    /// <param name="title">One sentence: what was measured.</param>
    /// <param name="isLong">True for the long form.</param>
    /// <param name="time">Clock of the report's date.</param>
    public BenchmarkReport(string name, string title, bool isLong, TimeProvider time)
    {
        (_name, _title, _time) = (isLong ? name + "-long" : name, title, time);
        _began = time.GetUtcNow();
        _others = OtherLoad.Begin(time);
    }

    /// <summary>The page's path.</summary>
    public string Path => System.IO.Path.Combine(Folder, Stem + ".md");

    private string Folder => Environment.GetEnvironmentVariable("EDGE_REPORTS") is { Length: > 0 } folder
        ? folder
        : System.IO.Path.Combine(_root, "tests", "Benchmarks", "reports");

    private string Stem => string.Create(CultureInfo.InvariantCulture, $"{_name}-{_began:yyyy-MM-dd}");

    /// <summary>Adds a measured number.</summary>
    /// <param name="name">What it is.</param>
    /// <param name="value">The value.</param>
    /// <param name="unit">Its unit.</param>
    /// <param name="goal">The bar, when there is one.</param>
    public BenchmarkReport Add(string name, double value, string unit, Goal? goal = null)
    {
        _figures.Add(new Figure(name, value, unit, goal));
        return this;
    }

    /// <summary>Adds a distribution: a table of percentiles for people, the histogram in the raw file.</summary>
    public BenchmarkReport Add(string name, string unit, Distribution values)
    {
        _distributions.Add((name, unit, values));
        return this;
    }

    /// <summary>Adds a sentence: what a number means, what is missed and why.</summary>
    public BenchmarkReport Note(string sentence)
    {
        _notes.Add(sentence);
        return this;
    }

    /// <summary>Adds something to the raw file only.</summary>
    public BenchmarkReport Raw(string key, JsonNode? value)
    {
        _raw[key] = value?.DeepClone();
        return this;
    }

    /// <summary>Writes both files; the page's path.</summary>
    public string Write()
    {
        var conditions = Conditions.Read(_root, _others.End());
        var took = _time.GetUtcNow() - _began;
        Directory.CreateDirectory(Folder);
        File.WriteAllText(System.IO.Path.Combine(Folder, Stem + ".json"), Json(conditions, took).ToJsonString(Pretty) + "\n");
        File.WriteAllText(Path, Page(conditions, took));
        return Path;
    }

    /// <summary>True unless a figure misses its goal.</summary>
    public bool MeetsGoals => _figures.TrueForAll(figure => figure.Goal?.IsMetBy(figure.Value) ?? true);

    private static string RepositoryRoot([CallerFilePath] string here = "")
    {
        for (var folder = System.IO.Path.GetDirectoryName(here); folder is not null; folder = System.IO.Path.GetDirectoryName(folder))
            if (File.Exists(System.IO.Path.Combine(folder, "Edge.sln")))
                return folder;
        throw new InvalidOperationException("Edge.sln was not found above the sources.");
    }

    private string Page(Conditions conditions, TimeSpan took)
    {
        var page = new StringBuilder();
        Line($"# {_name}: {_title}");
        Line($"");
        Line($"{_began:yyyy-MM-dd HH:mm} UTC, commit {conditions.Commit}, took {took.TotalSeconds:0} s. Raw: [{Stem}.json]({Stem}.json).");
        Line($"");
        Line($"{conditions.Machine}; {conditions.Kernel}; {conditions.Runtime}. Others meanwhile: {conditions.Others}.");
        Line($"");
        Line($"| What | Measured | Goal | |");
        Line($"|---|---:|---:|---|");
        foreach (var figure in _figures)
            Line($"| {figure.Name} | {Figure.Text(figure.Value)} {figure.Unit} | {figure.Goal?.Text(figure.Unit)} | {(figure.Goal is { } goal ? goal.IsMetBy(figure.Value) ? "met" : "**missed**" : "")} |");
        if (_distributions.Count > 0)
        {
            Line($"");
            Line($"| Distribution | n | p50 | p90 | p99 | p99.9 | max |");
            Line($"|---|---:|---:|---:|---:|---:|---:|");
            foreach (var (name, unit, values) in _distributions)
                Line($"| {name}, {unit} | {values.Count} | {P(values, 0.5)} | {P(values, 0.9)} | {P(values, 0.99)} | {P(values, 0.999)} | {P(values, 1)} |");
        }

        foreach (var note in _notes)
            Line($"\n{note}");
        return page.ToString();

        void Line(FormattableString text) => page.Append(text.ToString(CultureInfo.InvariantCulture)).Append('\n');
        static string P(Distribution values, double share) => Figure.Text(values.Percentile(share));
    }

    private JsonObject Json(Conditions conditions, TimeSpan took) => new()
    {
        ["name"] = _name,
        ["title"] = _title,
        ["began"] = _began,
        ["seconds"] = Math.Round(took.TotalSeconds, 1),
        ["conditions"] = conditions.ToJson(),
        ["figures"] = new JsonArray([.. _figures.Select(figure => figure.ToJson())]),
        ["distributions"] = new JsonArray([.. _distributions.Select(entry => entry.Values.ToJson(entry.Name, entry.Unit))]),
        ["notes"] = new JsonArray([.. _notes.Select(note => JsonValue.Create(note))]),
        ["raw"] = _raw.DeepClone(),
    };
}
