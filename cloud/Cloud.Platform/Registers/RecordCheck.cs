using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Reflection;

namespace Cloud.Platform.Registers;

/// <summary>Checks a record or form by the annotations of its members, rows and groups included, in Chinese.</summary>
public static class RecordCheck
{
    private const int LongestText = 20_000;
    private const int MostItems = 1_000;

    /// <summary>Everything that is wrong; empty when nothing is.</summary>
    public static IReadOnlyList<FieldFault> Faults(object record, IReadOnlyList<Field> fields)
    {
        var faults = new List<FieldFault>();
        Check(record, fields, "", faults);
        return faults;
    }

    private static void Check(object record, IReadOnlyList<Field> fields, string prefix, List<FieldFault> faults)
    {
        foreach (var field in fields)
        {
            var value = field.Get(record);
            var path = prefix + field.Name;
            var property = record.GetType().GetProperty(char.ToUpperInvariant(field.Name[0]) + field.Name[1..])!;
            foreach (var rule in property.GetCustomAttributes<ValidationAttribute>().Where(rule => !rule.IsValid(value)))
                faults.Add(new FieldFault(path, Sentence(rule)));
            if (field.Many && value is IEnumerable items)
                CheckItems(items, field, path, faults);
            else if (value is not null)
                CheckValue(value, field, path, faults);
        }
    }

    private static void CheckItems(IEnumerable items, Field field, string path, List<FieldFault> faults)
    {
        var index = 0;
        foreach (var item in items)
        {
            if (index == MostItems)
            {
                faults.Add(new FieldFault(path, $"不能超过{MostItems}项"));
                return;
            }

            if (item is null)
                faults.Add(new FieldFault($"{path}[{index}]", "不能为空"));
            else
                CheckValue(item, field, $"{path}[{index}]", faults);
            index++;
        }
    }

    private static void CheckValue(object value, Field field, string path, List<FieldFault> faults)
    {
        var fault = value switch
        {
            string text when text.Length > LongestText => $"不能超过{LongestText}字",
            string text when text.AsSpan().IndexOfAnyExceptInRange(' ', '\uFFFF') >= 0 && text.Any(c => c < ' ' && c is not ('\n' or '\r' or '\t')) => "含有不可见的控制字符",
            string text when text.Contains(NumberRequest.Opening, StringComparison.Ordinal) && !NumberRequest.IsToken(text) => "含有不能使用的字符",
            string text when field.Required && string.IsNullOrWhiteSpace(text) => "必填",
            double number when !double.IsFinite(number) => "不是有效的数",
            Attachment file => file.Fault(),
            GeoPosition position => position.Fault(),
            _ => null,
        };
        if (fault is not null && faults.All(known => known.Field != path))
            faults.Add(new FieldFault(path, fault));
        if (field.Kind == FieldKind.Group)
            Check(value, field.Fields, path + ".", faults);
    }

    private static string Sentence(ValidationAttribute rule) => rule switch
    {
        RequiredAttribute => "必填",
        StringLengthAttribute { MinimumLength: > 0 } length => $"须为{length.MinimumLength}至{length.MaximumLength}字",
        StringLengthAttribute length => $"不能超过{length.MaximumLength}字",
        MinLengthAttribute least => $"至少{least.Length}项",
        MaxLengthAttribute most => $"最多{most.Length}项",
        RangeAttribute range => $"须在{range.Minimum}至{range.Maximum}之间",
        _ => rule.ErrorMessage ?? "格式有误",
    };
}
