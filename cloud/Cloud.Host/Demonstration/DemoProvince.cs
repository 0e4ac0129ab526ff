using Cloud.Platform.Organisations;
using Cloud.Platform.Persons;
using Cloud.Supervision.Filing;
using Cloud.Supervision.Personnel;
using Telemetry.Model;

namespace Cloud.Host.Demonstration;

/// <summary>A firm of the demonstration with its staff.</summary>
internal sealed record DemoFirm(Organisation Organisation, PartyKind Kind)
{
    public List<DemoStaff> Staff { get; } = [];
}

/// <summary>A member of staff.</summary>
internal sealed record DemoStaff(Guid Id, PersonId Person, StaffMember Member);

/// <summary>A project with its parties and people.</summary>
internal sealed record DemoProject(ProjectId Id, string Name, string County, DateOnly Start, IReadOnlyDictionary<PartyKind, DemoFirm> Parties)
{
    public Dictionary<KeyPost, DemoStaff> Posts { get; } = [];

    public List<(PersonId Person, SiteWorker Worker)> Workers { get; } = [];

    public List<(Guid Id, string Part)> Works { get; } = [];

    public List<(Guid Id, double Alarm)> Points { get; } = [];

    public DemoFirm Of(PartyKind kind) => Parties[kind];
}
