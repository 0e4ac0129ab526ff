using System.Collections.Immutable;
using Cloud.Platform.Registers;

namespace Cloud.Platform.Export;

/// <summary>How cells speak: the language, and what ids are called.</summary>
/// <param name="English">True for English; Chinese otherwise.</param>
/// <param name="Names">Id to name.</param>
public sealed record CellWords(bool English, IReadOnlyDictionary<string, string> Names)
{
    private const int GuidLength = 36;
    private const int ShortId = 8;

    /// <summary>Chinese, of ids that are names already.</summary>
    public static CellWords Chinese { get; } = new(false, ImmutableDictionary<string, string>.Empty);

    /// <summary>Between two items of one cell.</summary>
    public string Comma => English ? ", " : "、";

    /// <summary>Between two members of a group.</summary>
    public string Semicolon => English ? "; " : "；";

    /// <summary>Of a record that is void.</summary>
    public string Void => English ? "Void" : "已作废";

    /// <summary>A label in the language.</summary>
    public string Of(Label label)
    {
        ArgumentNullException.ThrowIfNull(label);
        return English ? label.En : label.Zh;
    }

    /// <summary>A heading, with its unit.</summary>
    public string Heading(Field field)
    {
        ArgumentNullException.ThrowIfNull(field);
        return field.Unit is not { } unit ? Of(field.Label) : English ? $"{field.Label.En} ({unit})" : $"{field.Label.Zh}（{unit}）";
    }

    /// <summary>A member of a group with its label.</summary>
    public string Named(Label label, string text) => English ? $"{Of(label)}: {text}" : $"{Of(label)}：{text}";

    /// <summary>A flag.</summary>
    public string Flag(bool value) => (English, value) switch { (true, true) => "Yes", (true, false) => "No", (false, true) => "是", _ => "否" };

    /// <summary>What an id is called; an unknown one shortened, for nobody reads it.</summary>
    public string Name(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return Names.TryGetValue(id, out var name) ? name : id.Length == GuidLength && Guid.TryParse(id, out _) ? id[..ShortId] : id;
    }
}
