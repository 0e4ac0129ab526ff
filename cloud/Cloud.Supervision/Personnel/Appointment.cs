using System.ComponentModel.DataAnnotations;
using Cloud.Platform;
using Cloud.Platform.Clauses;
using Cloud.Platform.Identity;
using Cloud.Platform.Organisations;
using Cloud.Platform.Persons;
using Cloud.Platform.Registers;
using Telemetry.Model;

namespace Cloud.Supervision.Personnel;

/// <summary>
/// Somebody in a post of a project: proposed by his enterprise, confirmed by the owner when nothing stands against it, replaced by
/// another appointment. The five responsible persons, the safety officers and all other posts are this one register.
/// </summary>
[Clause("5.2.2-6.1", "5.5.2-2.1")]
public sealed record Appointment : IRegister<Appointment, Appointment.State>
{
    public enum State
    {
        [Label("待确认", "Proposed")]
        Proposed,

        [Label("在岗", "In post")]
        InPost,

        [Label("退回", "Returned")]
        Returned,

        [Label("已离任", "Released")]
        Released,
    }

    [Label("项目", "Project")]
    public required ProjectId Project { get; init; }

    [Label("岗位", "Post"), Indexed]
    public required KeyPost Post { get; init; }

    [Label("任职人员", "Member of staff"), Indexed]
    public required Reference<StaffMember> Staff { get; init; }

    [Label("姓名", "Name"), Assigned, Indexed, Searchable, StringLength(40)]
    public string? Name { get; init; }

    [Label("联系电话", "Phone"), Assigned, Personal, StringLength(20)]
    public string? Phone { get; init; }

    [Label("人员", "Person"), Assigned, Indexed]
    public PersonId? Person { get; init; }

    [Label("单位", "Organisation"), Assigned, Indexed]
    public OrganisationId? Organisation { get; init; }

    [Label("任职日期", "From"), Indexed]
    public required DateOnly From { get; init; }

    [Label("接替", "Replaces"), Hint("变更人员时填写被接替的任职记录")]
    public Reference<Appointment>? Replaces { get; init; }

    [Label("变更原因", "Reason of the change"), StringLength(500)]
    public string? ChangeReason { get; init; }

    [Label("任命文件", "Letter of appointment")]
    public Attachment? Letter { get; init; }

    [Label("证书编号", "Certificate"), Assigned, StringLength(200)]
    public string? Certificate { get; init; }

    [Label("证书有效期至", "Certificate valid until"), Assigned, Indexed]
    public DateOnly? CertificateUntil { get; init; }

    [Label("存在的问题", "What stands against it"), Assigned, StringLength(2000)]
    public string? Conflicts { get; init; }

    [Label("离任日期", "Released on"), Assigned, Indexed]
    public DateOnly? ReleasedOn { get; init; }

    [Label("离任或退回原因", "Reason"), Assigned, StringLength(500)]
    public string? EndReason { get; init; }

    /// <summary>How it ends.</summary>
    public sealed record Releasing
    {
        [Label("离任日期", "Released on")]
        public required DateOnly On { get; init; }

        [Label("离任原因", "Reason"), StringLength(500, MinimumLength = 2)]
        public required string Reason { get; init; }
    }

    public static Register<Appointment, State> Definition => new Register<Appointment, State>("appointments", "岗位任职", "Appointments")
        .Title(post => $"{Terms.Of(post.Post)}：{post.Name}")
        .In(post => post.Project)
        .Parties(post => post.Organisation is { } organisation ? [organisation] : [])
        .Assigned(post => post.Person is { } person ? [person] : [])
        .Create(State.Proposed, by: Roles.Enterprises)
        .Edit(State.Returned, by: Roles.Enterprises)
        .Read(by: [.. Roles.Enterprises, .. Roles.Authorities, Role.DutyOfficer])
        .Saving(CompleteAsync)
        .Check((post, context) =>
        [
            .. post.Organisation is { } organisation ? OwnOrganisation.Faults(organisation, context, "staff") : [],
            .. post.Replaces is not null && string.IsNullOrWhiteSpace(post.ChangeReason) ? [new FieldFault("changeReason", "变更人员须说明原因")] : Array.Empty<FieldFault>(),
        ])
        .On("confirm", "确认", State.Proposed, State.InPost, by: [Role.Owner, .. Roles.Station], labelEn: "Confirm", apply: ConfirmAsync)
        .Returned(State.Proposed, State.Returned, by: [Role.Owner, .. Roles.Station], (post, why) => post with { EndReason = why })
        .On("propose", "重新上报", State.Returned, State.Proposed, by: Roles.Enterprises, labelEn: "Propose again", apply: CheckedAsync)
        .On<Releasing>("release", "离任", State.InPost, State.Released, by: [.. Roles.Enterprises, .. Roles.Station], labelEn: "Release",
            apply: (post, form, _) => form.On < post.From ? throw new RuleBrokenException("离任日期早于任职日期") : post with { ReleasedOn = form.On, EndReason = form.Reason })
        .Void([State.Proposed, State.Returned], by: Roles.Enterprises)
        .Due(post => post.CertificateUntil, whileIn: State.InPost, remindBefore: 22)
        .Unique("post", "此人已任本项目的这个岗位", post => post.ReleasedOn is null && post.Person is { } person ? $"{post.Project}/{post.Post}/{person}" : null)
        .Resting(State.InPost)
        .Columns(nameof(Post), nameof(Name), nameof(Organisation), nameof(From), nameof(CertificateUntil), nameof(Conflicts))
        .Print("appointment-change", "项目关键岗位人员变更表", "Change of a key post");

    private static async ValueTask<Appointment> CompleteAsync(Appointment post, ActionContext context, CancellationToken cancel)
    {
        var member = await context.Records.FindAsync(post.Staff, cancel) ?? throw new RuleBrokenException("没有登记这名人员");
        return await CheckedAsync(
            post with { Name = member.Record.Name, Phone = member.Record.Phone, Person = member.Record.Person, Organisation = member.Record.Organisation }, context, cancel);
    }

    private static async ValueTask<Appointment> CheckedAsync(Appointment post, ActionContext context, CancellationToken cancel)
    {
        var wanted = PostRules.Certificates(post.Post).SelectMany(group => group).ToHashSet();
        var held = new List<PersonCertificate>();
        await foreach (var entry in context.Records.Of<PersonCertificate>()
            .InState(ReportState.Reported, ReportState.Verified).Where(one => one.Person == post.Person).ReadAsync(cancel))
            if (wanted.Contains(entry.Record.Kind))
                held.Add(entry.Record);
        var conflicts = await PostConflicts.FindAsync(post, context.Envelope?.Id, context.Records, context.Today, cancel);
        return post with
        {
            Certificate = held.Count == 0 ? null : string.Join("、", held.Select(one => one.Number)), CertificateUntil = held.Min(one => one.ExpiresOn),
            Conflicts = conflicts.Count == 0 ? null : string.Join("；", conflicts), EndReason = null,
        };
    }

    private static async ValueTask<Appointment> ConfirmAsync(Appointment post, ActionContext context, CancellationToken cancel)
    {
        var now = await CheckedAsync(post, context, cancel);
        if (now.Conflicts is { } conflicts)
            throw new RuleBrokenException($"不能确认任职：{conflicts}");
        if (post.Replaces is { } before)
            context.Act(before, "release", new Releasing { On = context.Today, Reason = $"由{post.Name}接替：{post.ChangeReason}" });
        return now;
    }
}
