using Cloud.Platform.Areas;
using Cloud.Platform.Identity;
using Cloud.Platform.Organisations;
using Telemetry.Model;

namespace Cloud.Platform.Permissions;

/// <summary>What decides who reaches a record.</summary>
/// <param name="Project">The project that it belongs to; null when to none.</param>
/// <param name="Area">Where it lies.</param>
/// <param name="Parties">Organisations that made it or are named by it.</param>
/// <param name="Disciplines">Branches that it belongs to.</param>
/// <param name="Secrecy">How secret it is.</param>
public sealed record RecordScope(
    ProjectId? Project, AreaCode Area, IReadOnlyCollection<OrganisationId> Parties, Disciplines Disciplines, SecrecyLevel Secrecy);
