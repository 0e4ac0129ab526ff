using System.ComponentModel.DataAnnotations;
using Cloud.Platform;
using Cloud.Platform.Areas;
using Cloud.Platform.Clauses;
using Cloud.Platform.Identity;
using Cloud.Platform.Organisations;
using Cloud.Platform.Persons;
using Cloud.Platform.Registers;

namespace Cloud.Supervision.Personnel;

/// <summary>A certificate of a member of staff: reported with its scan, verified by the station, reminded of before it ends.</summary>
[Clause("5.2.2-6.1", "5.5.2-2.2")]
public sealed record PersonCertificate : IRegister<PersonCertificate, ReportState>
{
    private const int RemindBefore = 22;

    [Label("持证人", "Holder")]
    public required Reference<StaffMember> Staff { get; init; }

    [Label("姓名", "Name"), Assigned, Indexed, Searchable, StringLength(40)]
    public string? Name { get; init; }

    [Label("人员", "Person"), Assigned, Indexed]
    public PersonId? Person { get; init; }

    [Label("单位", "Organisation"), Assigned, Indexed]
    public OrganisationId? Organisation { get; init; }

    [Label("证书类别", "Kind"), Indexed]
    public required CertificateKind Kind { get; init; }

    [Label("证书编号", "Number"), StringLength(60, MinimumLength = 4), Indexed, Searchable]
    public required string Number { get; init; }

    [Label("专业", "Speciality"), StringLength(60)]
    public string? Speciality { get; init; }

    [Label("发证机关", "Authority"), StringLength(100)]
    public string? Authority { get; init; }

    [Label("发证日期", "Issued on")]
    public required DateOnly IssuedOn { get; init; }

    [Label("有效期至", "Valid until"), Indexed]
    public DateOnly? ExpiresOn { get; init; }

    [Label("扫描件", "Scan")]
    public Attachment? Scan { get; init; }

    [Label("单位所在县区", "County of the organisation"), Assigned]
    public AreaCode? County { get; init; }

    [Label("退回原因", "Why returned"), Assigned, StringLength(500)]
    public string? ReturnReason { get; init; }

    /// <summary>The certificate for a further time.</summary>
    public sealed record Renewing
    {
        [Label("有效期至", "Valid until")]
        public required DateOnly ExpiresOn { get; init; }

        [Label("扫描件", "Scan")]
        public Attachment? Scan { get; init; }
    }

    public static Register<PersonCertificate, ReportState> Definition => new Register<PersonCertificate, ReportState>("person-certificates", "执业资格证书", "Certificates of persons")
        .Title(one => $"{one.Name}：{Terms.Of(one.Kind)} {one.Number}")
        .At(one => one.County)
        .Parties(one => one.Organisation is { } organisation ? [organisation] : [])
        .Assigned(one => one.Person is { } person ? [person] : [])
        .Create(ReportState.Reported, by: Roles.Enterprises)
        .Edit(ReportState.Returned, by: Roles.Enterprises)
        .Read(by: [.. Roles.Enterprises, .. Roles.Authorities])
        .Saving(CompleteAsync)
        .Check(Faults)
        .Reported(by: Roles.Enterprises, verifiedBy: Roles.Station, (one, why) => one with { ReturnReason = why },
            guard: (one, context) => one.ExpiresOn < context.Today ? "证书已过期，不能核实" : null)
        .On<Renewing>("renew", "延续", [ReportState.Reported, ReportState.Verified], ReportState.Reported, by: Roles.Enterprises, labelEn: "Renew",
            apply: (one, form, context) => form.ExpiresOn <= context.Today
                ? throw new RuleBrokenException("延续后的有效期须晚于今天")
                : one with { ExpiresOn = form.ExpiresOn, Scan = form.Scan ?? one.Scan })
        .Cancelled(by: [.. Roles.Enterprises, .. Roles.Station])
        .Void([ReportState.Reported, ReportState.Returned], by: Roles.Enterprises)
        .Due(one => one.ExpiresOn, whileIn: [ReportState.Reported, ReportState.Verified], remindBefore: RemindBefore)
        .Unique("number", "这个证书已登记", one => $"{one.Kind}/{one.Number}")
        .Resting(ReportState.Verified)
        .Columns(nameof(Name), nameof(Kind), nameof(Number), nameof(Speciality), nameof(ExpiresOn), nameof(Organisation));

    private static IEnumerable<FieldFault> Faults(PersonCertificate one, ActionContext context)
    {
        if (one.ExpiresOn < one.IssuedOn)
            yield return new FieldFault("expiresOn", "有效期早于发证日期");
        if (one.IssuedOn > context.Today)
            yield return new FieldFault("issuedOn", "发证日期晚于今天");
        foreach (var fault in one.Organisation is { } organisation ? OwnOrganisation.Faults(organisation, context, "staff") : [])
            yield return fault;
    }

    private static async ValueTask<PersonCertificate> CompleteAsync(PersonCertificate one, ActionContext context, CancellationToken cancel)
    {
        var holder = await context.Records.FindAsync(one.Staff, cancel) ?? throw new RuleBrokenException("没有登记这名持证人");
        return one with { Name = holder.Record.Name, Person = holder.Record.Person, Organisation = holder.Record.Organisation, County = holder.Record.County };
    }
}
