using System.Text.Json.Nodes;
using Cloud.Platform.Registers;
using Cloud.Storage.Records;

namespace Cloud.Storage.Registers;

/// <summary>History and links of records.</summary>
internal static class NoteSql
{
    public static void Add(RecordConnection connection, HistoryEntry entry) => connection.Execute(
        """
        INSERT INTO record_history (register, record, version, at, account, name, action, from_state, to_state, changes, note)
        VALUES (@r, @id, @v, @at, @a, @n, @action, @from, @to, @changes, @note)
        """,
        ("@r", entry.Record.Register), ("@id", entry.Record.Id.ToString("D")), ("@v", entry.Version), ("@at", entry.By.At), ("@a", entry.By.Account.ToString()),
        ("@n", entry.By.Name), ("@action", entry.Action), ("@from", entry.From), ("@to", entry.To), ("@changes", entry.Changes.ToJsonString(RecordJson.Options)), ("@note", entry.Note));

    public static List<HistoryEntry> History(RecordConnection connection, string register, Guid id) => connection.Query(
        "SELECT version, at, account, name, action, from_state, to_state, changes, note FROM record_history WHERE record = @id AND register = @r ORDER BY version, place",
        row => new HistoryEntry(
            new RecordKey(register, id), row.GetInt64(0), new Stamp(row.Instant(1), Guid.Parse(row.GetString(2)), row.GetString(3)), row.GetString(4), row.Text(5), row.GetString(6),
            JsonNode.Parse(row.GetString(7))!.AsObject(), row.Text(8)),
        ("@id", id.ToString("D")), ("@r", register));

    public static void Add(RecordConnection connection, RecordLink link) => connection.Execute(
        "INSERT INTO record_link (id, from_register, from_record, to_register, to_record, kind, at, account, name) VALUES (@id, @fr, @fi, @tr, @ti, @k, @at, @a, @n)",
        ("@id", link.Id.ToString("D")), ("@fr", link.From.Register), ("@fi", link.From.Id.ToString("D")), ("@tr", link.To.Register), ("@ti", link.To.Id.ToString("D")),
        ("@k", link.Kind), ("@at", link.By.At), ("@a", link.By.Account.ToString()), ("@n", link.By.Name));
}
