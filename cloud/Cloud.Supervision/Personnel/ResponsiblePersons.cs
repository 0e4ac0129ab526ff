using System.ComponentModel.DataAnnotations;
using System.Runtime.CompilerServices;
using Cloud.Platform.Clauses;
using Cloud.Platform.Identity;
using Cloud.Platform.Organisations;
using Cloud.Platform.Persons;
using Cloud.Platform.Registers;
using Cloud.Platform.Views;
using Telemetry.Model;

namespace Cloud.Supervision.Personnel;

/// <summary>Who answers for what on a project, with certificate and contract: appointments joined with staff and contracts.</summary>
[Clause("5.2.2-6.1")]
public sealed class ResponsiblePersons : IView<ResponsiblePersons.Query, ResponsiblePersons.Row>
{
    private const int Together = 200;

    public sealed record Query
    {
        [Label("项目", "Project")]
        public ProjectId? Project { get; init; }

        [Label("岗位", "Post")]
        public KeyPost? Post { get; init; }

        [Label("姓名", "Name"), StringLength(40)]
        public string? Name { get; init; }

        [Label("证书到期日前", "Certificate ends before")]
        public DateOnly? EndsBefore { get; init; }
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

        [Label("联系电话", "Phone"), Personal]
        public string? Phone { get; init; }

        [Label("职称", "Title")]
        public string? ProfessionalTitle { get; init; }

        [Label("证书编号", "Certificate")]
        public string? Certificate { get; init; }

        [Label("证书有效期至", "Certificate valid until")]
        public DateOnly? CertificateUntil { get; init; }

        [Label("劳动合同", "Contract")]
        public string? Contract { get; init; }

        [Label("合同期限止", "Contract until")]
        public DateOnly? ContractUntil { get; init; }

        [Label("已缴纳社会保险", "Insured")]
        public bool? Insured { get; init; }

        [Label("任职日期", "From")]
        public required DateOnly From { get; init; }

        [Label("存在的问题", "What stands against it")]
        public string? Conflicts { get; init; }

        internal PersonId? Person { get; init; }
    }

    public static ViewDefinition Definition { get; } = new ViewDefinition("responsible-persons", "责任人员信息查询", "Responsible persons", [.. Roles.Builders, .. Roles.Authorities])
        .Lists<Query, Row, Appointment>(nameof(Row.Posts), (_, row) => PostFigures.PostList(row.Person))
        .Lists<Query, Row, PersonCertificate>(nameof(Row.Certificates), (_, row) => PostFigures.CertificateList(row.Person));

    public static async IAsyncEnumerable<Row> RunAsync(Query query, IRecords records, [EnumeratorCancellation] CancellationToken cancel)
    {
        var posts = records.Of<Appointment>().In(query.Project).InState(Appointment.State.InPost, Appointment.State.Proposed);
        if (query.Post is { } post)
            posts = posts.Where(one => one.Post == post);
        if (query.Name is { Length: > 0 } name)
            posts = posts.Where(one => one.Name == name);
        if (query.EndsBefore is { } day)
            posts = posts.Where(one => one.CertificateUntil < day);
        await foreach (var some in posts.OrderBy(one => one.Name).ReadAsync(cancel).Chunk(Together).WithCancellation(cancel))
        {
            var staff = some.Select(entry => entry.Record.Staff).Distinct().ToList();
            var members = await records.Of<StaffMember>().ById(staff).ReadAsync(cancel).ToDictionaryAsync(entry => entry.Envelope.Id, entry => entry.Record, cancellationToken: cancel);
            var contracts = new Dictionary<Guid, StaffContract>();
            await foreach (var contract in records.Of<StaffContract>().InState(StaffContract.State.InForce).Among(one => one.Staff, staff).ReadAsync(cancel))
                contracts.TryAdd(contract.Record.Staff.Value, contract.Record);
            var figures = await PostFigures.CountAsync(some.Select(entry => entry.Record.Person), records, cancel);
            foreach (var entry in some)
                yield return Of(entry.Record, figures, members.GetValueOrDefault(entry.Record.Staff.Value), contracts.GetValueOrDefault(entry.Record.Staff.Value));
        }
    }

    private static Row Of(Appointment post, PostFigures figures, StaffMember? member, StaffContract? contract) => new()
    {
        Project = post.Project, Post = post.Post, Name = post.Name ?? "", Organisation = post.Organisation, Phone = post.Phone is { } phone ? PersonalData.Mask(phone) : null,
        ProfessionalTitle = member?.ProfessionalTitle, Certificate = post.Certificate, CertificateUntil = post.CertificateUntil,
        Contract = contract?.Number, ContractUntil = contract?.Until, Insured = contract?.Insured, From = post.From, Conflicts = post.Conflicts,
        Person = post.Person, Posts = figures.Posts(post.Person), Certificates = figures.Certificates(post.Person),
    };
}
