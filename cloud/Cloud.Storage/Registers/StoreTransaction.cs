using Cloud.Platform.Audit;
using Cloud.Storage.Records;

namespace Cloud.Storage.Registers;

/// <summary>The connection of a commit, for those who write within it.</summary>
internal sealed record StoreTransaction(RecordConnection Connection) : IStoreTransaction;
