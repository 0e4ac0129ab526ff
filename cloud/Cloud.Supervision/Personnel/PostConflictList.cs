using System.Runtime.CompilerServices;
using Cloud.Platform.Clauses;
using Cloud.Platform.Identity;
using Cloud.Platform.Organisations;
using Cloud.Platform.Persons;
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

        [Label("在岗任职数", "Posts held")]
        public required long Posts { get; init; }

        [Label("登记证书数", "Certificates")]
        public required long Certificates { get; init; }

        [Label("单位", "Organisation")]
        public OrganisationId? Organisation { get; init; }

        [Label("问题", "What stands against it")]
        public required string Conflict { get; init; }

        internal PersonId? Person { get; init; }
    }

    public static ViewDefinition Definition { get; } = new ViewDefinition("post-conflicts", "岗位冲突检查", "Conflicts of posts", [.. Roles.Builders, .. Roles.Authorities])
        .Lists<Query, Row, Appointment>(nameof(Row.Posts), (_, row) => PostFigures.PostList(row.Person))
        .Lists<Query, Row, PersonCertificate>(nameof(Row.Certificates), (_, row) => PostFigures.CertificateList(row.Person));

    public static async IAsyncEnumerable<Row> RunAsync(Query query, IRecords records, [EnumeratorCancellation] CancellationToken cancel)
    {
        var needing = Enum.GetValues<KeyPost>().Where(post => PostRules.Certificates(post).Count > 0 || PostRules.MostProjects(post) < int.MaxValue || PostRules.IsSingle(post)).ToList();
        await foreach (var entry in records.Of<Appointment>().In(query.Project).InState(Appointment.State.InPost).Among(one => one.Post, needing).ReadAsync(cancel))
        {
            var conflicts = await PostConflicts.FindAsync(entry.Record, entry.Envelope.Id, records, query.On, cancel);
            if (conflicts.Count == 0)
                continue;
            var (post, person) = (entry.Record, entry.Record.Person);
            var figures = await PostFigures.CountAsync([person], records, cancel);
            foreach (var conflict in conflicts)
                yield return new Row
                {
                    Project = post.Project, Post = post.Post, Name = post.Name ?? "", Organisation = post.Organisation, Conflict = conflict,
                    Person = person, Posts = figures.Posts(person), Certificates = figures.Certificates(person),
                };
        }
    }
}
