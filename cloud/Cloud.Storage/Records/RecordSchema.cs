namespace Cloud.Storage.Records;

/// <summary>
/// The tables of one feature as numbered scripts: script i brings version i to i + 1 and is never edited once released. One text
/// serves both databases; <see cref="IRecordDialect"/> says which words it may use.
/// </summary>
/// <param name="Feature">Stable name, the key of its version.</param>
/// <param name="Scripts">SQL, ascending.</param>
public sealed record RecordSchema(string Feature, IReadOnlyList<string> Scripts);
