using System.Globalization;
using System.Text.Json;

namespace Cloud.Platform.Areas;

/// <summary>An administrative division.</summary>
/// <param name="Code">Six digits.</param>
/// <param name="Name">沈阳市, 和平区.</param>
/// <param name="FullName">With what is above it: 辽宁省沈阳市和平区.</param>
/// <param name="NameEn">English; null when there is none.</param>
/// <param name="Kind">市辖区, 县, 县级市, 自治县; null above a county.</param>
/// <param name="FullNameEn">English with what is above it, the smallest first: Heping District, Shenyang, Liaoning.</param>
/// <param name="Extent">The box around a county; null above and where it is not known.</param>
public sealed record Area(AreaCode Code, string Name, string FullName, string? NameEn = null, string? Kind = null, string? FullNameEn = null, AreaExtent? Extent = null)
{
    /// <summary>Why a place cannot lie in it, in Chinese; null when it can.</summary>
    /// <param name="longitude">Degrees east.</param>
    /// <param name="latitude">Degrees north.</param>
    public string? WhyNotAt(double longitude, double latitude) => Extent is not { } box || box.IsNear(longitude, latitude) ? null
        : string.Create(CultureInfo.InvariantCulture, $"位置不在{Name}（东经{box.West:0.00}至{box.East:0.00}，北纬{box.South:0.00}至{box.North:0.00}）");
}

/// <summary>A functional zone: no division of its own, but what people call the place. It stands for its host county.</summary>
/// <param name="Id">Stable, lower case with hyphens.</param>
/// <param name="Name">大连金普新区.</param>
/// <param name="Host">The county whose code is used.</param>
/// <param name="NameEn">English; null when there is none.</param>
public sealed record AreaZone(string Id, string Name, AreaCode Host, string? NameEn = null);

/// <summary>Province, cities and counties with the functional zones, from the data files that ship with the platform.</summary>
public sealed class AreaTree
{
    private readonly Dictionary<AreaCode, Area> _areas;

    private AreaTree(IReadOnlyList<Area> areas, IReadOnlyList<AreaZone> zones)
    {
        (All, Zones) = (areas, zones);
        _areas = areas.ToDictionary(area => area.Code);
        if (zones.FirstOrDefault(zone => !_areas.ContainsKey(zone.Host)) is { } lost)
            throw new InvalidDataException($"Zone {lost.Id} has the host {lost.Host}, which is no area.");
    }

    /// <summary>The province first, each city before its counties.</summary>
    public IReadOnlyList<Area> All { get; }

    /// <summary>The functional zones.</summary>
    public IReadOnlyList<AreaZone> Zones { get; }

    /// <summary>The province.</summary>
    public Area Root => All[0];

    /// <summary>The area of a code; null for an unknown one.</summary>
    public Area? Find(AreaCode code) => _areas.GetValueOrDefault(code);

    /// <summary>The area of six digits, or the host of a functional zone's id; null for neither.</summary>
    public Area? Find(string? codeOrZone) =>
        AreaCode.TryParse(codeOrZone, null, out var code) ? Find(code)
        : Zones.FirstOrDefault(zone => zone.Id == codeOrZone) is { } zone ? Find(zone.Host) : null;

    /// <summary>Reads the files of divisions and zones.</summary>
    /// <exception cref="InvalidDataException">A code is wrong, or a zone has no host.</exception>
    public static AreaTree Load(Stream divisions, Stream zones)
    {
        using var tree = JsonDocument.Parse(divisions);
        using var aliases = JsonDocument.Parse(zones);
        var province = Read(tree.RootElement.GetProperty("province"), null);
        var areas = new List<Area> { province };
        foreach (var node in tree.RootElement.GetProperty("cities").EnumerateArray())
        {
            var city = Read(node, province);
            areas.Add(city);
            areas.AddRange(node.GetProperty("children").EnumerateArray().Select(county => Read(county, city)));
        }

        return new AreaTree(areas, [.. aliases.RootElement.GetProperty("zones").EnumerateArray().Select(Zone)]);
    }

    private static Area Read(JsonElement node, Area? above)
    {
        var (name, english) = (node.GetProperty("name").GetString()!, Text(node, "name_en"));
        return new Area(
            Code(node, "code"), name, above?.FullName + name, english, Text(node, "type"), above?.FullNameEn is { } rest && english is not null ? $"{english}, {rest}" : english,
            node.TryGetProperty("extent", out var box) ? new AreaExtent(box[0].GetDouble(), box[1].GetDouble(), box[2].GetDouble(), box[3].GetDouble()) : null);
    }

    private static AreaZone Zone(JsonElement node) => new(node.GetProperty("id").GetString()!, node.GetProperty("name").GetString()!, Code(node, "host"), Text(node, "name_en"));

    private static AreaCode Code(JsonElement node, string member) =>
        AreaCode.TryParse(node.GetProperty(member).GetString(), null, out var code)
            ? code : throw new InvalidDataException($"'{node.GetProperty(member).GetString()}' is no division code.");

    private static string? Text(JsonElement node, string member) => node.TryGetProperty(member, out var value) ? value.GetString() : null;
}
