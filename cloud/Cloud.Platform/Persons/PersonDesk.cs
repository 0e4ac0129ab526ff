using Cloud.Platform.Organisations;

namespace Cloud.Platform.Persons;

/// <summary>A person as somebody enters him.</summary>
/// <param name="Name">As on the card.</param>
/// <param name="IdNumber">18 characters.</param>
/// <param name="Phone">Mobile number; null when not said.</param>
/// <param name="Organisation">Where the person belongs; null for nowhere.</param>
/// <param name="Position">What the person is there; null when not said.</param>
public sealed record PersonDraft(string Name, string IdNumber, string? Phone = null, OrganisationId? Organisation = null, string? Position = null);

/// <summary>A person's data in clear.</summary>
public sealed record ClearPerson(string IdNumber, string? Phone);

/// <summary>Enters persons, encrypts what is personal, and opens it again for a reason.</summary>
public sealed class PersonDesk(IPersonStore store, PersonalCipher cipher, TimeProvider time)
{
    /// <summary>What is wrong with a draft, by field; empty when nothing is.</summary>
    public Dictionary<string, string[]> Faults(PersonDraft draft)
    {
        var faults = new Dictionary<string, string[]>();
        if (draft.Name.Trim().Length is < 2 or > 50)
            faults["name"] = ["须为2至50字"];
        if (IdNumber.Fault(IdNumber.Normalise(draft.IdNumber), SiteDay.Of(time)) is { } fault)
            faults["idNumber"] = [fault];
        if (draft.Phone is { Length: > 0 } phone && !OrganisationDesk.IsPhone(phone))
            faults["phone"] = ["请填写11位手机号码或带区号的固定电话"];
        if (draft.Position?.Length > 50)
            faults["position"] = ["不能超过50字"];
        return faults;
    }

    /// <summary>Adds a person without faults; null when the number is there already.</summary>
    public async Task<Person?> AddAsync(PersonDraft draft, CancellationToken cancel)
    {
        var (id, number) = (PersonId.New(time.GetUtcNow()), IdNumber.Normalise(draft.IdNumber));
        var phone = string.IsNullOrWhiteSpace(draft.Phone) ? null : draft.Phone.Trim();
        var person = new Person(
            id, draft.Name.Trim(), cipher.Encrypt(number, Owner(id, "id-number")), cipher.Digest(number), Masks.IdNumber(number),
            phone is null ? null : cipher.Encrypt(phone, Owner(id, "phone")), phone is null ? null : Masks.Phone(phone),
            draft.Organisation, draft.Position?.Trim(), time.GetUtcNow(), Version: 1);
        return await store.AddAsync(person, cancel) ? person : null;
    }

    /// <summary>Changes phone, position and organisation; a number never changes. Null when somebody else was faster.</summary>
    public Task<Person?> EditAsync(Person person, string? phone, string? position, OrganisationId? organisation, CancellationToken cancel)
    {
        var trimmed = string.IsNullOrWhiteSpace(phone) ? null : phone.Trim();
        return store.UpdateAsync(
            person with
            {
                PhoneBox = trimmed is null ? person.PhoneBox : cipher.Encrypt(trimmed, Owner(person.Id, "phone")),
                PhoneMask = trimmed is null ? person.PhoneMask : Masks.Phone(trimmed),
                Position = position?.Trim() ?? person.Position,
                Organisation = organisation,
            },
            cancel);
    }

    /// <summary>The digest by which a number is found.</summary>
    public string DigestOf(string idNumber) => cipher.Digest(IdNumber.Normalise(idNumber));

    /// <summary>Opens what is encrypted; the caller has asked for the reason and keeps it.</summary>
    public ClearPerson Open(Person person) => new(
        cipher.Decrypt(person.IdNumberBox, Owner(person.Id, "id-number")),
        person.PhoneBox is null ? null : cipher.Decrypt(person.PhoneBox, Owner(person.Id, "phone")));

    private static string Owner(PersonId id, string field) => $"person/{id}/{field}";
}
