using Cloud.Platform.Registers;
using Cloud.Storage.Records;

namespace Cloud.Storage.Registers;

/// <summary>Replay keys.</summary>
internal static class ReplaySql
{
    public static ReplayEntry? Find(RecordConnection connection, Guid account, string key) => connection.Query(
        "SELECT request_hash, register, record, at FROM record_replay WHERE account = @a AND key = @k",
        row => new ReplayEntry(account, key, row.GetString(0), new RecordKey(row.GetString(1), Guid.Parse(row.GetString(2))), row.Instant(3)),
        ("@a", account.ToString()), ("@k", key)).SingleOrDefault();

    public static void Add(RecordConnection connection, ReplayEntry entry) => connection.Execute(
        "INSERT INTO record_replay VALUES (@a, @k, @h, @r, @id, @at)",
        ("@a", entry.Account.ToString()), ("@k", entry.Key), ("@h", entry.RequestHash), ("@r", entry.Result.Register), ("@id", entry.Result.Id.ToString("D")), ("@at", entry.At));
}
