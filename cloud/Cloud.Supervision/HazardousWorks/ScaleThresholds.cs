using System.Globalization;
using System.Text.Json;

namespace Cloud.Supervision.HazardousWorks;

/// <summary>
/// The thresholds of 建办质〔2018〕31号 as data: criteria are alternatives, all comparisons are closed, and a size that is
/// not known never makes a work harmless.
/// </summary>
public sealed class ScaleThresholds
{
    private readonly Dictionary<string, JsonElement> _works;

    private ScaleThresholds(Dictionary<string, JsonElement> works) => _works = works;

    /// <summary>The data that ship with the platform.</summary>
    public static ScaleThresholds Shipped { get; } = Load();

    /// <summary>What decides the scale of a kind of works, for forms: only these sizes and circumstances are asked for.</summary>
    public ScaleRule Of(HazardousWorkKind kind)
    {
        var work = _works[Id(kind)];
        var (hazardous, over) = (Limits(work.GetProperty("hazardous")), Limits(work.GetProperty("over_scale")));
        var units = hazardous.Concat(over).DistinctBy(limit => limit.Name).ToDictionary(limit => limit.Name, limit => limit.Unit);
        return new ScaleRule(
            kind, IsAlways(work.GetProperty("hazardous")), IsAlways(work.GetProperty("over_scale")),
            [.. units.Select(unit => new SizeLimit(Member(unit.Key), unit.Value, Value(hazardous, unit.Key), Value(over, unit.Key)))],
            [.. Flags(work.GetProperty("hazardous")).Concat(Flags(work.GetProperty("over_scale"))).Distinct().Select(Member)]);
    }

    /// <summary>The scale of a work, with the sentence that says why.</summary>
    public (WorkScale Scale, string Why) Classify(HazardousWorkKind kind, WorkSizes sizes)
    {
        var work = _works[Id(kind)];
        var values = JsonSerializer.SerializeToElement(sizes, JsonSerializerOptions.Web);
        if (Meets(work.GetProperty("over_scale"), values, out var over) is true)
            return (WorkScale.OverScale, over);
        if (Meets(work.GetProperty("hazardous"), values, out var hazardous) is var met && met is true)
            return (WorkScale.Hazardous, hazardous);
        return met is null ? (WorkScale.Hazardous, $"{hazardous}未填写，按危大工程管理") : (WorkScale.Below, "各项参数均未达到标准");
    }

    private static string Id(HazardousWorkKind kind) => kind.ToString() is var name ? $"{name[..2].ToUpperInvariant()}{(name.StartsWith("Pit", StringComparison.Ordinal) ? "T" : "")}-{name[^1]}" : "";

    // True, false, or null when a size that would decide is not known.
    private static bool? Meets(JsonElement rule, JsonElement sizes, out string why)
    {
        why = "";
        if (rule.ValueKind == JsonValueKind.Null)
            return false;
        if (rule.TryGetProperty("always", out _))
        {
            why = "此类工程不论规模";
            return true;
        }

        foreach (var flag in Flags(rule))
            if (sizes.GetProperty(Member(flag)).GetBoolean())
            {
                why = "存在须按此管理的情形";
                return true;
            }

        var unknown = new List<string>();
        foreach (var limit in rule.TryGetProperty("any", out var any) ? any.EnumerateArray().ToArray() : [])
        {
            var name = limit.GetProperty("param").GetString()!;
            var (least, unit) = (limit.GetProperty("value").GetDouble(), limit.GetProperty("unit").GetString());
            if (!sizes.TryGetProperty(Member(name), out var size) || size.ValueKind == JsonValueKind.Null)
                unknown.Add(Label(name));
            else if (size.GetDouble() >= least)
            {
                why = string.Create(CultureInfo.InvariantCulture, $"{Label(name)}{size.GetDouble()}{unit}，达到{least}{unit}");
                return true;
            }
        }

        why = string.Join("、", unknown);
        return unknown.Count > 0 ? null : false;
    }

    private static bool IsAlways(JsonElement rule) => rule.ValueKind == JsonValueKind.Object && rule.TryGetProperty("always", out _);

    private static List<(string Name, string Unit, double Least)> Limits(JsonElement rule) =>
        rule.ValueKind == JsonValueKind.Object && rule.TryGetProperty("any", out var any)
            ? [.. any.EnumerateArray().Select(limit => (limit.GetProperty("param").GetString()!, limit.GetProperty("unit").GetString()!, limit.GetProperty("value").GetDouble()))] : [];

    private static double? Value(List<(string Name, string Unit, double Least)> limits, string name) =>
        limits.FirstOrDefault(limit => limit.Name == name) is { Name: not null } found ? found.Least : null;

    private static IEnumerable<string> Flags(JsonElement rule) => rule.ValueKind != JsonValueKind.Object ? [] :
        (rule.TryGetProperty("or_flag", out var one) ? [one.GetString()!] : Array.Empty<string>())
        .Concat(rule.TryGetProperty("flags_any", out var many) ? many.EnumerateArray().Select(flag => flag.GetString()!) : []);

    private static string Member(string snake)
    {
        var words = snake.Split('_');
        return words[0] + string.Concat(words.Skip(1).Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
    }

    private static string Label(string snake) => typeof(WorkSizes).GetProperty(char.ToUpperInvariant(snake[0]) + Member(snake)[1..]) is { } property
        && property.GetCustomAttributes(typeof(Platform.Registers.LabelAttribute), false) is [Platform.Registers.LabelAttribute label] ? label.Zh : snake;

    private static ScaleThresholds Load()
    {
        using var stream = typeof(ScaleThresholds).Assembly.GetManifestResourceStream("hazardous-works.json")!;
        using var document = JsonDocument.Parse(stream);
        return new ScaleThresholds(document.RootElement.GetProperty("works").EnumerateArray().ToDictionary(work => work.GetProperty("id").GetString()!, work => work.Clone()));
    }
}

/// <summary>What decides the scale of a kind of works.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Always">Hazardous whatever its size.</param>
/// <param name="AlwaysOver">Over scale whatever its size.</param>
/// <param name="Sizes">Sizes with their limits; one that is reached is enough.</param>
/// <param name="Flags">Circumstances that are enough by themselves.</param>
public sealed record ScaleRule(HazardousWorkKind Kind, bool Always, bool AlwaysOver, IReadOnlyList<SizeLimit> Sizes, IReadOnlyList<string> Flags);

/// <summary>Limits of a size.</summary>
/// <param name="Name">Member of <see cref="WorkSizes"/>, camelCase.</param>
/// <param name="Unit">Of the limits.</param>
/// <param name="Hazardous">From here on hazardous; null = this size does not decide it.</param>
/// <param name="OverScale">From here on over scale; null = this size does not decide it.</param>
public sealed record SizeLimit(string Name, string Unit, double? Hazardous, double? OverScale);
