using Cloud.Platform.Approvals;
using Cloud.Platform.Persons;
using Cloud.Platform.Registers;
using Telemetry.Model;

namespace Cloud.Supervision.Personnel;

/// <summary>The posts of a project as offices of approval flows: whoever is in post is asked.</summary>
public sealed class Offices(RegisterEngine engine) : IOffices
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<PersonId>> InOfficeAsync(string office, ProjectId project, CancellationToken cancel) =>
        !Enum.TryParse<KeyPost>(office, out var post) ? []
            : await engine.Unscoped.Of<Appointment>().In(project).InState(Appointment.State.InPost).Where(one => one.Post == post)
                .ReadAsync(cancel).Where(entry => entry.Record.Person is not null).Select(entry => entry.Record.Person!.Value).Distinct().ToListAsync(cancel);
}
