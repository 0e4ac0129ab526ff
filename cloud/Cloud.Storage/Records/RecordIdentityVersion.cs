using Cloud.Platform.Permissions;

namespace Cloud.Storage.Records;

/// <summary>The count of changes of identity, and with it of projects, whose own versions grow too.</summary>
public sealed class RecordIdentityVersion(RecordDatabase database) : IIdentityVersion
{
    public Task<long> CurrentAsync(CancellationToken cancel) => database.ReadAsync(
        connection => (long)connection.Scalar(
            "SELECT CAST((SELECT version FROM identity_version WHERE id = 1) + COALESCE((SELECT SUM(version) FROM project), 0) AS BIGINT)")!,
        cancel);
}
