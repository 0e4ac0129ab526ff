using Cloud.Platform.Audit;

namespace Cloud.Storage.Records;

/// <summary>Reads the audit trail of the record store.</summary>
public sealed class RecordAuditReader(RecordDatabase database) : IAuditReader
{
    public Task<IReadOnlyList<AuditRecord>> ListAsync(AuditFilter filter, CancellationToken cancel) => database.ReadAsync<IReadOnlyList<AuditRecord>>(
        connection =>
        {
            var parameters = new List<(string, object?)> { ("@limit", (long)filter.Limit) };
            var where = new List<string> { "1 = 1" };
            void Add(string condition, params (string, object?)[] values)
            {
                where.Add(condition);
                parameters.AddRange(values);
            }

            // '0' follows '/': the range holds every name that begins with the text.
            if (filter.Object is { } prefix && prefix.EndsWith('/'))
                Add("object >= @o AND object < @end", ("@o", prefix), ("@end", prefix[..^1] + "0"));
            else if (filter.Object is { } one)
                Add("object = @o", ("@o", one));
            if (filter.Account is { } account)
                Add("account = @a", ("@a", account.ToString()));
            if (filter.Actions is { } actions)
                Add($"action IN ({parameters.Each("act", actions)})");
            if (filter.From is { } from)
                Add("at >= @from", ("@from", from));
            if (filter.To is { } to)
                Add("at < @to", ("@to", to));
            if (filter.Text is { Length: > 0 } text)
            {
                var like = $"{database.Dialect.Like} @text ESCAPE '\\'";
                Add($"(name {like} OR address {like} OR object {like} OR action {like} OR detail {like})", ("@text", IdentityWrites.Anywhere(text)));
            }

            if (filter.Before is { } before)
                Add("sequence < @before", ("@before", before));
            return connection.Query(
                $"SELECT sequence, at, account, name, address, action, object, detail, hash FROM audit_entry WHERE {string.Join(" AND ", where)} ORDER BY sequence DESC LIMIT @limit",
                row => new AuditRecord(
                    row.GetInt64(0),
                    new AuditEntry(row.Instant(1), Guid.Parse(row.GetString(2)), row.GetString(3), row.Text(4), row.GetString(5), row.GetString(6), row.Text(7)),
                    row.GetString(8)),
                [.. parameters]);
        },
        cancel);
}
