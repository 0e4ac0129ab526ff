using Conformance.Tests.Recording;
using Protocols.Sparkplug.Wire;
using static Conformance.Tests.Checks.Judge;

namespace Conformance.Tests.Checks;

/// <summary>Chapters 6.4.11 to 6.4.15: data sets and templates.</summary>
internal static class StructureAssertions
{
    private const uint LastBasicType = 14;

    public static IReadOnlyList<Assertion> All { get; } =
    [
        new("payloads-dataset-column-size", Role.Node, "a data set says how many columns it has", Templates.EachDataSet(d => d.HasNumOfColumns && d.NumOfColumns == (ulong)d.Columns.Count ? null : "another number of columns")),
        new("payloads-dataset-column-num-headers", Role.Node, "as many column names as types", Templates.EachDataSet(SameCounts)),
        new("payloads-dataset-types-def", Role.Node, "the types of the columns are unsigned 32-bit numbers", Templates.EachDataSet(d => d.Types_.Count > 0 ? null : "no types")),
        new("payloads-dataset-types-num", Role.Node, "as many types as columns", Templates.EachDataSet(SameCounts)),
        new("payloads-dataset-types-type", Role.Node, "each type is an unsigned 32-bit number", Templates.EachDataSet(d => d.Types_.Count > 0 ? null : "no types")),
        new("payloads-dataset-types-value", Role.Node, "each type of a column is a basic one", Templates.EachDataSet(d => d.Types_.All(t => t is > 0 and <= LastBasicType) ? null : "another type")),
        new("payloads-dataset-parameter-type-req", Role.Node, "a data set has the types of its columns", Templates.EachDataSet(d => d.Types_.Count == d.Columns.Count ? null : "not all types")),
        new("payloads-template-dataset-value", Role.Node, "the cells of a data set are of the six kinds", Templates.EachDataSet(d =>
            d.Rows.SelectMany(r => r.Elements).All(e => e.ValueCase is not DataSet.Types.DataSetValue.ValueOneofCase.None) ? null : "another kind")),

        new("payloads-template-definition-nbirth-only", Role.Node, "template definitions stand in NBIRTH alone", Templates.Definitions((_, u) => u.Message.Type is "NBIRTH" ? null : "a definition")),
        new("payloads-template-definition-is-definition", Role.Node, "a definition says that it is one", Templates.Definitions((_, u) => u.Template.IsDefinition ? null : "is_definition is false")),
        new("payloads-template-definition-ref", Role.Node, "a definition refers to none", Templates.Definitions((_, u) => u.Template.HasTemplateRef ? "has a template_ref" : null)),
        new("payloads-template-definition-members", Role.Node, "a definition has every member of its instances", Templates.Against(OnlyMembers)),
        new("payloads-template-definition-nbirth", Role.Node, "every instance has its definition in NBIRTH", Templates.DefinedInBirth),
        new("payloads-template-definition-parameters", Role.Node, "a definition has every parameter of its instances", Templates.Against((u, d) =>
            u.Template.Parameters.Select(p => p.Name).Except(d.Parameters.Select(p => p.Name)).FirstOrDefault() is { } more ? $"parameter {more}" : null)),
        new("payloads-template-definition-parameters-default", Role.Node, "a definition may give its parameters values", Allowed),
        new("payloads-template-instance-is-definition", Role.Node, "an instance says that it is none", Templates.Instances((_, u) => u.Template.IsDefinition ? "is_definition is true" : null)),
        new("payloads-template-instance-ref", Role.Node, "an instance names its definition", Templates.Instances((_, u) => u.Template.TemplateRef.Length > 0 ? null : "no template_ref")),
        new("payloads-template-instance-members", Role.Node, "an instance has members of its definition alone", Templates.Against(OnlyMembers)),
        new("payloads-template-instance-members-birth", Role.Node, "in a birth an instance has every member", Templates.Against(
            (u, d) => d.Metrics.Select(m => m.Name).Except(u.Template.Metrics.Select(m => m.Name)).FirstOrDefault() is { } missing ? $"no member {missing}" : null,
            u => u.Message.Type is "NBIRTH" or "DBIRTH")),
        new("payloads-template-instance-members-data", Role.Node, "in data an instance may have fewer", Allowed),
        new("payloads-template-instance-parameters", Role.Node, "an instance may give its parameters values", Allowed),
        new("payloads-template-version", Role.Node, "the version, if any, is UTF-8", Templates.Each((_, u) => u.Template.Version.Contains('\uFFFD', StringComparison.Ordinal) ? "no UTF-8" : null, u => u.Template.HasVersion)),
        new("payloads-template-ref-definition", Role.Node, "no template_ref in a definition", Templates.Definitions((_, u) => u.Template.HasTemplateRef ? "has a template_ref" : null)),
        new("payloads-template-ref-instance", Role.Node, "template_ref of an instance is a definition's name", Templates.DefinedInBirth),
        new("payloads-template-is-definition", Role.Node, "every template says whether it is a definition", Templates.Each((_, u) => u.Template.HasIsDefinition ? null : "no is_definition")),
        new("payloads-template-is-definition-definition", Role.Node, "true in a definition", Templates.Definitions((_, u) => u.Template.IsDefinition ? null : "false")),
        new("payloads-template-is-definition-instance", Role.Node, "false in an instance", Templates.Instances((_, u) => u.Template is { HasIsDefinition: true, IsDefinition: false } ? null : "missing or true")),
        new("payloads-template-parameter-name-required", Role.Node, "a parameter has a name", Templates.EachParameter((p, _) => p.Name.Length > 0 ? null : "no name")),
        new("payloads-template-parameter-name-type", Role.Node, "the name of a parameter is UTF-8", Templates.EachParameter((p, _) => p.Name.Contains('\uFFFD', StringComparison.Ordinal) ? "no UTF-8" : null)),
        new("payloads-template-parameter-value-type", Role.Node, "the type of a parameter is an unsigned 32-bit number", Templates.EachParameter((p, _) => p.HasType ? null : "no type")),
        new("payloads-template-parameter-type-value", Role.Node, "the type of a parameter is a basic one", Templates.EachParameter((p, _) => p.Type is > 0 and <= LastBasicType ? null : $"type {p.Type}")),
        new("payloads-template-parameter-type-req", Role.Node, "parameters in births have their type", Templates.EachParameter((p, _) => p.HasType ? null : "no type")),
        new("payloads-template-parameter-value", Role.Node, "the value of a parameter is of the six kinds", Templates.EachParameter((p, _) =>
            p.ValueCase is Template.Types.Parameter.ValueOneofCase.None ? "another kind" : null)),
    ];

    private static string? SameCounts(DataSet set) => set.Columns.Count == set.Types_.Count ? null : $"{set.Columns.Count} columns, {set.Types_.Count} types";

    private static string? OnlyMembers(Templates.Use use, Template definition) =>
        use.Template.Metrics.Select(m => m.Name).Except(definition.Metrics.Select(m => m.Name)).FirstOrDefault() is { } more ? $"member {more}" : null;
}
