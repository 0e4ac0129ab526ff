using Cloud.Platform.Registers;

namespace Cloud.Platform.Papers;

/// <summary>What things that a record names by their id are called, for papers, lists and exports; and the other way round, for what people type.</summary>
public interface IRecordNames
{
    /// <summary>The name; null when it is not known.</summary>
    /// <param name="field">A field of kind project, organisation, area, person or reference.</param>
    /// <param name="id">As the record holds it.</param>
    /// <param name="english">True for the English name where there is one.</param>
    /// <param name="cancel">Ends it.</param>
    ValueTask<string?> NameAsync(Field field, string id, bool english, CancellationToken cancel);

    /// <summary>The id that a name stands for; null when none or several do.</summary>
    /// <param name="field">A field of kind area, project or organisation; other kinds have no names that are good for it.</param>
    /// <param name="name">As people write it: of an area also its full name, of an organisation also its credit code.</param>
    /// <param name="cancel">Ends it.</param>
    ValueTask<string?> IdAsync(Field field, string name, CancellationToken cancel);
}
