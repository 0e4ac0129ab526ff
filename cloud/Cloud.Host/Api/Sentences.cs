using System.Text.Json;
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
    private readonly Dictionary<string, string> _exact = new(StringComparer.Ordinal);
    private readonly List<(SentenceForm Form, SentenceForm English)> _forms = [];

    /// <summary>Reads the file, the labels of the registers and the names of areas.</summary>
    public Sentences(RegisterCatalogue registers, OrganisationKinds kinds, AreaTree areas)
    {
        using var file = typeof(Sentences).Assembly.GetManifestResourceStream("sentences-en.json")!;
        foreach (var (chinese, english) in JsonSerializer.Deserialize<Dictionary<string, string>>(file)!)
            if (chinese.Contains("{}", StringComparison.Ordinal))
                _forms.Add((new SentenceForm(chinese), new SentenceForm(english)));
            else
                _exact[chinese] = english;
        _forms.Sort((one, other) => other.Form.Length.CompareTo(one.Form.Length));
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
    public string English(string sentence) => Whole(sentence) ?? Parts(sentence, "；", "; ") ?? Parts(sentence, "、", ", ") ?? Either(sentence) ?? sentence;

    /// <summary>True when a sentence, with <c>{}</c> for what differs, is known.</summary>
    public bool Knows(string sentence) => English(sentence.Replace("{}", "1", StringComparison.Ordinal)) is var told && told != sentence && !told.Any(IsHan);

    private string? Whole(string sentence)
    {
        if (_exact.TryGetValue(sentence, out var known))
            return known;
        foreach (var (form, english) in _forms)
            if (form.Match(sentence) is { } found)
                return english.With(found.Select(English));
        return null;
    }

    private string? Parts(string sentence, string separator, string between)
    {
        var parts = sentence.Split(separator);
        return parts.Length == 1 ? null : string.Join(between, parts.Select(part => Whole(part) ?? part));
    }

    // Names of which one is enough. The word stands within sentences too: nothing is torn apart that is not known on both sides.
    private string? Either(string sentence)
    {
        var parts = sentence.Split('或').Select(Whole).ToList();
        return parts.Count > 1 && parts.All(part => part is not null) ? string.Join(" or ", parts) : null;
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

    private static bool IsHan(char letter) => letter is >= '\u4e00' and <= '\u9fff';
}
