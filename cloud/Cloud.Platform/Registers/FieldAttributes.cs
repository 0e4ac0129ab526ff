namespace Cloud.Platform.Registers;

/// <summary>
/// Lifts a member of a record into a column with an index of its own: lists filter and sort by it and pivots group by
/// it without reading the record. Adding or removing it changes the table at the next start.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class IndexedAttribute : Attribute;

/// <summary>Puts the member's text into the full-text search.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SearchableAttribute : Attribute;

/// <summary>Personal data (a number of an identity card, a phone): shown masked in lists, records and exports; seeing it whole is asked for and logged.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PersonalAttribute : Attribute;

/// <summary>The unit that a number is entered and shown in: m, kN, 万元.</summary>
/// <param name="symbol">The unit's symbol.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class UnitAttribute(string symbol) : Attribute
{
    /// <summary>The unit's symbol.</summary>
    public string Symbol { get; } = symbol;
}

/// <summary>Explains to the person who fills the form what is meant.</summary>
/// <param name="zh">One Chinese sentence.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class HintAttribute(string zh) : Attribute
{
    /// <summary>One Chinese sentence.</summary>
    public string Zh { get; } = zh;
}

/// <summary>Set by actions only: a form neither shows it for entry nor accepts it.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class AssignedAttribute : Attribute;
