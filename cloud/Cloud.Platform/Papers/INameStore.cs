using Cloud.Platform.Registers;

namespace Cloud.Platform.Papers;

/// <summary>Names of projects, organisations and persons, many in one question.</summary>
public interface INameStore
{
    /// <summary>The names of those that there are; other kinds of field have none here.</summary>
    /// <param name="ids">Kind of a field and an id as a record holds it.</param>
    /// <param name="cancel">Ends it.</param>
    Task<IReadOnlyDictionary<(FieldKind Kind, string Id), string>> NamesAsync(IReadOnlyCollection<(FieldKind Kind, string Id)> ids, CancellationToken cancel);
}
