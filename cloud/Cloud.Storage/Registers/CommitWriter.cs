using Cloud.Platform.Audit;
using Cloud.Platform.Calendar;
using Cloud.Platform.Registers;
using Cloud.Storage.Records;

namespace Cloud.Storage.Registers;

/// <summary>Writes one commit inside the transaction that it is given. Everything is asked before anything is changed.</summary>
internal sealed class CommitWriter(RecordConnection connection, IAuditTrail audit)
{
    public CommitOutcome Write(RecordCommit commit)
    {
        if (commit.Replay is { } replay && ReplaySql.Find(connection, replay.Account, replay.Key) is { } used)
            return new CommitOutcome.Replayed(used);
        foreach (var write in commit.Writes)
        {
            if (!IsCurrent(write))
                return new CommitOutcome.Stale(new RecordKey(write.Register.Name, write.Record.Envelope.Id));
            if (Taken(write) is { } rule)
                return new CommitOutcome.Taken(write.Register.Name, rule);
        }

        var transaction = new StoreTransaction(connection);
        if (commit.Parts.Any(part => !part.IsCurrent(transaction)))
            return new CommitOutcome.Stale(new RecordKey(commit.Writes[0].Register.Name, commit.Writes[0].Record.Envelope.Id));
        var numbers = commit.Numbers.ToDictionary(number => number.Token, Allot);
        var stored = commit.Writes.Select(write => Store(numbers.Count == 0 ? write : Numbered(write, numbers))).ToList();
        foreach (var register in commit.Writes.Select(write => write.Register.Name).Distinct())
            connection.Execute(
                "INSERT INTO register_version VALUES (@r, 1) ON CONFLICT (register) DO UPDATE SET version = register_version.version + 1", ("@r", register));
        foreach (var link in commit.Links)
            NoteSql.Add(connection, link);
        if (commit.Replay is { } key)
            ReplaySql.Add(connection, key);
        foreach (var part in commit.Parts)
            part.Write(transaction, stored[0]);
        audit.Append(transaction, [.. commit.Audit.Select(entry => entry with { Detail = Replace(entry.Detail, numbers) })]);
        return new CommitOutcome.Stored(stored);
    }

    private static string? Replace(string? text, Dictionary<string, string> numbers)
    {
        foreach (var (token, number) in numbers)
            text = text?.Replace(token, number, StringComparison.Ordinal);
        return text;
    }

    private static RecordWrite Numbered(RecordWrite write, Dictionary<string, string> numbers) => write with
    {
        Record = new StoredRecord(write.Record.Envelope with { Title = Replace(write.Record.Envelope.Title, numbers)! }, Replace(write.Record.Body, numbers)!),
        Lifted = [.. write.Lifted.Select(value => value is string text ? Replace(text, numbers) : value)],
        Keys = [.. write.Keys.Select(key => KeyValuePair.Create(key.Key, Replace(key.Value, numbers)!))],
        SearchText = Replace(write.SearchText, numbers)!,
        History = write.History is { } history
            ? history with { Changes = System.Text.Json.Nodes.JsonNode.Parse(Replace(history.Changes.ToJsonString(RecordJson.Options), numbers)!)!.AsObject() } : null,
    };

    private bool IsCurrent(RecordWrite write)
    {
        var version = connection.Scalar($"SELECT version FROM {write.Register.Table} WHERE id = @id", ("@id", Id(write))) as long?;
        return (version ?? 0) == write.ExpectedVersion;
    }

    private string? Taken(RecordWrite write) => write.Keys
        .Where(key => connection.Scalar(
            "SELECT record FROM record_key WHERE register = @r AND rule = @u AND key = @k AND record <> @id",
            ("@r", write.Register.Name), ("@u", key.Key), ("@k", key.Value), ("@id", Id(write))) is not null)
        .Select(key => key.Key).FirstOrDefault();

    private string Allot(NumberRequest request)
    {
        var number = (long)connection.Scalar(
            "INSERT INTO record_series VALUES (@s, 1) ON CONFLICT (series) DO UPDATE SET number = record_series.number + 1 RETURNING number", ("@s", request.Series))!;
        return request.Text(number);
    }

    private StoredRecord Store(RecordWrite write)
    {
        var values = Values(write);
        var sql = write.ExpectedVersion == 0
            ? $"INSERT INTO {write.Register.Table} ({string.Join(", ", values.Select(value => value.Column))}) VALUES ({string.Join(", ", values.Select(value => "@" + value.Column))})"
            : $"UPDATE {write.Register.Table} SET {string.Join(", ", values.Skip(1).Select(value => $"{value.Column} = @{value.Column}"))} WHERE id = @id";
        connection.Execute(sql, [.. values.Select(value => ("@" + value.Column, value.Value))]);
        Surround(write);
        SearchIndex.Write(connection, write);
        if (write.History is { } history)
            NoteSql.Add(connection, history);
        return write.Record;
    }

    private void Surround(RecordWrite write)
    {
        var id = Id(write);
        if (write.ExpectedVersion > 0)
        {
            connection.Execute("DELETE FROM record_party WHERE record = @id", ("@id", id));
            connection.Execute("DELETE FROM record_assignee WHERE record = @id", ("@id", id));
            connection.Execute("DELETE FROM record_key WHERE record = @id", ("@id", id));
        }

        foreach (var party in write.Parties)
            connection.Execute(
                $"INSERT INTO record_party SELECT @o, @r, place, id FROM {write.Register.Table} WHERE id = @id",
                ("@o", party.ToString()), ("@r", write.Register.Name), ("@id", id));
        foreach (var person in write.Assignees)
            connection.Execute("INSERT INTO record_assignee VALUES (@p, @id, @r)", ("@p", person.ToString()), ("@id", id), ("@r", write.Register.Name));
        foreach (var key in write.Keys)
            connection.Execute("INSERT INTO record_key VALUES (@r, @u, @k, @id)", ("@r", write.Register.Name), ("@u", key.Key), ("@k", key.Value), ("@id", id));
    }

    private static string Id(RecordWrite write) => write.Record.Envelope.Id.ToString("D");

    private static List<(string Column, object? Value)> Values(RecordWrite write)
    {
        var e = write.Record.Envelope;
        List<(string, object?)> values =
        [
            ("id", e.Id.ToString("D")), ("title", e.Title), ("state", e.State), ("version", e.Version), ("project", e.Project?.Value), ("area", e.Area.Value),
            ("owner", e.Owner?.ToString()), ("disciplines", (long)e.Disciplines), ("secrecy", (long)e.Secrecy), ("due", ColumnValue.Of(e.Due)),
            ("source", RecordJson.Name(e.Source.ToString())), ("created_at", e.Created.At), ("created_on", ColumnValue.Of(SiteCalendar.DayOf(e.Created.At))),
            ("created_by", e.Created.Account.ToString()), ("created_name", e.Created.Name), ("updated_at", e.Updated.At), ("updated_by", e.Updated.Account.ToString()),
            ("updated_name", e.Updated.Name), ("is_void", e.VoidReason is not null), ("void_reason", e.VoidReason), ("body", new JsonText(write.Record.Body)),
        ];
        values.AddRange(write.Register.Fields.Where(field => field.Indexed).Select((field, i) => (ColumnSql.Lifted(field.Name), write.Lifted[i])));
        return values;
    }
}
