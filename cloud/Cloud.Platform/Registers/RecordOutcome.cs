using System.Text.Json.Nodes;
using Cloud.Platform.Identity;

namespace Cloud.Platform.Registers;

/// <summary>What somebody asks of a record.</summary>
public sealed record RecordRequest
{
    /// <summary>Who.</summary>
    public required Actor Actor { get; init; }

    /// <summary>Fields or form; null when there are none.</summary>
    public JsonNode? Body { get; init; }

    /// <summary>Version that the person has seen; null only where none exists yet.</summary>
    public long? Version { get; init; }

    /// <summary>Client's key against repetition; null when it gave none.</summary>
    public string? ReplayKey { get; init; }

    /// <summary>Where it comes from.</summary>
    public RecordSource Source { get; init; } = RecordSource.Page;

    /// <summary>True = everything is asked and nothing is stored.</summary>
    public bool OnlyCheck { get; init; }

    /// <summary>What is said with it; the reason of a void.</summary>
    public string? Note { get; init; }
}

/// <summary>What became of a request. Every expected refusal is a value here.</summary>
public abstract record RecordOutcome
{
    /// <summary>Done and on disk.</summary>
    /// <param name="Record">As it is now.</param>
    /// <param name="Replayed">True when an earlier request with the same key had done it.</param>
    public sealed record Stored(StoredRecord Record, bool Replayed = false) : RecordOutcome;

    /// <summary>Nothing stands against it; only a check was asked for.</summary>
    public sealed record Sound : RecordOutcome;

    /// <summary>There is no such record, or the person may not know of it.</summary>
    public sealed record NotFound : RecordOutcome;

    /// <summary>The person may see it, but not do this.</summary>
    /// <param name="Reason">Chinese.</param>
    public sealed record Forbidden(string Reason) : RecordOutcome;

    /// <summary>Somebody else was faster.</summary>
    public sealed record Stale : RecordOutcome;

    /// <summary>The version that the person has seen was not given.</summary>
    public sealed record VersionMissing : RecordOutcome;

    /// <summary>The replay key was used for another request.</summary>
    public sealed record KeyReused : RecordOutcome;

    /// <summary>Fields that are wrong.</summary>
    public sealed record Invalid(IReadOnlyList<FieldFault> Faults) : RecordOutcome;

    /// <summary>A rule or the state forbids it.</summary>
    /// <param name="Sentence">Chinese.</param>
    public sealed record Refused(string Sentence) : RecordOutcome;
}
