using Cloud.Platform.Persons;
using Telemetry.Model;

namespace Cloud.Platform.Approvals;

/// <summary>
/// Who holds an office on a project: said by the module that keeps appointments, and asked at every step of a case, so that
/// a successor is asked from the day on which he is in office.
/// </summary>
public interface IOffices
{
    /// <summary>The persons who hold an office of a project now; empty when nobody does.</summary>
    /// <param name="office">As a flow names it.</param>
    /// <param name="project">Where.</param>
    /// <param name="cancel">Gives up waiting for the disk.</param>
    Task<IReadOnlyList<PersonId>> InOfficeAsync(string office, ProjectId project, CancellationToken cancel);
}
