using System.Globalization;
using System.Text.Json;
using Orleans.Runtime;
using Orleans.Storage;

namespace Cloud.Storage.Records;

/// <summary>
/// Grain state as JSON in the record database: one row a grain, an etag that counts its writes. A write is on disk when it
/// is answered.
/// </summary>
public sealed class RecordGrainStorage(RecordDatabase database) : IGrainStorage
{
    public static RecordSchema Schema { get; } = new("grains",
        ["CREATE TABLE grain (name TEXT NOT NULL, id TEXT NOT NULL, etag INTEGER NOT NULL, body TEXT NOT NULL, PRIMARY KEY (name, id)) WITHOUT ROWID"]);

    // The interface of Orleans carries no token.
    private static readonly CancellationToken Never = CancellationToken.None;

    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var row = await database.ReadAsync(
            c => c.Query("SELECT etag, body FROM grain WHERE name = @name AND id = @id", r => (Etag: r.GetInt64(0), Body: r.GetString(1)),
                ("@name", stateName), ("@id", grainId.ToString())),
            Never);
        if (row.Count == 0)
        {
            grainState.State = Activator.CreateInstance<T>();
            (grainState.ETag, grainState.RecordExists) = (null, false);
            return;
        }

        grainState.State = JsonSerializer.Deserialize<T>(row[0].Body)!;
        (grainState.ETag, grainState.RecordExists) = (row[0].Etag.ToString(CultureInfo.InvariantCulture), true);
    }

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var body = JsonSerializer.Serialize(grainState.State);
        var expected = Expected(grainState.ETag);
        var written = await database.WriteAsync(
            c => expected == 0
                ? c.Execute("INSERT INTO grain VALUES (@name, @id, 1, @body) ON CONFLICT DO NOTHING",
                    ("@name", stateName), ("@id", grainId.ToString()), ("@body", body))
                : c.Execute("UPDATE grain SET etag = etag + 1, body = @body WHERE name = @name AND id = @id AND etag = @etag",
                    ("@name", stateName), ("@id", grainId.ToString()), ("@body", body), ("@etag", expected)),
            Never);
        ThrowUnlessOne(written, grainState.ETag);
        (grainState.ETag, grainState.RecordExists) = ((expected + 1).ToString(CultureInfo.InvariantCulture), true);
    }

    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var expected = Expected(grainState.ETag);
        if (expected > 0)
        {
            var cleared = await database.WriteAsync(
                c => c.Execute("DELETE FROM grain WHERE name = @name AND id = @id AND etag = @etag",
                    ("@name", stateName), ("@id", grainId.ToString()), ("@etag", expected)),
                Never);
            ThrowUnlessOne(cleared, grainState.ETag);
        }

        grainState.State = Activator.CreateInstance<T>();
        (grainState.ETag, grainState.RecordExists) = (null, false);
    }

    private static long Expected(string? etag) => etag is null ? 0 : long.Parse(etag, CultureInfo.InvariantCulture);

    private static void ThrowUnlessOne(int rows, string? etag)
    {
        if (rows != 1)
            throw new InconsistentStateException("The grain's state was written by another activation.", "unknown", etag);
    }
}
