using System.Text.Json;
using Acceptance.Tests.House;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Acceptance.Tests.Trace;

/// <summary>A clause of the product's own list.</summary>
internal sealed record ClauseEntry(string Id, string Level, string Title);

/// <summary>A place in the sources that names clauses.</summary>
internal sealed record TracePoint(string Clause, string Symbol, string File, SyntaxNode Node);

/// <summary>What the sources say about clauses.</summary>
internal static class Traces
{
    private static readonly string[] Attributes = ["Clause", "Accepts"];
    private static readonly Lazy<(IReadOnlyList<TracePoint> Code, IReadOnlyList<TracePoint> Tests)> Found = new(Scan);

    public static IReadOnlyList<ClauseEntry> Clauses { get; } =
        JsonSerializer.Deserialize<List<ClauseEntry>>(Repository.Read("models/codes/clauses.json"), JsonSerializerOptions.Web)!;

    /// <summary>Clauses that are not yet shown; the list only shrinks.</summary>
    public static IReadOnlyList<string> Pending { get; } =
        [.. Repository.Read("tests/Acceptance.Tests/Trace/pending.txt").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];

    /// <summary>Product code with <c>[Clause]</c>.</summary>
    public static IReadOnlyList<TracePoint> Code => Found.Value.Code;

    /// <summary>Tests with <c>[Accepts]</c>.</summary>
    public static IReadOnlyList<TracePoint> Tests => Found.Value.Tests;

    private static (IReadOnlyList<TracePoint> Code, IReadOnlyList<TracePoint> Tests) Scan()
    {
        var points = Repository.Files("*.cs").Where(path => Attributes.Any(name => Repository.Read(path).Contains($"{name}(\"", StringComparison.Ordinal))).SelectMany(Points).ToList();
        return ([.. points.Where(point => !point.File.StartsWith("tests/", StringComparison.Ordinal))], [.. points.Where(point => point.File.StartsWith("tests/", StringComparison.Ordinal))]);
    }

    private static IEnumerable<TracePoint> Points(string path) =>
        from attribute in CSharpSyntaxTree.ParseText(Repository.Read(path)).GetRoot().DescendantNodes().OfType<AttributeSyntax>()
        where Attributes.Contains(attribute.Name.ToString())
        let member = attribute.Ancestors().OfType<MemberDeclarationSyntax>().First()
        from argument in attribute.ArgumentList!.Arguments
        where argument.NameEquals is null && argument.Expression is LiteralExpressionSyntax
        select new TracePoint(((LiteralExpressionSyntax)argument.Expression).Token.ValueText, Symbol(member), path, member);

    private static string Symbol(MemberDeclarationSyntax member) => member switch
    {
        BaseTypeDeclarationSyntax type => type.Identifier.Text,
        MethodDeclarationSyntax method => $"{method.Ancestors().OfType<BaseTypeDeclarationSyntax>().First().Identifier.Text}.{method.Identifier.Text}",
        PropertyDeclarationSyntax property => $"{property.Ancestors().OfType<BaseTypeDeclarationSyntax>().First().Identifier.Text}.{property.Identifier.Text}",
        _ => member.ToString(),
    };
}
