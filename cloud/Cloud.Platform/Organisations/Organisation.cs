using Cloud.Platform.Areas;

namespace Cloud.Platform.Organisations;

/// <summary>Whether an organisation supervises or is supervised.</summary>
public enum OrganisationCategory
{
    /// <summary>主管部门、监督机构: made by an administrator.</summary>
    Authority,

    /// <summary>责任主体: registers itself and is verified.</summary>
    Enterprise,
}

/// <summary>A kind of organisation.</summary>
/// <param name="Code">Stable, kebab-case.</param>
/// <param name="Label">Chinese.</param>
/// <param name="LabelEn">English.</param>
/// <param name="Category">Supervises or is supervised.</param>
public sealed record OrganisationKind(string Code, string Label, string LabelEn, OrganisationCategory Category);

/// <summary>How far an organisation has come.</summary>
public enum OrganisationState
{
    /// <summary>待核验: it has registered itself.</summary>
    Applied,

    /// <summary>已退回: something must be completed.</summary>
    Returned,

    /// <summary>正常.</summary>
    Active,

    /// <summary>已冻结: its people cannot sign in.</summary>
    Frozen,

    /// <summary>已注销: for ever.</summary>
    Cancelled,
}

/// <summary>An authority or an enterprise.</summary>
/// <param name="Id">Time-ordered id.</param>
/// <param name="Kind">Code of its kind.</param>
/// <param name="Name">As registered.</param>
/// <param name="CreditCode">Checked (GB 32100).</param>
/// <param name="Area">Of an enterprise: the county that verifies it. Of an authority: what it is in charge of; its level says province, city or county.</param>
/// <param name="State">How far it has come.</param>
/// <param name="Address">Where it sits.</param>
/// <param name="Representative">Legal representative.</param>
/// <param name="Contact">Who to ask; phone masked.</param>
/// <param name="CreatedAt">When it came.</param>
/// <param name="Parent">The authority above; null for none.</param>
/// <param name="Note">Why it was returned, frozen or cancelled; null otherwise.</param>
/// <param name="DecidedBy">Who decided last, for people; null before.</param>
/// <param name="DecidedAt">When; null before.</param>
/// <param name="Version">Grows with each change; 0 before it is stored.</param>
public sealed record Organisation(
    OrganisationId Id,
    string Kind,
    string Name,
    string CreditCode,
    AreaCode Area,
    OrganisationState State,
    string Address,
    string Representative,
    OrganisationContact Contact,
    DateTimeOffset CreatedAt,
    OrganisationId? Parent = null,
    string? Note = null,
    string? DecidedBy = null,
    DateTimeOffset? DecidedAt = null,
    long Version = 0);

/// <summary>Who to ask at an organisation.</summary>
/// <param name="Name">Person.</param>
/// <param name="PhoneBox">The encrypted phone.</param>
/// <param name="PhoneMask">138****5678.</param>
public sealed record OrganisationContact(string Name, string PhoneBox, string PhoneMask);

/// <summary>Which organisations are asked for.</summary>
/// <param name="Text">Part of the name or the credit code; null = any.</param>
/// <param name="Kind">Code of a kind; null = any.</param>
/// <param name="State">Null = any.</param>
/// <param name="Areas">Within one of these; null = anywhere, empty = nowhere.</param>
/// <param name="Own">And these, wherever they are.</param>
/// <param name="After">The last id of the page before; null = from the beginning.</param>
/// <param name="Limit">1–200.</param>
public sealed record OrganisationFilter(
    string? Text = null, string? Kind = null, OrganisationState? State = null, IReadOnlyCollection<AreaCode>? Areas = null,
    IReadOnlyCollection<OrganisationId>? Own = null, OrganisationId? After = null, int Limit = 50);

/// <summary>Where organisations lie. Every answer to a write comes after the disk has it.</summary>
public interface IOrganisationStore
{
    /// <summary>By id.</summary>
    Task<Organisation?> FindAsync(OrganisationId id, CancellationToken cancel);

    /// <summary>By credit code, one that is not cancelled.</summary>
    Task<Organisation?> FindByCreditCodeAsync(string creditCode, CancellationToken cancel);

    /// <summary>A page, by id.</summary>
    Task<IReadOnlyList<Organisation>> ListAsync(OrganisationFilter filter, CancellationToken cancel);

    /// <summary>Adds one; false when one that is not cancelled has the credit code.</summary>
    Task<bool> AddAsync(Organisation organisation, CancellationToken cancel);

    /// <summary>Replaces one of the same version; null when it is gone or was changed meanwhile.</summary>
    Task<Organisation?> UpdateAsync(Organisation organisation, CancellationToken cancel);
}
