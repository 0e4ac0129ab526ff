using Cloud.Platform.Registers;

namespace Cloud.Platform.Papers;

/// <summary>What things that a record names by their id are called, for papers.</summary>
public interface IRecordNames
{
    /// <summary>The name; null when it is not known.</summary>
    /// <param name="field">A field of kind project, organisation, area, person or reference.</param>
    /// <param name="id">As the record holds it.</param>
    /// <param name="cancel">Ends it.</param>
    ValueTask<string?> NameAsync(Field field, string id, CancellationToken cancel);
}
