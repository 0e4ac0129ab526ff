namespace Cloud.Storage.Records;

/// <summary>
/// Full-text search of a record database over words that <see cref="Cloud.Platform.Search.SearchWords"/> has cut: the
/// databases' own word breaking does not know Chinese. One document has one number.
/// </summary>
public interface ISearchDialect
{
    /// <summary>What must be there, safe to run again.</summary>
    IReadOnlyList<string> Schema { get; }

    /// <summary>Adds a document: <c>@document</c>, <c>@words</c>.</summary>
    string Add { get; }

    /// <summary>Takes a document out: <c>@document</c>.</summary>
    string Remove { get; }

    /// <summary>The value of <c>@words</c> for a text.</summary>
    object Words(string text);

    /// <summary>The query value for what a person typed; null when it holds no word.</summary>
    string? Query(string text);

    /// <summary>A select of the numbers of the documents that match the query in a parameter.</summary>
    string Matches(string parameter);
}
