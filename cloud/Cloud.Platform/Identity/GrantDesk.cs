using Cloud.Platform.Areas;
using Cloud.Platform.Clauses;
using Cloud.Platform.Organisations;
using Cloud.Platform.Permissions;

namespace Cloud.Platform.Identity;

/// <summary>Gives and withdraws roles by the rules of separation: nobody serves himself, and the three platform roles exclude each other.</summary>
[Clause("7.0.2-6")]
public sealed class GrantDesk(
    IGrantStore grants, IUserStore users, IOrganisationStore organisations, RoleCatalogue roles, PeopleAccess people, OrganisationKinds kinds, AreaTree areas,
    TimeProvider time)
{
    /// <summary>Gives a role to an account.</summary>
    /// <exception cref="RuleBrokenException">A rule forbids it; the sentence says which.</exception>
    public async Task<GrantEntry> GiveAsync(Actor giver, Guid account, Grant grant, string reason, CancellationToken cancel)
    {
        var holder = await users.FindAsync(account, cancel) ?? throw new RuleBrokenException("账号不存在");
        var role = roles.Find(grant.Role) ?? throw new RuleBrokenException($"没有“{grant.Role.Code}”这个角色");
        var organisation = holder.Organisation is { } id ? await organisations.FindAsync(id, cancel) : null;
        Check(Sound(grant));
        Check(Fits(role, grant, holder, organisation));
        var entry = new GrantEntry(Guid.CreateVersion7(time.GetUtcNow()), account, grant, reason, giver.AccountId, time.GetUtcNow());
        Check(await MayGiveAsync(giver, grant, role, holder, organisation, cancel));
        Check(await grants.GiveAsync(entry, held => Objection(entry, role, held), cancel));
        return entry;
    }

    /// <summary>Withdraws a grant; what it allowed is refused from the next request on.</summary>
    /// <exception cref="RuleBrokenException">A rule forbids it; the sentence says which.</exception>
    public async Task<GrantEntry> WithdrawAsync(Actor by, Guid id, CancellationToken cancel)
    {
        var entry = await grants.FindAsync(id, cancel) is { WithdrawnAt: null } found ? found : throw new RuleBrokenException("授权不存在或已收回");
        var holder = await users.FindAsync(entry.Account, cancel);
        if (by.AccountId == entry.Account)
            throw new RuleBrokenException("不能收回自己的授权");
        if (!await people.CoversAsync(by, Rights.ManageGrants, holder?.Organisation, cancel) || !IsWithinReach(by, entry.Grant))
            throw new RuleBrokenException("没有权限收回这项授权");
        if (entry.Grant.Role == Role.Administrator || entry.Grant.Role == Role.SecurityAdministrator)
            if ((await grants.InForceAsync([entry.Grant.Role], cancel)).Select(other => other.Account).Distinct().Count() == 1)
                throw new RuleBrokenException("至少须保留一名系统管理员和一名安全管理员");
        return await grants.WithdrawAsync(id, by.AccountId, time.GetUtcNow(), cancel) ? entry : throw new RuleBrokenException("授权不存在或已收回");
    }

    private string? Sound(Grant grant) =>
        areas.Find(grant.Area) is null ? "没有这个行政区划"
        : (grant.Disciplines & Disciplines.All) == Disciplines.None || (grant.Disciplines & ~Disciplines.All) != Disciplines.None ? "至少选择一个专业"
        : !Enum.IsDefined(grant.Secrecy) ? "没有这个密级"
        : grant is { From: { } from, To: { } to } && to < from ? "有效期的结束日期早于开始日期"
        : grant.To is { } last && last < SiteDay.Of(time) ? "有效期已经过去"
        : null;

    /// <summary>Whether the role suits who is to hold it.</summary>
    private string? Fits(RoleDefinition role, Grant grant, UserAccount holder, Organisation? organisation)
    {
        var category = organisation is null ? (OrganisationCategory?)null : kinds.Find(organisation.Kind)?.Category;
        return holder.State is AccountState.Cancelled ? "账号已注销"
            : role.Holder switch
            {
                RoleHolder.Platform when category is OrganisationCategory.Enterprise => "平台管理角色不能授予企业人员",
                RoleHolder.Platform when grant.Party is not null => "平台管理角色不按单位限定",
                RoleHolder.Authority when category is not OrganisationCategory.Authority => $"“{role.Label}”只能授予监管机构人员",
                RoleHolder.Authority when !organisation!.Area.Covers(grant.Area) => "授权区域超出其机构的管辖区域",
                RoleHolder.Enterprise when category is not OrganisationCategory.Enterprise => $"“{role.Label}”只能授予企业人员",
                RoleHolder.Enterprise when grant.Party != organisation!.Id => "企业人员的授权须限定为其所属单位",
                RoleHolder.Enterprise when role.Kind is { } kind && kind != organisation!.Kind => $"“{role.Label}”与其单位类型不符",
                RoleHolder.Anybody when role.Role == Role.OrganisationAdministrator && (organisation is null || grant.Party != organisation.Id) =>
                    "单位管理员须限定为其所属单位",
                _ => null,
            };
    }

    private async Task<string?> MayGiveAsync(
        Actor giver, Grant grant, RoleDefinition role, UserAccount holder, Organisation? organisation, CancellationToken cancel)
    {
        if (giver.AccountId == holder.Id)
            return "不能给自己授权";
        if (IsFirstAppointment(giver, grant))
            return (await grants.InForceAsync([Role.SecurityAdministrator], cancel)).Count == 0 ? null : "已有安全管理员，角色由安全管理员授予";
        if (!await people.CoversAsync(giver, Rights.ManageGrants, organisation?.Id, cancel) || !IsWithinReach(giver, grant))
            return "没有权限作出这项授权";
        return role.Holder is RoleHolder.Platform && !giver.Holds(Role.SecurityAdministrator) ? "平台管理角色只能由安全管理员授予" : null;
    }

    /// <summary>On a new platform nobody grants roles yet: the administrator appoints the first who does.</summary>
    private static bool IsFirstAppointment(Actor giver, Grant grant) => giver.Holds(Role.Administrator) && grant.Role == Role.SecurityAdministrator;

    /// <summary>A grant is no wider than one by which it is given; an organisation's own administrator gives nothing but its own.</summary>
    private bool IsWithinReach(Actor giver, Grant grant) => giver.Grants.Any(own =>
        roles.Gives(own.Role, Rights.ManageGrants)
        && (own.Role == Role.SecurityAdministrator
            ? own.Area.Covers(grant.Area)
            : grant.Secrecy <= own.Secrecy && (grant.Party == own.Party || roles.Find(grant.Role)?.Holder is RoleHolder.Authority)));

    private string? Objection(GrantEntry entry, RoleDefinition role, IReadOnlyList<GrantEntry> held)
    {
        if (held.Any(other => other.Account == entry.Account && other.Grant == entry.Grant))
            return "已有相同的授权";
        var separated = held.FirstOrDefault(other => other.Grant.Role != role.Role
            && (Role.Separated.Contains(other.Grant.Role) || Role.Separated.Contains(role.Role)));
        return separated is null ? null
            : $"“{role.Label}”与其已有的“{roles.Find(separated.Grant.Role)?.Label ?? separated.Grant.Role.Code}”互斥，同一人不能兼任";
    }

    private static void Check(string? objection)
    {
        if (objection is not null)
            throw new RuleBrokenException(objection);
    }
}
