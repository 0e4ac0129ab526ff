using Cloud.Platform.Areas;
using Cloud.Platform.Identity;
using Cloud.Platform.Organisations;
using Cloud.Platform.Persons;
using Telemetry.Model;

namespace Cloud.Platform.Registers;

/// <summary>How a column is compared.</summary>
public enum Comparison
{
    /// <summary>Equal.</summary>
    Eq,

    /// <summary>Another value, or none.</summary>
    Ne,

    /// <summary>Less.</summary>
    Lt,

    /// <summary>Less or equal.</summary>
    Le,

    /// <summary>Greater.</summary>
    Gt,

    /// <summary>Greater or equal.</summary>
    Ge,

    /// <summary>One of several.</summary>
    In,

    /// <summary>Text that contains the value, without regard to case.</summary>
    Contains,

    /// <summary>Text that starts with the value.</summary>
    StartsWith,

    /// <summary>No value.</summary>
    None,

    /// <summary>Any value.</summary>
    Some,
}

/// <summary>
/// A test of records that a store can run: filters of people and the scope of their rights are made of the same few
/// words, so a list, its count, its export and its statistics cannot differ in what they let through.
/// </summary>
public abstract record Condition
{
    /// <summary>Lets everything through.</summary>
    public static Condition Everything { get; } = new All([]);

    /// <summary>Lets nothing through.</summary>
    public static Condition Nothing { get; } = new Any([]);

    /// <summary>All of several; none = everything.</summary>
    public static Condition And(params IEnumerable<Condition> parts)
    {
        var list = parts.Where(part => part is not All { Parts.Count: 0 }).ToList();
        return list.Any(part => part is Any { Parts.Count: 0 }) ? Nothing : list.Count == 1 ? list[0] : new All(list);
    }

    /// <summary>One of several; none = nothing.</summary>
    public static Condition Or(params IEnumerable<Condition> parts)
    {
        var list = parts.Where(part => part is not Any { Parts.Count: 0 }).ToList();
        return list.Any(part => part is All { Parts.Count: 0 }) ? Everything : list.Count == 1 ? list[0] : new Any(list);
    }

    /// <summary>All parts hold.</summary>
    public sealed record All(IReadOnlyList<Condition> Parts) : Condition;

    /// <summary>One part holds.</summary>
    public sealed record Any(IReadOnlyList<Condition> Parts) : Condition;

    /// <summary>A column compared with values: text, <see cref="double"/>, <see cref="long"/> or <see cref="bool"/>.</summary>
    /// <param name="Column">Name of a field or of the envelope.</param>
    /// <param name="By">How.</param>
    /// <param name="Values">One; several for <see cref="Comparison.In"/>; none for <see cref="Comparison.None"/> and <see cref="Comparison.Some"/>.</param>
    public sealed record Compare(string Column, Comparison By, IReadOnlyList<object> Values) : Condition;

    /// <summary>Lies in an area or below.</summary>
    public sealed record Within(AreaCode Area) : Condition;

    /// <summary>An organisation made it or is named by it, or it belongs to one of the organisation's projects.</summary>
    public sealed record PartyIs(OrganisationId Organisation, IReadOnlyList<ProjectId> Projects) : Condition;

    /// <summary>Is assigned to a person who has not finished with it.</summary>
    public sealed record AssignedTo(PersonId Person) : Condition;

    /// <summary>An account is asked to decide about it, or was told of it by those who were.</summary>
    public sealed record AskedOf(Guid Account) : Condition;

    /// <summary>Belongs to at least one of some branches.</summary>
    public sealed record Branch(Disciplines Disciplines) : Condition;

    /// <summary>Is at most as secret.</summary>
    public sealed record AtMost(SecrecyLevel Level) : Condition;

    /// <summary>Is void, or is not.</summary>
    public sealed record IsVoid(bool Value) : Condition;

    /// <summary>Contains words (two Chinese characters are a word) in its searchable fields or title.</summary>
    public sealed record Words(string Text) : Condition;

    /// <summary>Is one record.</summary>
    public sealed record Is(Guid Id) : Condition;
}
