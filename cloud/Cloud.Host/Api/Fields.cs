using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;

namespace Cloud.Host.Api;

/// <summary>Checks a body by the annotations of its members, and says in Chinese what is wrong.</summary>
public static class Fields
{
    /// <summary>What is wrong, by field in camelCase; empty when nothing is.</summary>
    public static Dictionary<string, string[]> Faults(object body)
    {
        var faults = new Dictionary<string, string[]>();
        foreach (var property in body.GetType().GetProperties())
        {
            var value = property.GetValue(body);
            var broken = property.GetCustomAttributes<ValidationAttribute>().Where(rule => !rule.IsValid(value)).Select(Sentence).ToArray();
            if (broken.Length > 0)
                faults[JsonNamingPolicy.CamelCase.ConvertName(property.Name)] = broken;
        }

        return faults;
    }

    /// <summary>A value of an enumeration by its name in any case, as addresses carry it; null for none or an unknown one.</summary>
    public static T? Named<T>(string? text)
        where T : struct, Enum =>
        text is { Length: > 0 } && char.IsAsciiLetter(text[0]) && Enum.TryParse<T>(text, ignoreCase: true, out var value) ? value : null;

    private static string Sentence(ValidationAttribute rule) => rule switch
    {
        RequiredAttribute => "必填",
        StringLengthAttribute { MinimumLength: > 0 } length => $"须为{length.MinimumLength}至{length.MaximumLength}字",
        StringLengthAttribute length => $"不能超过{length.MaximumLength}字",
        RangeAttribute range => $"须在{range.Minimum}至{range.Maximum}之间",
        _ => "格式有误",
    };
}
