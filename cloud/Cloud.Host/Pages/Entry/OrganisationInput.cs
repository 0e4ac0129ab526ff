using Cloud.Platform.Organisations;

namespace Cloud.Host.Pages.Entry;

/// <summary>An enterprise as a form sends it.</summary>
public sealed record OrganisationInput
{
    /// <summary>Code of the kind.</summary>
    public string? Kind { get; set; }

    /// <summary>As registered.</summary>
    public string? Name { get; set; }

    /// <summary>18 characters.</summary>
    public string? CreditCode { get; set; }

    /// <summary>County or zone.</summary>
    public string? Area { get; set; }

    /// <summary>Where it sits.</summary>
    public string? Address { get; set; }

    /// <summary>Legal representative.</summary>
    public string? Representative { get; set; }

    /// <summary>Who to ask.</summary>
    public string? ContactName { get; set; }

    /// <summary>Phone.</summary>
    public string? ContactPhone { get; set; }

    /// <summary>As the desk takes it; what was left out is empty and refused there.</summary>
    public OrganisationDraft ToDraft() =>
        new(Kind ?? "", Name ?? "", CreditCode ?? "", Area ?? "", Address ?? "", Representative ?? "", ContactName ?? "", ContactPhone ?? "");

    /// <summary>What is held, to be corrected; the phone is entered anew.</summary>
    public static OrganisationInput Of(Organisation held) => new()
    {
        Kind = held.Kind, Name = held.Name, CreditCode = held.CreditCode, Area = held.Area.Value, Address = held.Address, Representative = held.Representative,
        ContactName = held.Contact.Name,
    };
}

/// <summary>The fields of an enterprise with what can be chosen and what is wrong.</summary>
/// <param name="Words">The language.</param>
/// <param name="Input">As entered.</param>
/// <param name="Faults">What is wrong, by <c>organisation.field</c>.</param>
/// <param name="Kinds">What can be chosen: code and label.</param>
/// <param name="Counties">What can be chosen, by city: code or zone, and name.</param>
public sealed record OrganisationForm(
    Tongue Words, OrganisationInput Input, IReadOnlyDictionary<string, string[]> Faults, IReadOnlyList<(string Code, string Label)> Kinds,
    IReadOnlyList<(string City, IReadOnlyList<(string Code, string Name)> Places)> Counties)
{
    /// <summary>What is wrong with a field.</summary>
    public IReadOnlyList<string>? Fault(string field) => Faults.GetValueOrDefault($"organisation.{field}");
}
