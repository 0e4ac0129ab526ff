using System.Globalization;
using System.Text;
using Cloud.Platform.Search;
using Cloud.Storage.Records;

namespace Cloud.Storage.PostgreSql;

/// <summary>A tsvector whose positions we number ourselves, so that no parser or locale of the server has a say.</summary>
internal sealed class PostgreSqlSearch : ISearchDialect
{
    // The server keeps positions up to this one.
    private const int LastPosition = 16_383;

    public IReadOnlyList<string> Schema { get; } =
    [
        "CREATE TABLE IF NOT EXISTS search_word (document BIGINT PRIMARY KEY, words TSVECTOR NOT NULL)",
        "CREATE INDEX IF NOT EXISTS search_word_words ON search_word USING gin (words)",
    ];

    public string Add => "INSERT INTO search_word (document, words) VALUES (@document, CAST(@words AS tsvector))";

    public string Remove => "DELETE FROM search_word WHERE document = @document";

    public object Words(string text)
    {
        var vector = new StringBuilder();
        var position = 0;
        foreach (var word in SearchWords.Of(text))
            vector.Append(CultureInfo.InvariantCulture, $"'{word}':{Math.Min(++position, LastPosition)} ");
        return vector.ToString();
    }

    public string? Query(string text) => SearchWords.Query(text) is { Count: > 0 } phrases
        ? string.Join(" & ", phrases.Select(phrase => $"({string.Join(" <-> ", phrase.Words.Select((word, i) =>
            $"'{word}'{(phrase.LastIsBeginning && i == phrase.Words.Count - 1 ? ":*" : "")}"))})")) : null;

    public string Matches(string parameter) => $"SELECT document FROM search_word WHERE words @@ CAST({parameter} AS tsquery)";
}
