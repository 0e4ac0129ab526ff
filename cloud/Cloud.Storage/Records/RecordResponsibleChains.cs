using System.Text.Json;
using Cloud.Telemetry.Warnings;
using Telemetry.Model;

namespace Cloud.Storage.Records;

/// <summary>Responsible chains in the record store: a row per version, the newest holds.</summary>
public sealed class RecordResponsibleChains(RecordDatabase database, TimeProvider time) : IResponsibleChains
{
    public Task<ResponsibleChain> FindAsync(ProjectId project, CancellationToken cancel) => database.ReadAsync(
        connection => connection.Scalar(
            "SELECT body FROM responsible_chain WHERE project = @p ORDER BY id DESC LIMIT 1", ("@p", project.Value)) is string body
            ? JsonSerializer.Deserialize(body, WarningJson.Default.ResponsibleChain)! : ResponsibleChain.Empty, cancel);

    public Task SaveAsync(ProjectId project, ResponsibleChain chain, string by, CancellationToken cancel)
    {
        if (chain.Faults() is { Count: > 0 } faults)
            throw new ArgumentException($"The chain has faults: {string.Join("; ", faults.Values.SelectMany(f => f))}", nameof(chain));
        var body = JsonSerializer.Serialize(chain, WarningJson.Default.ResponsibleChain);
        return database.WriteAsync(
            connection =>
            {
                connection.Execute("INSERT INTO responsible_chain (project, body, by, at) VALUES (@p, @body, @by, @at)",
                    ("@p", project.Value), ("@body", body), ("@by", by), ("@at", time.GetUtcNow()));
            },
            cancel);
    }
}
