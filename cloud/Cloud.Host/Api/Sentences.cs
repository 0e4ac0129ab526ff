using System.Text.Json;
using System.Text.RegularExpressions;
using Cloud.Platform.Areas;
using Cloud.Platform.Organisations;
using Cloud.Platform.Registers;

namespace Cloud.Host.Api;

/// <summary>
/// What the platform answers, in English for one who reads English. Sentences stand in a file; a place holder in one stands
/// for what differs, which is translated in its turn where it is a label of a register. What is not known stays Chinese.
/// </summary>
public sealed class Sentences
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(50);
    private readonly Dictionary<string, string> _exact = new(StringComparer.Ordinal);
    private readonly List<(Regex Form, string English)> _forms = [];

    /// <summary>Reads the file, the labels of the registers and the names of areas.</summary>
    public Sentences(RegisterCatalogue registers, OrganisationKinds kinds, AreaTree areas)
    {
        using var file = typeof(Sentences).Assembly.GetManifestResourceStream("sentences-en.json")!;
        foreach (var (chinese, english) in JsonSerializer.Deserialize<Dictionary<string, string>>(file)!)
            if (chinese.Contains("{}", StringComparison.Ordinal))
                _forms.Add((Form(chinese), english));
            else
                _exact[chinese] = english;
        _forms.Sort((one, other) => other.Form.ToString().Length.CompareTo(one.Form.ToString().Length));
        foreach (var kind in kinds.All)
            _exact.TryAdd(kind.Label, kind.LabelEn);
        foreach (var area in areas.All.Where(area => area.NameEn is not null))
            _exact.TryAdd(area.Name, area.NameEn!);
        foreach (var register in registers.All)
            Learn(register);
    }

    /// <summary>The answer in the language that a request prefers.</summary>
    public string For(HttpRequest request, string sentence) => IsEnglish(request) ? English(sentence) : sentence;

    /// <summary>True when the first language that a request names is English.</summary>
    public static bool IsEnglish(HttpRequest request) => request.Headers.AcceptLanguage.ToString().StartsWith("en", StringComparison.OrdinalIgnoreCase);

    /// <summary>A sentence in English; itself when it is not known.</summary>
    public string English(string sentence) => Whole(sentence) ?? Parts(sentence, "；", "; ") ?? Parts(sentence, "、", ", ") ?? sentence;

    /// <summary>True when a sentence, with <c>{}</c> for what differs, is known.</summary>
    public bool Knows(string sentence) => English(sentence.Replace("{}", "1", StringComparison.Ordinal)) is var told && told != sentence && !told.Any(IsHan);

    private string? Whole(string sentence)
    {
        if (_exact.TryGetValue(sentence, out var known))
            return known;
        foreach (var (form, english) in _forms)
            if (form.Match(sentence) is { Success: true } match)
                return Filled(english, match);
        return null;
    }

    private string? Parts(string sentence, string separator, string between)
    {
        var parts = sentence.Split(separator);
        return parts.Length == 1 ? null : string.Join(between, parts.Select(part => Whole(part) ?? part));
    }

    private string Filled(string english, Match match)
    {
        var at = 0;
        return Regex.Replace(english, @"\{\}", _ => English(match.Groups[++at].Value), RegexOptions.None, Patience);
    }

    private void Learn(RegisterDescriptor register)
    {
        _exact.TryAdd(register.Label.Zh, register.Label.En);
        foreach (var label in register.States.Select(state => state.Label).Concat(register.Actions.Select(action => action.Label)).Concat(register.Papers.Select(paper => paper.Label)))
            _exact.TryAdd(label.Zh, label.En);
        Learn(register.Fields);
    }

    private void Learn(IEnumerable<Field> fields)
    {
        foreach (var field in fields)
        {
            _exact.TryAdd(field.Label.Zh, field.Label.En);
            foreach (var choice in field.Choices)
                _exact.TryAdd(choice.Label.Zh, choice.Label.En);
            Learn(field.Fields);
        }
    }

    private static Regex Form(string chinese) =>
        new("^" + string.Join("(.*?)", chinese.Split("{}").Select(Regex.Escape)) + "$", RegexOptions.CultureInvariant | RegexOptions.Singleline, Patience);

    private static bool IsHan(char letter) => letter is >= '\u4e00' and <= '\u9fff';
}
