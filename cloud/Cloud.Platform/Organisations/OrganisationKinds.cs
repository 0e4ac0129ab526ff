namespace Cloud.Platform.Organisations;

/// <summary>The kinds of organisation of a composition.</summary>
public sealed class OrganisationKinds(IReadOnlyList<OrganisationKind> kinds)
{
    /// <summary>In the order in which people choose.</summary>
    public IReadOnlyList<OrganisationKind> All { get; } = kinds;

    /// <summary>By code; null for an unknown one.</summary>
    public OrganisationKind? Find(string code) => All.FirstOrDefault(kind => kind.Code == code);
}
