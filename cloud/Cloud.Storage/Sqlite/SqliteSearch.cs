using Cloud.Platform.Search;
using Cloud.Storage.Records;

namespace Cloud.Storage.Sqlite;

/// <summary>FTS5 without a copy of the text.</summary>
internal sealed class SqliteSearch : ISearchDialect
{
    public IReadOnlyList<string> Schema { get; } =
        ["CREATE VIRTUAL TABLE IF NOT EXISTS search_word USING fts5 (words, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 0')"];

    public string Add => "INSERT INTO search_word (rowid, words) VALUES (@document, @words)";

    public string Remove => "DELETE FROM search_word WHERE rowid = @document";

    public object Words(string text) => string.Join(' ', SearchWords.Of(text));

    public string? Query(string text) => SearchWords.Query(text) is { Count: > 0 } phrases
        ? string.Join(" AND ", phrases.Select(phrase => $"\"{string.Join(' ', phrase.Words)}\"{(phrase.LastIsBeginning ? " *" : "")}")) : null;

    public string Matches(string parameter) => $"SELECT rowid FROM search_word WHERE search_word MATCH {parameter}";
}
