using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Acceptance.Tests.House;

/// <summary>What a reviewer would send back, checked without one.</summary>
public sealed partial class HygieneSpecs
{
    /// <summary>Interfaces of frameworks, or bound by one, whose methods carry no token.</summary>
    private static readonly HashSet<string> SignedElsewhere = ["IGrainStorage", "IEndpointFilter", "IGatewayConnection"];

    private static IEnumerable<string> ProductSources() =>
        Repository.Files("*.cs").Where(path => !path.StartsWith("tests/", StringComparison.Ordinal));

    [Fact]
    public void nothing_is_left_for_later()
    {
        var left = Repository.Files("*.cs").Concat(Repository.Files("*.ts")).Concat(Repository.Files("*.tsx")).Concat(Repository.Files("*.sh"))
            .Where(path => !path.EndsWith("HygieneSpecs.cs", StringComparison.Ordinal) && LeftForLater().IsMatch(Repository.Read(path)));

        House.IsClean(left);
    }

    [Fact]
    public void wall_clock_and_blocking_waits_are_not_used()
    {
        var found = ProductSources().Where(path => Banned().IsMatch(Repository.Read(path)));

        House.IsClean(found);
    }

    [Fact]
    public void a_catch_of_everything_says_why_it_is_the_one_place()
    {
        var found = ProductSources().SelectMany(path => CSharpSyntaxTree.ParseText(Repository.Read(path)).GetRoot()
            .DescendantNodes().OfType<CatchClauseSyntax>()
            .Where(clause => clause.Filter is null && clause.Declaration?.Type.ToString() is null or "Exception")
            .Where(clause => !clause.ToFullString().Contains("//", StringComparison.Ordinal))
            .Where(clause => !clause.Block.Statements.Any(statement => statement is ThrowStatementSyntax { Expression: null }))
            .Select(clause => $"{path}:{clause.GetLocation().GetLineSpan().StartLinePosition.Line + 1}"));

        House.IsClean(found);
    }

    [Fact]
    public void public_async_methods_can_be_cancelled()
    {
        var found = ProductSources().SelectMany(path => CSharpSyntaxTree.ParseText(Repository.Read(path)).GetRoot()
            .DescendantNodes().OfType<MethodDeclarationSyntax>()
            .Where(method => method.Modifiers.Any(m => m.IsKind(SyntaxKind.PublicKeyword)) && !method.Modifiers.Any(m => m.IsKind(SyntaxKind.OverrideKeyword))
                && method.Identifier.Text.EndsWith("Async", StringComparison.Ordinal)
                && method.Identifier.Text is not ("DisposeAsync" or "StartAsync" or "StopAsync")
                && !method.ParameterList.Parameters.Any(p => p.Type?.ToString() is "CancellationToken" or "HttpContext")
                && !(method.Parent is TypeDeclarationSyntax { BaseList: { } bases } && bases.Types.Any(type => SignedElsewhere.Contains(type.Type.ToString()))))
            .Select(method => $"{path}: {method.Identifier.Text}"));

        House.IsClean(found);
    }

    [Fact]
    public void regions_and_forbidden_folder_names_do_not_exist()
    {
        var regions = ProductSources().Where(path => Repository.Read(path).Contains("#region", StringComparison.Ordinal)).ToList();
        var folders = Repository.Files("*.cs").Where(path => path.Split('/').Any(part => part is "Common" or "Helpers" or "Utils")).ToList();

        House.IsClean(regions);
        House.IsClean(folders);
    }

    [Fact]
    public void options_are_validated_at_start()
    {
        var loose = ProductSources().Where(path =>
            Regex.IsMatch(Repository.Read(path), @"\.Configure<\w+Options>\s*\("));

        House.IsClean(loose);
    }

    [GeneratedRegex(@"\bTODO\b|\bFIXME\b|\bHACK\b|NotImplementedException|#nullable disable|Skip\s*=\s*""")]
    private static partial Regex LeftForLater();

    [GeneratedRegex(@"DateTime(Offset)?\.(Utc)?Now\b|Thread\.Sleep|\.Result\b\s*[;)]|\.Wait\(\)|async void|GetAwaiter\(\)\.GetResult\(\)")]
    private static partial Regex Banned();
}
