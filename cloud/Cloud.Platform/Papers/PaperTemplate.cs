using System.Text.RegularExpressions;
using Cloud.Platform.Registers;

namespace Cloud.Platform.Papers;

/// <summary>
/// A paper as text that an office can read and change. A line is: <c># title</c>; <c>## heading</c>; <c>| label | {{field}} |</c> a row of
/// labels and values in turn; <c>@list 甲={{field}} 乙={{field}}</c> a table of a field that holds several groups;
/// <c>&gt; words</c> at the right; anything else a paragraph. <c>{{field}}</c> stands for a field of the record, <c>{{group.field}}</c> for one within, <c>{{project.id}}</c> for the code of what is otherwise called by its name,
/// and <c>{{title}} {{state}} {{printedOn}} {{updatedBy}}</c> for what every record has.
/// </summary>
public sealed partial class PaperTemplate
{
    /// <summary>Begins a mark for what was said at a node of the record's approval: <c>approval.chief-engineer</c>.</summary>
    internal const string Opinion = "approval.";

    /// <summary>Ends a mark for what a thing has for its id where its name is not meant: <c>project.id</c>.</summary>
    internal const string Id = ".id";

    private static readonly HashSet<string> Always = ["title", "state", "printedOn", "updatedBy"];

    private PaperTemplate(string title, IReadOnlyList<PaperLine> lines) => (Title, Lines) = (title, lines);

    /// <summary>With its marks.</summary>
    public string Title { get; }

    internal IReadOnlyList<PaperLine> Lines { get; }

    /// <summary>Reads a template.</summary>
    public static PaperTemplate Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var lines = text.ReplaceLineEndings("\n").Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0).Select(Line).ToList();
        return new PaperTemplate(lines.OfType<PaperLine.Title>().FirstOrDefault()?.Text ?? "", [.. lines.Where(line => line is not PaperLine.Title)]);
    }

    /// <summary>What does not fit a register; empty when it can be filled.</summary>
    public IEnumerable<string> Faults(RegisterDescriptor register)
    {
        ArgumentNullException.ThrowIfNull(register);
        if (Title.Length == 0)
            yield return "the paper has no title";
        foreach (var name in Marks(Title).Concat(Lines.SelectMany(line => line.Texts).SelectMany(Marks)).Where(name => !Always.Contains(name) && !name.StartsWith(Opinion, StringComparison.Ordinal) && Find(register.Fields, name) is null))
            yield return $"the paper names {name}, which is no field";
        foreach (var list in Lines.OfType<PaperLine.List>())
            if (register.Field(list.Field) is not { Many: true, Kind: FieldKind.Group } field)
                yield return $"the paper names {list.Field}, which is no list of groups";
            else
                foreach (var name in list.Cells.SelectMany(cell => Marks(cell.Text)).Where(name => Find(field.Fields, name) is null))
                    yield return $"the paper names {list.Field}.{name}, which is no field";
    }

    /// <summary>True when it prints what was said at the nodes of an approval.</summary>
    internal bool HasOpinions => Lines.SelectMany(line => line.Texts).SelectMany(Marks).Any(name => name.StartsWith(Opinion, StringComparison.Ordinal));

    internal static IEnumerable<string> Marks(string text) => Mark().Matches(text).Select(match => match.Groups[1].Value);

    internal static string Fill(string text, Func<string, string> value) => Mark().Replace(text, match => value(match.Groups[1].Value));

    internal static Field? Find(IReadOnlyList<Field> fields, string path)
    {
        var parts = path.Split('.', 2);
        var field = fields.FirstOrDefault(field => field.Name == parts[0]);
        return parts.Length == 1 || field is null || (parts[1] == Id[1..] && RecordIds.AreNamed(field.Kind)) ? field : Find(field.Fields, parts[1]);
    }

    private static PaperLine Line(string line) => line switch
    {
        ['#', '#', .. var rest] => new PaperLine.Heading(rest.Trim()),
        ['#', .. var rest] => new PaperLine.Title(rest.Trim()),
        ['>', .. var rest] => new PaperLine.Words(rest.Trim(), AtRight: true),
        ['|', ..] => new PaperLine.Row([.. line.Trim('|').Split('|').Select(cell => cell.Trim())]),
        ['@', .. var rest] => List(rest),
        _ => new PaperLine.Words(line, AtRight: false),
    };

    private static PaperLine.List List(string text)
    {
        var parts = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return new PaperLine.List(parts[0], [.. parts.Skip(1).Select(part => part.Split('=', 2)).Select(cell => (cell[0], cell.Length > 1 ? cell[1] : ""))]);
    }

    [GeneratedRegex(@"\{\{([A-Za-z.-]+)\}\}")]
    private static partial Regex Mark();
}

/// <summary>A line of a template.</summary>
internal abstract record PaperLine
{
    public virtual IEnumerable<string> Texts => [];

    public sealed record Title(string Text) : PaperLine;

    public sealed record Heading(string Text) : PaperLine
    {
        public override IEnumerable<string> Texts => [Text];
    }

    public sealed record Words(string Text, bool AtRight) : PaperLine
    {
        public override IEnumerable<string> Texts => [Text];
    }

    public sealed record Row(IReadOnlyList<string> Cells) : PaperLine
    {
        public override IEnumerable<string> Texts => Cells;
    }

    public sealed record List(string Field, IReadOnlyList<(string Heading, string Text)> Cells) : PaperLine;
}
