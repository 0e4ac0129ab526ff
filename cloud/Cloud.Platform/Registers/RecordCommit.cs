using System.Text.Json.Nodes;
using Cloud.Platform.Audit;
using Cloud.Platform.Organisations;
using Cloud.Platform.Persons;

namespace Cloud.Platform.Registers;

/// <summary>One record to be stored.</summary>
/// <param name="Register">Its register.</param>
/// <param name="Record">With its new version.</param>
/// <param name="ExpectedVersion">Version that it must have now; 0 = it must not exist.</param>
public sealed record RecordWrite(RegisterDescriptor Register, StoredRecord Record, long ExpectedVersion)
{
    /// <summary>Value of every indexed field, in the order of the fields: text, double, long, bool or null.</summary>
    public required IReadOnlyList<object?> Lifted { get; init; }

    /// <summary>Organisations named by the record.</summary>
    public IReadOnlyList<OrganisationId> Parties { get; init; } = [];

    /// <summary>Persons who must act on it.</summary>
    public IReadOnlyList<PersonId> Assignees { get; init; } = [];

    /// <summary>Unique keys: name of the rule and key.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Keys { get; init; } = [];

    /// <summary>Text that the full-text search finds; empty when it is void.</summary>
    public string SearchText { get; init; } = "";

    /// <summary>What happened; null = nothing to be told.</summary>
    public HistoryEntry? History { get; init; }
}

/// <summary>Links one record to another.</summary>
/// <param name="Id">Of the link.</param>
/// <param name="From">Register and id.</param>
/// <param name="To">Register and id.</param>
/// <param name="Kind">What it is called.</param>
/// <param name="By">Who and when.</param>
public sealed record RecordLink(Guid Id, RecordKey From, RecordKey To, string Kind, Stamp By);

/// <summary>Names a record of any register.</summary>
/// <param name="Register">Name of the register.</param>
/// <param name="Id">Id of the record.</param>
public sealed record RecordKey(string Register, Guid Id);

/// <summary>Makes a request that arrives twice have one effect.</summary>
/// <param name="Account">Whose key it is.</param>
/// <param name="Key">As the client made it, 1–100 characters.</param>
/// <param name="RequestHash">Of what was asked.</param>
/// <param name="Result">The record that came of it.</param>
/// <param name="At">When.</param>
public sealed record ReplayEntry(Guid Account, string Key, string RequestHash, RecordKey Result, DateTimeOffset At);

/// <summary>What is stored in one transaction.</summary>
public sealed record RecordCommit
{
    /// <summary>Records.</summary>
    public required IReadOnlyList<RecordWrite> Writes { get; init; }

    /// <summary>Links.</summary>
    public IReadOnlyList<RecordLink> Links { get; init; } = [];

    /// <summary>Numbers to be allotted and put in the place of their tokens.</summary>
    public IReadOnlyList<NumberRequest> Numbers { get; init; } = [];

    /// <summary>Entries of the audit trail.</summary>
    public IReadOnlyList<AuditEntry> Audit { get; init; } = [];

    /// <summary>Replay key; null when the client gave none.</summary>
    public ReplayEntry? Replay { get; init; }

    /// <summary>What else is stored with them.</summary>
    public IReadOnlyList<CommitPart> Parts { get; init; } = [];
}

/// <summary>What became of a commit.</summary>
public abstract record CommitOutcome
{
    /// <summary>On disk. Records as stored, with their numbers.</summary>
    public sealed record Stored(IReadOnlyList<StoredRecord> Records) : CommitOutcome;

    /// <summary>Somebody else has changed a record.</summary>
    public sealed record Stale(RecordKey Record) : CommitOutcome;

    /// <summary>A unique key is taken.</summary>
    public sealed record Taken(string Register, string Rule) : CommitOutcome;

    /// <summary>The replay key was used in the meantime.</summary>
    public sealed record Replayed(ReplayEntry Entry) : CommitOutcome;
}

/// <summary>One change of a record.</summary>
/// <param name="Record">Which.</param>
/// <param name="Version">The version that it made.</param>
/// <param name="By">Who and when.</param>
/// <param name="Action"><c>create</c>, <c>edit</c>, <c>void</c>, or the transition's name.</param>
/// <param name="From">State before; null at creation.</param>
/// <param name="To">State after.</param>
/// <param name="Changes">Field to <c>{from, to}</c>.</param>
/// <param name="Note">What was said with it; null = nothing.</param>
public sealed record HistoryEntry(RecordKey Record, long Version, Stamp By, string Action, string? From, string To, JsonObject Changes, string? Note = null);
