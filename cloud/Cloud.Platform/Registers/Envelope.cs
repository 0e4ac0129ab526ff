using Cloud.Platform.Areas;
using Cloud.Platform.Identity;
using Cloud.Platform.Organisations;
using Telemetry.Model;

namespace Cloud.Platform.Registers;

/// <summary>Where a record came from.</summary>
public enum RecordSource
{
    /// <summary>A page.</summary>
    [Label("网页", "Page")]
    Page,

    /// <summary>A phone.</summary>
    [Label("手机", "Phone")]
    Phone,

    /// <summary>Another system.</summary>
    [Label("接口", "Interface")]
    Interface,

    /// <summary>A workbook.</summary>
    [Label("导入", "Import")]
    Import,

    /// <summary>The platform: a transition of another record, a device.</summary>
    [Label("平台", "Platform")]
    Platform,
}

/// <summary>Who and when.</summary>
/// <param name="At">UTC.</param>
/// <param name="Account">The account; empty for the platform.</param>
/// <param name="Name">As it was then.</param>
public sealed record Stamp(DateTimeOffset At, Guid Account, string Name);

/// <summary>What every record has besides its fields.</summary>
public sealed record Envelope
{
    /// <summary>Time-ordered.</summary>
    public required Guid Id { get; init; }

    /// <summary>Name of its register.</summary>
    public required string Register { get; init; }

    /// <summary>What it is called.</summary>
    public required string Title { get; init; }

    /// <summary>camelCase.</summary>
    public required string State { get; init; }

    /// <summary>1 at first, grows by one with each change.</summary>
    public required long Version { get; init; }

    /// <summary>The project that it belongs to; null when to none.</summary>
    public ProjectId? Project { get; init; }

    /// <summary>Where it lies; the default value when nowhere.</summary>
    public AreaCode Area { get; init; }

    /// <summary>The organisation that made it; null when none did.</summary>
    public OrganisationId? Owner { get; init; }

    /// <summary>Branches that it belongs to.</summary>
    public Disciplines Disciplines { get; init; } = Disciplines.All;

    /// <summary>How secret it is.</summary>
    public SecrecyLevel Secrecy { get; init; } = SecrecyLevel.Internal;

    /// <summary>When something must have been done; null when nothing must.</summary>
    public DateOnly? Due { get; init; }

    /// <summary>Where it came from.</summary>
    public RecordSource Source { get; init; }

    /// <summary>Its making.</summary>
    public required Stamp Created { get; init; }

    /// <summary>Its newest change.</summary>
    public required Stamp Updated { get; init; }

    /// <summary>Why it is void; null when it is not.</summary>
    public string? VoidReason { get; init; }

    /// <summary>Names that fields may not have.</summary>
    public static IReadOnlySet<string> Names { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        "id", "register", "title", "state", "version", "owner", "disciplines", "secrecy", "due", "source",
        "createdAt", "createdOn", "createdBy", "updatedAt", "updatedBy", "voidReason", "record",
    };
}

/// <summary>A record as it is stored.</summary>
/// <param name="Envelope">What every record has.</param>
/// <param name="Body">Its fields, JSON of <see cref="RecordJson"/>.</param>
public sealed record StoredRecord(Envelope Envelope, string Body);
