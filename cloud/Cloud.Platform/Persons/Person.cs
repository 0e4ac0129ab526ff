using Cloud.Platform.Organisations;

namespace Cloud.Platform.Persons;

/// <summary>A natural person. Number and phone are kept encrypted; what is shown is masked.</summary>
/// <param name="Id">Time-ordered id.</param>
/// <param name="Name">As on the card.</param>
/// <param name="IdNumberBox">The encrypted number.</param>
/// <param name="IdNumberDigest">Keyed digest of the number: one person is entered once.</param>
/// <param name="IdNumberMask">210***********1234.</param>
/// <param name="PhoneBox">The encrypted phone; null when there is none.</param>
/// <param name="PhoneMask">138****5678; null when there is none.</param>
/// <param name="Organisation">Where the person belongs now; null when nowhere.</param>
/// <param name="Position">What the person is there; null when not said.</param>
/// <param name="CreatedAt">When it was entered.</param>
/// <param name="Version">Grows with each change; 0 before it is stored.</param>
public sealed record Person(
    PersonId Id,
    string Name,
    string IdNumberBox,
    string IdNumberDigest,
    string IdNumberMask,
    string? PhoneBox,
    string? PhoneMask,
    OrganisationId? Organisation,
    string? Position,
    DateTimeOffset CreatedAt,
    long Version = 0);

/// <summary>Which persons are asked for.</summary>
/// <param name="Text">Part of the name; null = any.</param>
/// <param name="IdNumberDigest">Exactly this person; null = any.</param>
/// <param name="Organisations">Of these; null = of any, empty = none.</param>
/// <param name="After">The last id of the page before; null = from the beginning.</param>
/// <param name="Limit">1–200.</param>
public sealed record PersonFilter(
    string? Text = null, string? IdNumberDigest = null, IReadOnlyCollection<OrganisationId>? Organisations = null, PersonId? After = null, int Limit = 50);

/// <summary>Where persons lie. Every answer to a write comes after the disk has it.</summary>
public interface IPersonStore
{
    /// <summary>By id.</summary>
    Task<Person?> FindAsync(PersonId id, CancellationToken cancel);

    /// <summary>By the digest of the number.</summary>
    Task<Person?> FindByDigestAsync(string digest, CancellationToken cancel);

    /// <summary>A page, by id.</summary>
    Task<IReadOnlyList<Person>> ListAsync(PersonFilter filter, CancellationToken cancel);

    /// <summary>Adds a person; false when the number is there already.</summary>
    Task<bool> AddAsync(Person person, CancellationToken cancel);

    /// <summary>Replaces a person of the same version; null when it is gone or was changed meanwhile.</summary>
    Task<Person?> UpdateAsync(Person person, CancellationToken cancel);
}
