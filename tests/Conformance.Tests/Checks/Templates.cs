using Conformance.Tests.Recording;
using Protocols.Sparkplug.Wire;

namespace Conformance.Tests.Checks;

/// <summary>Templates and data sets of a session (chapters 6.4.11 to 6.4.15).</summary>
internal static class Templates
{
    private const string NoTemplate = "the subject uses no templates", NoDataSet = "the subject uses no data sets";
    private static readonly string[] Carriers = ["NBIRTH", "DBIRTH", "NDATA", "DDATA"];

    /// <summary>A template of the session: where it stands, under which name.</summary>
    public sealed record Use(Message Message, Metric Metric, Template Template)
    {
        public bool IsDefinition => Template.IsDefinition || Metric.Name.StartsWith("_types_/", StringComparison.Ordinal);
    }

    public static IEnumerable<Use> UsesOf(Trace trace) =>
        from message in trace.Of(Carriers)
        from metric in message.Payload?.Metrics ?? []
        where metric.ValueCase == Metric.ValueOneofCase.TemplateValue
        select new Use(message, metric, metric.TemplateValue);

    public static Check Each(Func<Trace, Use, string?> wrong, Func<Use, bool>? among = null) => trace => Judge.Of(
        UsesOf(trace).Where(u => among is null || among(u)), use => wrong(trace, use) is { } fault ? $"{use.Message.Type}: {fault}" : null, NoTemplate);

    public static Check Definitions(Func<Trace, Use, string?> wrong) => Each(wrong, u => u.IsDefinition);

    public static Check Instances(Func<Trace, Use, string?> wrong) => Each(wrong, u => !u.IsDefinition);

    /// <summary>Instances and the definition that the NBIRTH gave of them.</summary>
    public static Check Against(Func<Use, Template, string?> wrong, Func<Use, bool>? among = null) => Each(
        (trace, use) => DefinitionOf(trace, use) is { } definition ? wrong(use, definition) : $"no definition of {use.Template.TemplateRef}",
        use => !use.IsDefinition && (among is null || among(use)));

    public static Verdict DefinedInBirth(Trace trace) => Against((_, _) => null)(trace);

    public static Check EachParameter(Func<Template.Types.Parameter, Use, string?> wrong) => trace => Judge.Of(
        from use in UsesOf(trace)
        from parameter in use.Template.Parameters
        select (parameter, use),
        pair => wrong(pair.parameter, pair.use), UsesOf(trace).Any() ? "no template has parameters" : NoTemplate);

    public static Check EachDataSet(Func<DataSet, string?> wrong) => Judge.EachMetric(
        Carriers, (_, _, metric) => wrong(metric.DatasetValue), NoDataSet, m => m.ValueCase == Metric.ValueOneofCase.DatasetValue);

    private static Template? DefinitionOf(Trace trace, Use use) => UsesOf(trace).LastOrDefault(u =>
        u.IsDefinition && u.Message.Type is "NBIRTH" && u.Message.Connection == use.Message.Connection && u.Message.Index <= use.Message.Index
        && u.Metric.Name == use.Template.TemplateRef)?.Template;
}
