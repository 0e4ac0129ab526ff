using System.Runtime.CompilerServices;
using Cloud.Platform.Clauses;
using Cloud.Platform.Identity;
using Cloud.Platform.Organisations;
using Cloud.Platform.Registers;
using Cloud.Platform.Views;
using Telemetry.Model;

namespace Cloud.Supervision.Personnel;

/// <summary>People in post against whom something stands today: a certificate that ran out since, a second project, a wrong category.</summary>
[Clause("5.2.2-6.1")]
public sealed class PostConflictList : IView<PostConflictList.Query, PostConflictList.Row>
{
    public sealed record Query
    {
        [Label("项目", "Project")]
        public ProjectId? Project { get; init; }

        [Label("按哪一天判断", "As of")]
        public required DateOnly On { get; init; }
    }

    public sealed record Row
    {
        [Label("项目", "Project")]
        public required ProjectId Project { get; init; }

        [Label("岗位", "Post")]
        public required KeyPost Post { get; init; }

        [Label("姓名", "Name")]
        public required string Name { get; init; }

        [Label("单位", "Organisation")]
        public OrganisationId? Organisation { get; init; }

        [Label("问题", "What stands against it")]
        public required string Conflict { get; init; }
    }

    public static ViewDefinition Definition { get; } = new("post-conflicts", "岗位冲突检查", "Conflicts of posts", [.. Roles.Builders, .. Roles.Authorities]);

    public static async IAsyncEnumerable<Row> RunAsync(Query query, IRecords records, [EnumeratorCancellation] CancellationToken cancel)
    {
        var needing = Enum.GetValues<KeyPost>().Where(post => PostRules.Certificates(post).Count > 0 || PostRules.MostProjects(post) < int.MaxValue || PostRules.IsSingle(post)).ToList();
        await foreach (var entry in records.Of<Appointment>().In(query.Project).InState(Appointment.State.InPost).Among(one => one.Post, needing).ReadAsync(cancel))
            foreach (var conflict in await PostConflicts.FindAsync(entry.Record, entry.Envelope.Id, records, query.On, cancel))
                yield return new Row
                {
                    Project = entry.Record.Project, Post = entry.Record.Post, Name = entry.Record.Name ?? "", Organisation = entry.Record.Organisation, Conflict = conflict,
                };
    }
}
