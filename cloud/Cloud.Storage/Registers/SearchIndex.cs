using Cloud.Platform.Registers;
using Cloud.Storage.Records;

namespace Cloud.Storage.Registers;

/// <summary>Keeps the search documents in step with the records, their files' text included.</summary>
internal static class SearchIndex
{
    public static void Write(RecordConnection connection, RecordWrite write)
    {
        var envelope = write.Record.Envelope;
        var id = envelope.Id.ToString("D");
        if (write.ExpectedVersion > 0)
            Forget(connection, id);
        if (write.SearchText.Length == 0)
            return;
        // A new document number each time: the newest change is found first without sorting.
        var document = (long)connection.Scalar(
            """
            INSERT INTO search_document (register, id, project, area, owner, disciplines, secrecy, state, is_void, title, at, text)
            VALUES (@register, @id, @project, @area, @owner, @disciplines, @secrecy, @state, 0, @title, @at, @text) RETURNING document
            """,
            ("@register", envelope.Register), ("@id", id), ("@project", envelope.Project?.Value), ("@area", envelope.Area.Value), ("@owner", envelope.Owner?.ToString()),
            ("@disciplines", (long)envelope.Disciplines), ("@secrecy", (long)envelope.Secrecy), ("@state", envelope.State), ("@title", envelope.Title),
            ("@at", envelope.Updated.At), ("@text", write.SearchText))!;
        Index(connection, document, id, write.SearchText);
    }

    /// <summary>Reads the words of a record again, after the text of one of its files has come.</summary>
    public static void Refresh(RecordConnection connection, string id)
    {
        foreach (var (document, text) in connection.Query("SELECT document, text FROM search_document WHERE id = @id", row => (row.GetInt64(0), row.GetString(1)), ("@id", id)))
        {
            connection.Execute(connection.Dialect.Search.Remove, ("@document", document));
            Index(connection, document, id, text);
        }
    }

    private static void Forget(RecordConnection connection, string id)
    {
        foreach (var old in connection.Query("DELETE FROM search_document WHERE id = @id RETURNING document", row => row.GetInt64(0), ("@id", id)))
            connection.Execute(connection.Dialect.Search.Remove, ("@document", old));
    }

    private static void Index(RecordConnection connection, long document, string id, string text)
    {
        var files = connection.Query("SELECT text FROM search_file WHERE record = @id", row => row.GetString(0), ("@id", id));
        connection.Execute(connection.Dialect.Search.Add, ("@document", document), ("@words", connection.Dialect.Search.Words(string.Join('\n', [text, .. files]))));
    }
}
