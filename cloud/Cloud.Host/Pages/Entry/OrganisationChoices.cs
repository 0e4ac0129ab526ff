using Cloud.Platform.Areas;
using Cloud.Platform.Organisations;

namespace Cloud.Host.Pages.Entry;

/// <summary>What a form about an enterprise offers: the kinds, and the counties and functional zones by city.</summary>
public sealed class OrganisationChoices(OrganisationKinds kinds, AreaTree areas)
{
    /// <summary>The form in the reader's language.</summary>
    public OrganisationForm Form(Tongue words, OrganisationInput input, IReadOnlyDictionary<string, string[]> faults) => new(
        words, input, faults,
        [.. kinds.All.Where(kind => kind.Category is OrganisationCategory.Enterprise).Select(kind => (kind.Code, words[kind.Label, kind.LabelEn]))],
        [.. areas.All.Where(area => area.Code.Level is AreaLevel.City).Select(city => (Name(city, words), Places(city, words)))]);

    private IReadOnlyList<(string Code, string Name)> Places(Area city, Tongue words) =>
    [
        .. areas.All.Where(area => area.Code.Parent == city.Code).Select(county => (county.Code.Value, Name(county, words))),
        .. areas.Zones.Where(zone => zone.Host.Parent == city.Code).Select(zone => (zone.Id, $"{zone.Name}（{areas.Find(zone.Host)!.Name}）")),
    ];

    private static string Name(Area area, Tongue words) => words[area.Name, area.NameEn ?? area.Name];
}
