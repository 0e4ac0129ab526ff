namespace Cloud.Host.Pages.Entry;

/// <summary>One field of a form as it is drawn.</summary>
/// <param name="Name">As it is sent.</param>
/// <param name="Label">For people.</param>
/// <param name="Value">As entered; never a password.</param>
/// <param name="Faults">What is wrong with it.</param>
public sealed record EntryField(string Name, string Label, string? Value = null, IReadOnlyList<string>? Faults = null)
{
    /// <summary><c>text</c>, <c>password</c>, <c>tel</c>.</summary>
    public string Type { get; init; } = "text";

    /// <summary>What the browser may fill in.</summary>
    public string AutoComplete { get; init; } = "off";

    /// <summary>Most characters.</summary>
    public int Most { get; init; } = 200;

    /// <summary>A sentence below.</summary>
    public string? Hint { get; init; }

    /// <summary>True when the form opens here.</summary>
    public bool IsFirst { get; init; }

    /// <summary>True across both columns.</summary>
    public bool IsWhole { get; init; }

    /// <summary>True for several lines.</summary>
    public bool IsLong { get; init; }

    /// <summary>Which keys a phone shows: <c>numeric</c>.</summary>
    public string? Keys { get; init; }

    /// <summary>The words of the button that shows and hides a password.</summary>
    public string? Show { get; init; }

    /// <summary>Id in the document.</summary>
    public string Id => Name.Length == 0 ? "" : string.Join('_', Name.Split('.').Select(part => char.ToLowerInvariant(part[0]) + part[1..]));
}
