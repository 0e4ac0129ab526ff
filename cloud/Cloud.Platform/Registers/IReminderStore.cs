namespace Cloud.Platform.Registers;

/// <summary>Keeps what was reminded of, so that a person hears once that something is due soon and once that it is overdue.</summary>
public interface IReminderStore
{
    /// <summary>Notes a reminder; false when it was given before.</summary>
    Task<bool> NoteAsync(RecordKey record, DateOnly due, string stage, DateTimeOffset at, CancellationToken cancel);

    /// <summary>Persons who must act on a record.</summary>
    Task<IReadOnlyList<Persons.PersonId>> AssigneesAsync(Guid record, CancellationToken cancel);
}
