using Cloud.Platform.Identity;
using Cloud.Platform.Permissions;
using Cloud.Platform.Persons;
using Cloud.Platform.Registers;

namespace Cloud.Platform.Approvals;

/// <summary>Finds who can be asked about a record: accounts that may be in now, with grants within whose scope it lies.</summary>
public sealed class ApprovalPeople(
    IGrantStore grants, IUserStore users, ActorSource actors, IRecordScopes scopes, RecordPermissions permissions, IdentityChanges changes, IOffices offices)
{
    private volatile Known _known = new(-1);

    /// <summary>The scope of a record as it is stored, or as it shall be.</summary>
    public async ValueTask<RecordScope> ScopeAsync(RegisterDescriptor register, Envelope envelope, object record, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(envelope);
        await scopes.RefreshAsync(cancel);
        return new RecordAssembly(scopes).ScopeOf(register, record, envelope.Owner);
    }

    /// <summary>Who holds one of some roles where a record lies, by name.</summary>
    public async Task<IReadOnlyList<Signer>> HoldersAsync(IEnumerable<Role> roles, RegisterDescriptor register, RecordScope scope, CancellationToken cancel)
    {
        var found = new Dictionary<Guid, Signer>();
        foreach (var role in roles)
            foreach (var entry in await InForceAsync(role, cancel))
                if (!found.ContainsKey(entry.Account) && permissions.LiesIn(register, scope, entry.Grant)
                    && await actors.OfAccountAsync(entry.Account, null, cancel) is { Actor: var actor }
                    && actor.As(role).Any(grant => permissions.LiesIn(register, scope, grant)))
                    found[entry.Account] = new Signer(entry.Account, actor.DisplayName);
        return [.. found.Values.OrderBy(signer => signer.Name, StringComparer.Ordinal)];
    }

    /// <summary>The accounts of persons, in the order of the persons; one each, the one that signed in last.</summary>
    public async Task<IReadOnlyList<Signer>> OfPersonsAsync(IEnumerable<PersonId> persons, CancellationToken cancel)
    {
        var found = new List<Signer>();
        foreach (var person in persons.Distinct())
            if ((await users.ListAsync(new AccountFilter(State: AccountState.Active, Person: person), cancel)).MaxBy(account => account.LastSignInAt) is { } account)
                found.Add(new Signer(account.Id, account.DisplayName));
        return found;
    }

    /// <summary>The accounts among some that may be in now.</summary>
    public async Task<IReadOnlyList<Signer>> OfAccountsAsync(IEnumerable<Guid> accounts, CancellationToken cancel)
    {
        var found = new List<Signer>();
        foreach (var account in accounts)
            if (await actors.OfAccountAsync(account, null, cancel) is { Actor: var actor })
                found.Add(new Signer(account, actor.DisplayName));
        return found;
    }

    /// <summary>Who can be asked at each of some nodes, and who in their stead; never the starter.</summary>
    internal async Task<(IReadOnlyDictionary<string, IReadOnlyList<Signer>> Signers, IReadOnlyDictionary<string, IReadOnlyList<Signer>> Substitutes)> AtNodesAsync(
        IEnumerable<CaseNode> nodes, RegisterDescriptor register, RecordScope scope, Guid starter, CancellationToken cancel)
    {
        var (signers, substitutes) = (new Dictionary<string, IReadOnlyList<Signer>>(), new Dictionary<string, IReadOnlyList<Signer>>());
        foreach (var node in nodes)
        {
            var inOffice = await InOfficeAsync(node, register, scope, starter, cancel);
            var asked = inOffice.Count > 0 ? inOffice
                : node.Roles.Count > 0 ? await HoldersAsync(node.Roles.Select(code => new Role(code)), register, scope, cancel) : await OfAccountsAsync(node.Accounts, cancel);
            signers[node.Name] = [.. asked.Where(signer => signer.Account != starter)];
            var stead = await HoldersAsync(node.EscalateTo.Select(code => new Role(code)), register, scope, cancel);
            substitutes[node.Name] = [.. stead.Where(signer => signer.Account != starter)];
        }

        return (signers, substitutes);
    }

    /// <summary>
    /// The account when a record may be put before it: it may be in, and the record lies within one of its grants that is none
    /// of the separated roles, which have no part in the work. Null otherwise.
    /// </summary>
    public async Task<Signer?> MayBeAskedAsync(Guid account, RegisterDescriptor register, RecordScope scope, CancellationToken cancel) =>
        await actors.OfAccountAsync(account, null, cancel) is { Actor: { Kind: ActorKind.Person } actor } && actor.Grants.Any(grant => !Role.Separated.Contains(grant.Role) && permissions.LiesIn(register, scope, grant))
            ? new Signer(account, actor.DisplayName) : null;

    /// <summary>Accounts whose name contains a text and before whom a record may be put; at most 20.</summary>
    public async Task<IReadOnlyList<Signer>> FindAsync(string text, RegisterDescriptor register, RecordScope scope, CancellationToken cancel)
    {
        const int most = 20;
        var found = new List<Signer>();
        Guid? after = null;
        for (var pages = 0; pages < 10 && found.Count < most; pages++)
        {
            var page = await users.ListAsync(new AccountFilter(text, State: AccountState.Active, After: after, Limit: 200), cancel);
            foreach (var account in page)
                if (await MayBeAskedAsync(account.Id, register, scope, cancel) is { } signer)
                    found.Add(signer);
            if (page.Count < 200)
                break;
            after = page[^1].Id;
        }

        return [.. found.Take(most)];
    }

    // A holder without an account of his own, or before whom the record may not be put, cannot sign: then the roles are asked.
    private async Task<IReadOnlyList<Signer>> InOfficeAsync(CaseNode node, RegisterDescriptor register, RecordScope scope, Guid starter, CancellationToken cancel)
    {
        if (node.Office is not { } office || scope.Project is not { } project)
            return [];
        var found = new List<Signer>();
        foreach (var holder in await OfPersonsAsync(await offices.InOfficeAsync(office, project, cancel), cancel))
            if (holder.Account != starter && await MayBeAskedAsync(holder.Account, register, scope, cancel) is { } signer)
                found.Add(signer with { InOffice = true });
        return found;
    }

    // A look at all running cases asks for the same few roles again and again.
    private async Task<IReadOnlyList<GrantEntry>> InForceAsync(Role role, CancellationToken cancel)
    {
        var version = await changes.VersionAsync(cancel);
        var known = _known;
        if (known.Version != version)
            _known = known = new Known(version);
        if (!known.Roles.TryGetValue(role, out var entries))
            known.Roles[role] = entries = await grants.InForceAsync([role], cancel);
        return entries;
    }

    private sealed record Known(long Version)
    {
        public System.Collections.Concurrent.ConcurrentDictionary<Role, IReadOnlyList<GrantEntry>> Roles { get; } = new();
    }
}
