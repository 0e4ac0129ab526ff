using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Acceptance.Tests.House;

/// <summary>Files and methods stay small enough to be read at one go.</summary>
public sealed class SizeSpecs
{
    private const int FileLines = 400;
    private const int TestFileLines = 500;
    private const int MethodLines = 60;

    [Fact]
    public void no_source_file_is_longer_than_the_limit()
    {
        var tooLong = Repository.Files("*.cs").Concat(Repository.Files("*.ts")).Concat(Repository.Files("*.tsx"))
            .Where(path => !path.EndsWith(".d.ts", StringComparison.Ordinal) && !path.Contains("/generated/", StringComparison.Ordinal))
            .Select(path => (path, lines: File.ReadLines(Path.Combine(Repository.Root, path)).Count()))
            .Where(file => file.lines > (file.path.StartsWith("tests/", StringComparison.Ordinal) ? TestFileLines : FileLines))
            .Select(file => $"{file.path}: {file.lines}");

        House.IsClean(tooLong);
    }

    [Fact]
    public void no_method_is_longer_than_the_limit()
    {
        var tooLong = Repository.Files("*.cs")
            .Where(path => !path.StartsWith("tests/", StringComparison.Ordinal))
            .SelectMany(path => CSharpSyntaxTree.ParseText(Repository.Read(path)).GetRoot().DescendantNodes()
                .Where(node => node is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or AccessorDeclarationSyntax)
                .Select(node => (path, node, span: node.SyntaxTree.GetLineSpan(node.Span)))
                .Select(method => (method.path, line: method.span.StartLinePosition.Line + 1,
                    lines: method.span.EndLinePosition.Line - method.span.StartLinePosition.Line + 1)))
            .Where(method => method.lines > MethodLines)
            .Select(method => $"{method.path}:{method.line}: {method.lines}");

        House.IsClean(tooLong);
    }
}
