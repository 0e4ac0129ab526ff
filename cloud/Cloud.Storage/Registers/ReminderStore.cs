using Cloud.Platform.Persons;
using Cloud.Platform.Registers;
using Cloud.Storage.Records;

namespace Cloud.Storage.Registers;

/// <summary>Given reminders in the record database.</summary>
public sealed class ReminderStore(RecordDatabase database) : IReminderStore
{
    /// <inheritdoc/>
    public Task<bool> NoteAsync(RecordKey record, DateOnly due, string stage, DateTimeOffset at, CancellationToken cancel) => database.WriteAsync(
        connection => connection.Execute(
            "INSERT INTO record_reminder VALUES (@r, @i, @d, @s, @at) ON CONFLICT DO NOTHING",
            ("@r", record.Register), ("@i", record.Id.ToString("D")), ("@d", ColumnValue.Of(due)), ("@s", stage), ("@at", at)) == 1,
        cancel);

    /// <inheritdoc/>
    public Task<IReadOnlyList<PersonId>> AssigneesAsync(Guid record, CancellationToken cancel) => database.ReadAsync<IReadOnlyList<PersonId>>(
        connection => connection.Query("SELECT person FROM record_assignee WHERE record = @i ORDER BY person", row => PersonId.Parse(row.GetString(0), null), ("@i", record.ToString("D"))), cancel);
}
