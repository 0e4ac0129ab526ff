using Cloud.Platform;
using Cloud.Platform.Areas;
using Cloud.Platform.Organisations;
using Cloud.Platform.Registers;

namespace Cloud.Supervision.Filing;

/// <summary>What a filing must fulfil to be entered, submitted and accepted.</summary>
public static class FilingRules
{
    /// <summary>Working days in which the station decides.</summary>
    public const int DecideWithin = 5;

    // About 50 metres in the north of the province.
    private const double SameLongitude = 0.0006;
    private const double SameLatitude = 0.00045;

    private static readonly PartyKind[] Needed = [PartyKind.Owner, PartyKind.Surveyor, PartyKind.Designer, PartyKind.Contractor, PartyKind.SupervisingEngineer];

    /// <summary>Contradictions that no draft may have.</summary>
    public static IEnumerable<FieldFault> Faults(ProjectFiling filing, AreaTree areas)
    {
        if (filing.County.Level != AreaLevel.County)
            yield return new FieldFault("county", "须选到县（市、区）");
        if (filing.Position is { } place && areas.Find(filing.County)?.WhyNotAt(place.Longitude, place.Latitude) is { } outside)
            yield return new FieldFault("position", outside);
        if (filing.PlannedEnd < filing.PlannedStart)
            yield return new FieldFault("plannedEnd", "计划竣工日期早于计划开工日期");
        foreach (var twice in filing.UnitWorks.GroupBy(work => work.Name).Where(group => group.Count() > 1))
            yield return new FieldFault("unitWorks", $"单位工程“{twice.Key}”重复");
        foreach (var twice in filing.Persons.GroupBy(person => person.Post).Where(group => group.Count() > 1))
            yield return new FieldFault("persons", "同一责任岗位只能有一人");
        foreach (var twice in filing.Parties.GroupBy(party => (party.Kind, party.Organisation)).Where(group => group.Count() > 1))
            yield return new FieldFault("parties", $"单位“{twice.First().Name}”重复");
        if (filing.Parties.Any(party => string.IsNullOrWhiteSpace(party.Name)))
            yield return new FieldFault("parties", "请填写未登记单位的名称");
    }

    /// <summary>Parties are called what they are registered as, so that the permit is compared with the registered names.</summary>
    public static async ValueTask<ProjectFiling> NamedAsync(ProjectFiling filing, ActionContext context, CancellationToken cancel)
    {
        var store = context.Service<IOrganisationStore>();
        var parties = new List<FilingParty>();
        foreach (var party in filing.Parties)
            parties.Add(await store.FindAsync(party.Organisation, cancel) is { } registered ? party with { Name = registered.Name } : party);
        return filing with { Parties = parties };
    }

    /// <summary>One thing that a filing lacks.</summary>
    /// <param name="Step">Where it is entered: <c>project</c>, <c>works</c>, <c>parties</c>, <c>persons</c> or <c>papers</c>.</param>
    /// <param name="What">Chinese, short.</param>
    public sealed record Gap(string Step, string What);

    /// <summary>What a filing lacks to be submitted, in one sentence; null when nothing.</summary>
    public static string? WhatIsMissing(ProjectFiling filing) => Gaps(filing) is { Count: > 0 } gaps ? $"还缺少：{string.Join("、", gaps.Select(gap => gap.What))}" : null;

    /// <summary>What a filing lacks to be submitted.</summary>
    public static IReadOnlyList<Gap> Gaps(ProjectFiling filing)
    {
        ArgumentNullException.ThrowIfNull(filing);
        var gaps = new List<Gap>();
        if (filing.UnitWorks.Count == 0)
            gaps.Add(new Gap("works", "单位工程"));
        if (filing.Position is null)
            gaps.Add(new Gap("project", "地图位置"));
        gaps.AddRange(Needed.Where(kind => filing.Parties.All(party => party.Kind != kind)).Select(kind => new Gap("parties", Terms.Of(kind))));
        gaps.AddRange(Enum.GetValues<ResponsiblePost>().Where(post => filing.Persons.All(person => person.Post != post)).Select(post => new Gap("persons", Terms.Of(post))));
        gaps.AddRange(filing.Persons.Where(person => person.Authorisation is null || person.Commitment is null).Select(person => new Gap("persons", $"{person.Name}的授权书和承诺书")));
        gaps.AddRange(PaperCatalogue.Missing(filing).Select(kind => new Gap("papers", Terms.Of(kind))));
        return gaps;
    }

    /// <summary>Why the permit does not allow acceptance; null when it does.</summary>
    public static string? WhyPermitFails(ProjectFiling filing)
    {
        if (filing.Permit is not { } permit)
            return "没有施工许可证，不能受理";
        var differs = new[]
        {
            (PartyKind.Owner, permit.Owner), (PartyKind.Contractor, permit.Contractor), (PartyKind.SupervisingEngineer, permit.SupervisingEngineer),
        }.Where(pair => pair.Item2 is { Length: > 0 } name && filing.Parties.All(party => party.Kind != pair.Item1 || party.Name != name))
            .Select(pair => $"{Terms.Of(pair.Item1)}（许可证为“{pair.Item2}”）").ToList();
        return differs.Count == 0 ? null : $"报监信息与施工许可证不一致：{string.Join("、", differs)}";
    }

    /// <summary>Submits unless the same site was filed before.</summary>
    public static async ValueTask<ProjectFiling> SubmitAsync(ProjectFiling filing, ActionContext context, CancellationToken cancel)
    {
        var others = context.Records.Of<ProjectFiling>().InState(ProjectFiling.State.Submitted, ProjectFiling.State.Returned, ProjectFiling.State.Accepted)
            .Where(other => other.County == filing.County);
        await foreach (var other in others.ReadAsync(cancel))
            if (other.Envelope.Id != context.Envelope!.Id && other.Record.Name == filing.Name && IsSamePlace(other.Record.Position, filing.Position))
                throw new RuleBrokenException($"同一位置已有同名项目报监：{other.Record.Name}");
        return filing with { Completion = null, DecideBy = context.Calendar.Add(context.Today, DecideWithin) };
    }

    private static bool IsSamePlace(GeoPosition? one, GeoPosition? other) => one is not null && other is not null
        && Math.Abs(one.Longitude - other.Longitude) < SameLongitude && Math.Abs(one.Latitude - other.Latitude) < SameLatitude;
}
