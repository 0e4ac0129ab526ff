using System.ComponentModel.DataAnnotations;
using Cloud.Platform.Clauses;
using Cloud.Platform.Identity;
using Cloud.Platform.Organisations;
using Cloud.Platform.Persons;
using Cloud.Platform.Registers;
using Telemetry.Model;

namespace Cloud.Supervision.Personnel;

/// <summary>A health check of somebody on a site. Confidential: only people whose grant reaches that far, and of enterprises only his own, see it.</summary>
[Clause("5.2.2-6.4", "5.5.2-2.6")]
public sealed record HealthRecord : IRegister<HealthRecord, HealthRecord.State>
{
    public enum State
    {
        [Label("有效", "Valid")]
        Valid,

        [Label("已失效", "Lapsed")]
        Lapsed,
    }

    public enum CheckKind
    {
        [Label("上岗前", "Before work")]
        BeforeWork,

        [Label("在岗期间", "Periodic")]
        Periodic,

        [Label("离岗时", "On leaving")]
        OnLeaving,

        [Label("应急", "Emergency")]
        Emergency,
    }

    public enum Fitness
    {
        [Label("可从事本岗位", "Fit")]
        Fit,

        [Label("不宜登高作业", "Not at height")]
        NotAtHeight,

        [Label("不宜高温作业", "Not in heat")]
        NotInHeat,

        [Label("职业禁忌", "Unfit")]
        Unfit,
    }

    [Label("项目", "Project")]
    public required ProjectId Project { get; init; }

    [Label("单位", "Organisation"), Indexed]
    public required OrganisationId Organisation { get; init; }

    [Label("人员", "Person"), Indexed]
    public PersonId? Person { get; init; }

    [Label("姓名", "Name"), StringLength(40, MinimumLength = 2), Indexed, Searchable]
    public required string Name { get; init; }

    [Label("检查类别", "Kind"), Indexed]
    public required CheckKind Kind { get; init; }

    [Label("检查日期", "Checked on"), Indexed]
    public required DateOnly CheckedOn { get; init; }

    [Label("检查机构", "Institution"), StringLength(100)]
    public string? Institution { get; init; }

    [Label("结论", "Conclusion"), Indexed]
    public required Fitness Conclusion { get; init; }

    [Label("健康情况说明", "Details"), Personal, StringLength(1000)]
    public string? Details { get; init; }

    [Label("本人已同意采集", "Consent")]
    public required bool Consent { get; init; }

    [Label("体检报告", "Report")]
    public Attachment? Report { get; init; }

    [Label("有效期至", "Valid until"), Indexed]
    public DateOnly? ValidUntil { get; init; }

    public static Register<HealthRecord, State> Definition => new Register<HealthRecord, State>("health-records", "健康信息", "Health records")
        .Title(one => $"{one.Name} {one.CheckedOn:yyyy-MM-dd}")
        .In(one => one.Project)
        .Parties(one => [one.Organisation])
        .OwnPartiesOnly()
        .Secret(_ => SecrecyLevel.Confidential)
        .Create(State.Valid, by: Roles.Builders)
        .Edit(State.Valid, by: Roles.Builders)
        .Read(by: [.. Roles.Builders, .. Roles.Authorities])
        .Check((one, context) =>
        [
            .. OwnOrganisation.Faults(one.Organisation, context),
            .. one.Consent ? Array.Empty<FieldFault>() : [new FieldFault("consent", "未经本人同意，不得采集健康信息")],
            .. one.CheckedOn > context.Today ? [new FieldFault("checkedOn", "检查日期晚于今天")] : Array.Empty<FieldFault>(),
        ])
        .On("lapse", "失效", State.Valid, State.Lapsed, by: Roles.Builders, labelEn: "Lapse")
        .Void([], by: Roles.Builders)
        .Due(one => one.ValidUntil, whileIn: State.Valid, remindBefore: 22)
        .Resting(State.Valid)
        .Columns(nameof(Name), nameof(Kind), nameof(CheckedOn), nameof(Conclusion), nameof(ValidUntil));
}
