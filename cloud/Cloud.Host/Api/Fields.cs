using System.ComponentModel.DataAnnotations;
using System.Text.Json;

namespace Cloud.Host.Api;

/// <summary>Checks a body by the annotations of its members.</summary>
public static class Fields
{
    /// <summary>What is wrong, by field in camelCase; empty when nothing is.</summary>
    public static Dictionary<string, string[]> Faults(object body)
    {
        var results = new List<ValidationResult>();
        Validator.TryValidateObject(body, new ValidationContext(body), results, validateAllProperties: true);
        return results.SelectMany(result => result.MemberNames.DefaultIfEmpty("body").Select(member => (member, result.ErrorMessage)))
            .GroupBy(fault => JsonNamingPolicy.CamelCase.ConvertName(fault.member))
            .ToDictionary(group => group.Key, group => group.Select(fault => fault.ErrorMessage ?? "有误").ToArray());
    }
}
