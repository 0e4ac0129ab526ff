using System.Text.Json;

namespace Cloud.Host;

/// <summary>Cities and counties of Liaoning (GB/T 2260), from the data file that ships with the platform.</summary>
public static class Divisions
{
    private static readonly Lazy<IReadOnlyDictionary<string, string>> Names = new(Load);

    /// <summary>Province, city and county of a six-digit code; null for an unknown one.</summary>
    public static string? NameOf(string code) => Names.Value.GetValueOrDefault(code);

    private static Dictionary<string, string> Load()
    {
        using var stream = typeof(Divisions).Assembly.GetManifestResourceStream("divisions-liaoning.json")!;
        using var document = JsonDocument.Parse(stream);
        var province = document.RootElement.GetProperty("province").GetProperty("name").GetString()!;
        var names = new Dictionary<string, string>();
        foreach (var city in document.RootElement.GetProperty("cities").EnumerateArray())
        {
            var cityName = province + city.GetProperty("name").GetString();
            names[city.GetProperty("code").GetString()!] = cityName;
            foreach (var county in city.GetProperty("children").EnumerateArray())
                names[county.GetProperty("code").GetString()!] = cityName + county.GetProperty("name").GetString();
        }

        return names;
    }
}
