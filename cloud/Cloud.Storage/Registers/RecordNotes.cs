using Cloud.Platform.Audit;
using Cloud.Platform.Registers;
using Cloud.Storage.Records;

namespace Cloud.Storage.Registers;

/// <summary>Comments and links in the record database.</summary>
public sealed class RecordNotes(RecordDatabase database, IAuditTrail trail) : IRecordNotes
{
    /// <inheritdoc/>
    public Task CommentAsync(RecordComment comment, AuditEntry audit, CancellationToken cancel) => database.WriteAsync(
        connection =>
        {
            connection.Execute(
                "INSERT INTO record_comment VALUES (@id, @r, @i, @at, @a, @n, @t)",
                ("@id", comment.Id.ToString("D")), ("@r", comment.Record.Register), ("@i", comment.Record.Id.ToString("D")), ("@at", comment.By.At),
                ("@a", comment.By.Account.ToString()), ("@n", comment.By.Name), ("@t", comment.Text));
            trail.Append(new StoreTransaction(connection), [audit]);
        },
        cancel);

    /// <inheritdoc/>
    public Task<IReadOnlyList<RecordComment>> CommentsAsync(RecordKey record, CancellationToken cancel) => database.ReadAsync<IReadOnlyList<RecordComment>>(
        connection => connection.Query(
            "SELECT id, at, account, name, text FROM record_comment WHERE record = @i AND register = @r ORDER BY at, id",
            row => new RecordComment(Guid.Parse(row.GetString(0)), record, new Stamp(row.Instant(1), Guid.Parse(row.GetString(2)), row.GetString(3)), row.GetString(4)),
            ("@i", record.Id.ToString("D")), ("@r", record.Register)),
        cancel);

    /// <inheritdoc/>
    public Task<bool> LinkAsync(RecordLink link, AuditEntry audit, CancellationToken cancel) => database.WriteAsync(
        connection =>
        {
            if (connection.Scalar(
                "SELECT id FROM record_link WHERE from_record = @f AND to_record = @t AND kind = @k AND removed_at IS NULL",
                ("@f", link.From.Id.ToString("D")), ("@t", link.To.Id.ToString("D")), ("@k", link.Kind)) is not null)
                return false;
            NoteSql.Add(connection, link);
            trail.Append(new StoreTransaction(connection), [audit]);
            return true;
        },
        cancel);

    /// <inheritdoc/>
    public Task<IReadOnlyList<RecordLink>> LinksAsync(RecordKey record, CancellationToken cancel) => database.ReadAsync<IReadOnlyList<RecordLink>>(
        connection => connection.Query(
            """
            SELECT id, from_register, from_record, to_register, to_record, kind, at, account, name FROM record_link
            WHERE (from_record = @i OR to_record = @i) AND removed_at IS NULL ORDER BY at, id
            """,
            row => new RecordLink(
                Guid.Parse(row.GetString(0)), new RecordKey(row.GetString(1), Guid.Parse(row.GetString(2))), new RecordKey(row.GetString(3), Guid.Parse(row.GetString(4))),
                row.GetString(5), new Stamp(row.Instant(6), Guid.Parse(row.GetString(7)), row.GetString(8))),
            ("@i", record.Id.ToString("D"))),
        cancel);

    /// <inheritdoc/>
    public Task<bool> UnlinkAsync(RecordKey record, Guid link, AuditEntry audit, CancellationToken cancel) => database.WriteAsync(
        connection =>
        {
            if (connection.Execute(
                "UPDATE record_link SET removed_at = @at, removed_by = @by WHERE id = @id AND (from_record = @i OR to_record = @i) AND removed_at IS NULL",
                ("@at", audit.At), ("@by", audit.Account.ToString()), ("@id", link.ToString("D")), ("@i", record.Id.ToString("D"))) == 0)
                return false;
            trail.Append(new StoreTransaction(connection), [audit]);
            return true;
        },
        cancel);
}
