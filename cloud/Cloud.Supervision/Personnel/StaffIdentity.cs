using Cloud.Platform;
using Cloud.Platform.Organisations;
using Cloud.Platform.Persons;
using Cloud.Platform.Registers;

namespace Cloud.Supervision.Personnel;

/// <summary>
/// Turns an identity number that was typed into a person of the platform: the number itself lies only there, encrypted; the
/// record keeps its mask. Two enterprises that enter one number so speak of one person, which the conflict check needs.
/// </summary>
internal static class StaffIdentity
{
    /// <summary>Where a mask stands instead of a number.</summary>
    public static bool IsMasked(string number) => number.Contains('*', StringComparison.Ordinal);

    /// <summary>The fault of a number as it was typed; masked ones are those that were known before.</summary>
    public static IEnumerable<FieldFault> Faults(string number, PersonId? person, ActionContext context)
    {
        if (IsMasked(number) ? person is null : IdNumber.Fault(IdNumber.Normalise(number), context.Today) is not null)
            yield return new FieldFault("idNumber", IsMasked(number) ? "请填写完整的身份证号" : IdNumber.Fault(IdNumber.Normalise(number), context.Today)!);
    }

    /// <summary>The person of a number, entered when nobody has it yet, and its mask; unchanged when the number is masked or wrong.</summary>
    /// <exception cref="RuleBrokenException">The number belongs to somebody of another name.</exception>
    public static async ValueTask<(PersonId? Person, string Number)> EnterAsync(
        string name, string number, string? phone, OrganisationId organisation, PersonId? known, ActionContext context, CancellationToken cancel)
    {
        if (IsMasked(number) || IdNumber.Fault(IdNumber.Normalise(number), context.Today) is not null)
            return (known, number);
        var desk = context.Service<PersonDesk>();
        var persons = context.Service<IPersonStore>();
        var digest = desk.DigestOf(number);
        var found = await persons.FindByDigestAsync(digest, cancel);
        if (found is null && context.OnlyChecks)
            return (known, number);
        found ??= await desk.AddAsync(new PersonDraft(name, number, phone, organisation), cancel) ?? await persons.FindByDigestAsync(digest, cancel);
        if (found!.Name != name.Trim())
            throw new RuleBrokenException($"身份证号{found.IdNumberMask}已登记在另一姓名下，请核对姓名");
        return (found.Id, found.IdNumberMask);
    }
}
