using System.ComponentModel.DataAnnotations;
using Cloud.Platform.Areas;
using Cloud.Platform.Clauses;
using Cloud.Platform.Identity;
using Cloud.Platform.Organisations;
using Cloud.Platform.Persons;
using Cloud.Platform.Registers;

namespace Cloud.Supervision.Personnel;

/// <summary>Somebody who works for an enterprise in charge of something: the base of certificates, contracts and appointments.</summary>
[Clause("5.2.2-6.1", "5.5.2-2.1")]
public sealed record StaffMember : IRegister<StaffMember, StaffMember.State>
{
    public enum State
    {
        [Label("已上报", "Reported")]
        Reported,

        [Label("已核实", "Verified")]
        Verified,

        [Label("退回", "Returned")]
        Returned,

        [Label("已离职", "Left")]
        Left,
    }

    [Label("单位", "Organisation"), Indexed]
    public required OrganisationId Organisation { get; init; }

    [Label("姓名", "Name"), StringLength(40, MinimumLength = 2), Indexed, Searchable]
    public required string Name { get; init; }

    [Label("身份证号", "Identity number"), Personal, StringLength(18)]
    public required string IdNumber { get; init; }

    [Label("人员", "Person"), Assigned, Indexed]
    public PersonId? Person { get; init; }

    [Label("联系电话", "Phone"), Personal, StringLength(20), RegularExpression(@"[0-9*\-]{5,20}")]
    public string? Phone { get; init; }

    [Label("职务", "Position"), StringLength(40), Searchable]
    public string? Position { get; init; }

    [Label("职称", "Title"), StringLength(40)]
    public string? ProfessionalTitle { get; init; }

    [Label("专业", "Speciality"), StringLength(60), Searchable]
    public string? Speciality { get; init; }

    [Label("学历", "Education"), StringLength(20)]
    public string? Education { get; init; }

    [Label("入职日期", "Employed on"), Indexed]
    public DateOnly? EmployedOn { get; init; }

    [Label("离职日期", "Left on"), Assigned]
    public DateOnly? LeftOn { get; init; }

    [Label("单位所在县区", "County of the organisation"), Assigned, Indexed]
    public AreaCode? County { get; init; }

    [Label("退回原因", "Why returned"), Assigned, StringLength(500)]
    public string? ReturnReason { get; init; }

    /// <summary>The last day.</summary>
    public sealed record Leaving
    {
        [Label("离职日期", "Left on")]
        public required DateOnly On { get; init; }
    }

    public static Register<StaffMember, State> Definition => new Register<StaffMember, State>("staff-members", "管理人员", "Management staff")
        .Title(member => member.Name)
        .At(member => member.County)
        .Parties(member => [member.Organisation])
        .Create(State.Reported, by: Roles.Enterprises)
        .Edit([State.Returned, State.Verified], by: Roles.Enterprises)
        .Read(by: [.. Roles.Enterprises, .. Roles.Authorities])
        .Saving(EnterAsync)
        .Check((member, context) => [.. OwnOrganisation.Faults(member.Organisation, context), .. StaffIdentity.Faults(member.IdNumber, member.Person, context)])
        .Reported(State.Reported, State.Verified, State.Returned, by: Roles.Enterprises, verifiedBy: Roles.Station, (member, why) => member with { ReturnReason = why })
        .On<Leaving>("leave", "离职", [State.Reported, State.Verified], State.Left, by: Roles.Enterprises, labelEn: "Leave", apply: LeaveAsync)
        .Void([State.Reported, State.Returned], by: Roles.Enterprises)
        .Unique("person", "此人已登记在本单位", member => member is { Person: { } person, LeftOn: null } ? $"{member.Organisation}/{person}" : null)
        .Resting(State.Verified)
        .Columns(nameof(Name), nameof(Organisation), nameof(Position), nameof(ProfessionalTitle), nameof(Speciality), nameof(EmployedOn));

    private static async ValueTask<StaffMember> EnterAsync(StaffMember member, ActionContext context, CancellationToken cancel)
    {
        var (person, number) = await StaffIdentity.EnterAsync(member.Name, member.IdNumber, member.Phone, member.Organisation, member.Person, context, cancel);
        var organisation = await context.Service<IOrganisationStore>().FindAsync(member.Organisation, cancel);
        return member with { Person = person, IdNumber = number, County = organisation?.Area };
    }

    private static async ValueTask<StaffMember> LeaveAsync(StaffMember member, Leaving form, ActionContext context, CancellationToken cancel)
    {
        var self = new Reference<StaffMember>(context.Envelope!.Id);
        await foreach (var post in context.Records.Of<Appointment>().InState(Appointment.State.InPost).Where(post => post.Staff == self).ReadAsync(cancel))
            throw new Cloud.Platform.RuleBrokenException($"{member.Name}仍在“{post.Envelope.Title}”任职，先办理离任");
        return member with { LeftOn = form.On };
    }
}
