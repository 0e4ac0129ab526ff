using Xunit.v3;

namespace TestKit.Clauses;

/// <summary>How a clause is shown.</summary>
public enum Evidence
{
    /// <summary>By the test that carries the attribute.</summary>
    Test,

    /// <summary>By a page of the manual: software cannot show it here.</summary>
    Document,
}

/// <summary>This test shows that clauses are fulfilled; <c>--filter-trait clause=5.3.2-4.3</c> runs those of one clause.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class AcceptsAttribute(params string[] ids) : Attribute, ITraitAttribute
{
    public IReadOnlyList<string> Ids { get; } = ids;

    /// <summary>How.</summary>
    public Evidence By { get; init; }

    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => [.. Ids.Select(id => KeyValuePair.Create("clause", id))];
}
