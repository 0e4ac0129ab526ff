using System.Text.RegularExpressions;
using Cloud.Platform.Areas;
using Cloud.Platform.Identity;
using Cloud.Platform.Permissions;
using Cloud.Platform.Persons;

namespace Cloud.Platform.Organisations;

/// <summary>An organisation as somebody enters it.</summary>
/// <param name="Kind">Code of its kind.</param>
/// <param name="Name">As registered.</param>
/// <param name="CreditCode">18 characters.</param>
/// <param name="Area">Six digits, or the id of a functional zone.</param>
/// <param name="Address">Where it sits.</param>
/// <param name="Representative">Legal representative.</param>
/// <param name="ContactName">Who to ask.</param>
/// <param name="ContactPhone">Mobile number, or a fixed line with its area code.</param>
public sealed record OrganisationDraft(
    string Kind, string Name, string CreditCode, string Area, string Address, string Representative, string ContactName, string ContactPhone);

/// <summary>The life of an organisation: it registers, its county verifies, returns, freezes, cancels.</summary>
public sealed partial class OrganisationDesk(
    IOrganisationStore store, OrganisationKinds kinds, AreaTree areas, PeopleAccess people, PersonalCipher cipher, TimeProvider time)
{
    /// <summary>What is wrong with a draft, by field; empty when nothing is.</summary>
    public Dictionary<string, string[]> Faults(OrganisationDraft draft, OrganisationCategory category)
    {
        var faults = new Dictionary<string, string[]>();
        void Say(string field, string? fault)
        {
            if (fault is not null)
                faults[field] = [fault];
        }

        Say("kind", kinds.Find(draft.Kind) is { } kind && kind.Category == category ? null : "没有这种单位类型");
        Say("name", Length(draft.Name, 2, 100));
        Say("creditCode", CreditCode.Fault(CreditCode.Normalise(draft.CreditCode)));
        Say("area", areas.Find(draft.Area) is not { } area ? "没有这个行政区划或功能区"
            : category is OrganisationCategory.Enterprise && area.Code.Level is not AreaLevel.County ? "请选择到县（市、区）" : null);
        Say("address", Length(draft.Address, 2, 200));
        Say("representative", Length(draft.Representative, 2, 50));
        Say("contactName", Length(draft.ContactName, 2, 50));
        Say("contactPhone", IsPhone(draft.ContactPhone) ? null : "请填写11位手机号码或带区号的固定电话");
        return faults;
    }

    /// <summary>Adds what has no faults; null when the credit code is registered already.</summary>
    public async Task<Organisation?> AddAsync(OrganisationDraft draft, OrganisationState state, OrganisationId? parent, CancellationToken cancel)
    {
        var id = OrganisationId.New(time.GetUtcNow());
        var organisation = new Organisation(
            id, draft.Kind, draft.Name.Trim(), CreditCode.Normalise(draft.CreditCode), areas.Find(draft.Area)!.Code, state, draft.Address.Trim(),
            draft.Representative.Trim(), Contact(id, draft), time.GetUtcNow(), parent, Version: 1);
        return await store.AddAsync(organisation, cancel) ? organisation : null;
    }

    /// <summary>Completes what was returned, or corrects what is active; an enterprise that changes what was verified is verified anew.</summary>
    /// <exception cref="RuleBrokenException">It was cancelled or frozen.</exception>
    public async Task<Organisation?> EditAsync(Organisation organisation, OrganisationDraft draft, bool byItself, CancellationToken cancel)
    {
        if (organisation.State is OrganisationState.Cancelled or OrganisationState.Frozen)
            throw new RuleBrokenException("已冻结或注销的单位不能修改");
        var edited = organisation with
        {
            Name = draft.Name.Trim(), CreditCode = CreditCode.Normalise(draft.CreditCode), Area = areas.Find(draft.Area)!.Code, Kind = draft.Kind,
            Address = draft.Address.Trim(), Representative = draft.Representative.Trim(), Contact = Contact(organisation.Id, draft),
        };
        var verified = (edited.Name, edited.CreditCode, edited.Area, edited.Kind) == (organisation.Name, organisation.CreditCode, organisation.Area, organisation.Kind);
        if (byItself && (!verified || organisation.State is OrganisationState.Returned))
            edited = edited with { State = OrganisationState.Applied };
        return await store.UpdateAsync(edited, cancel);
    }

    /// <summary>Decides about an organisation.</summary>
    /// <returns>The organisation; null when it was changed meanwhile.</returns>
    /// <exception cref="RuleBrokenException">Out of scope, or not possible in its state.</exception>
    public async Task<Organisation?> DecideAsync(Actor by, Organisation organisation, OrganisationState to, string? note, CancellationToken cancel)
    {
        if (!people.Covers(by, Rights.ManageOrganisations, organisation))
            throw new RuleBrokenException("该单位不在您的管辖范围内");
        var possible = (organisation.State, to) switch
        {
            (OrganisationState.Applied, OrganisationState.Active or OrganisationState.Returned) => true,
            (OrganisationState.Active, OrganisationState.Frozen) => true,
            (OrganisationState.Frozen, OrganisationState.Active) => true,
            (not OrganisationState.Cancelled, OrganisationState.Cancelled) => true,
            _ => false,
        };
        if (!possible)
            throw new RuleBrokenException("单位当前的状态不允许这个操作");
        if (to is not OrganisationState.Active && string.IsNullOrWhiteSpace(note))
            throw new RuleBrokenException("请填写原因");
        return await store.UpdateAsync(
            organisation with { State = to, Note = note?.Trim(), DecidedBy = by.DisplayName, DecidedAt = time.GetUtcNow() }, cancel);
    }

    /// <summary>The contact's phone in clear; the caller keeps why.</summary>
    public string Phone(Organisation organisation) => cipher.Decrypt(organisation.Contact.PhoneBox, Owner(organisation.Id));

    /// <summary>True for a mobile number of 11 digits or a fixed line with its area code.</summary>
    public static bool IsPhone(string text) => PhoneForm().IsMatch(text.Trim());

    private OrganisationContact Contact(OrganisationId id, OrganisationDraft draft)
    {
        var phone = draft.ContactPhone.Trim();
        return new OrganisationContact(draft.ContactName.Trim(), cipher.Encrypt(phone, Owner(id)), Masks.Phone(phone));
    }

    private static string Owner(OrganisationId id) => $"organisation/{id}/phone";

    private static string? Length(string text, int least, int most) =>
        text.Trim().Length is var length && length >= least && length <= most ? null : $"须为{least}至{most}字";

    [GeneratedRegex(@"^(1[3-9]\d{9}|0\d{2,3}-?\d{7,8})$")]
    private static partial Regex PhoneForm();
}
