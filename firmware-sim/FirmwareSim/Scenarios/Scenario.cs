using System.Text.Json;
using System.Text.Json.Serialization;

namespace FirmwareSim.Scenarios;

/// <summary>What happens on the site, and when: one JSON file in <c>firmware-sim/scenarios</c>.</summary>
/// <param name="Name">File name without extension.</param>
/// <param name="Title">For people.</param>
/// <param name="Seed">Same seed, same day.</param>
/// <param name="MeanWind">m/s at 10 m.</param>
/// <param name="Events">In any order.</param>
/// <param name="Start">Simulated start, UTC; null = the wall clock's now.</param>
/// <param name="RepeatEvery">Simulated seconds after which the events run again; null = once.</param>
/// <param name="Watch">Edges to keep in the truth log.</param>
public sealed record Scenario(
    string Name,
    string Title,
    int Seed,
    double MeanWind,
    IReadOnlyList<ScenarioEvent> Events,
    DateTimeOffset? Start = null,
    double? RepeatEvery = null,
    IReadOnlyList<Watch>? Watch = null)
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        ReadCommentHandling = JsonCommentHandling.Skip,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>Reads and checks a scenario against the site's device ids.</summary>
    /// <exception cref="InvalidDataException">With every fault, one a line.</exception>
    public static Scenario Load(string path, IReadOnlySet<string> targets)
    {
        Scenario scenario;
        try
        {
            scenario = JsonSerializer.Deserialize<Scenario>(File.ReadAllText(path), Format)
                ?? throw new InvalidDataException($"{path}: the file is empty");
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"{path}: {error.Message}", error);
        }

        var faults = scenario.Faults(targets).ToList();
        return faults.Count == 0 ? scenario : throw new InvalidDataException(string.Join('\n', faults.Select(fault => $"{path}: {fault}")));
    }

    private IEnumerable<string> Faults(IReadOnlySet<string> targets)
    {
        if (MeanWind is < 0 or > 40)
            yield return "meanWind must be 0 to 40 m/s";
        if (RepeatEvery is <= 0)
            yield return "repeatEvery must be positive";
        foreach (var (happening, index) in Events.Select((e, i) => (e, i)))
        {
            if (happening.At < 0)
                yield return $"events[{index}].at must not be negative";
            if (happening.Target != "weather" && !targets.Contains(happening.Target))
                yield return $"events[{index}].target '{happening.Target}' is no device of the site";
            if (happening.Happening == "fault" && !Enum.TryParse<FaultKind>(happening.Fault, ignoreCase: true, out _))
                yield return $"events[{index}].fault must be one of {string.Join(", ", Enum.GetNames<FaultKind>()).ToLowerInvariant()}";
        }
    }
}

/// <summary>An edge whose instant the truth log keeps: the moment the instrument first shows the value.</summary>
public sealed record Watch(string Target, string Point, double Above);

/// <summary>One thing that happens.</summary>
/// <param name="At">Simulated seconds after the start.</param>
/// <param name="Target">A device id, or <c>weather</c>.</param>
/// <param name="Happening">What the machine knows (<c>load-creep</c>, <c>pour</c>, <c>gust</c>, …) or <c>fault</c>.</param>
/// <param name="Arguments">Numbers that the happening reads.</param>
/// <param name="Fault">Kind of fault.</param>
/// <param name="Point">Point the fault sits on; null = the whole device.</param>
/// <param name="Seconds">How long a fault lasts.</param>
public sealed record ScenarioEvent(
    double At,
    string Target,
    string Happening,
    IReadOnlyDictionary<string, double>? Arguments = null,
    string? Fault = null,
    string? Point = null,
    double Seconds = 60);

/// <summary>How an instrument can fail.</summary>
public enum FaultKind
{
    /// <summary>The value does not move any more.</summary>
    Stuck,

    /// <summary>Single wild values.</summary>
    Spike,

    /// <summary>The device answers with random bytes.</summary>
    Garbage,

    /// <summary>The device answers after seconds.</summary>
    Slow,

    /// <summary>The device does not answer at all.</summary>
    Unplugged,

    /// <summary>The meter's clock is wrong.</summary>
    Clock,
}
