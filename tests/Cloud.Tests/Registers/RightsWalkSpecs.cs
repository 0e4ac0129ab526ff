using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using Cloud.Platform.Areas;
using Cloud.Platform.Identity;
using Cloud.Platform.Organisations;
using Cloud.Platform.Permissions;
using Cloud.Platform.Registers;
using Cloud.Supervision;
using Cloud.Tests.Host;
using Microsoft.Extensions.DependencyInjection;
using Telemetry.Model;

namespace Cloud.Tests.Registers;

/// <summary>Every role in every scope at every register, state and action, as requests: what the printed rights allow happens, and nothing else.</summary>
[Collection("platform")]
public sealed class RightsWalkSpecs(Host.Platform platform)
{
    private static readonly AreaCode Province = AreaCode.Parse("210000", null);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private RegisterCatalogue Catalogue => platform.Host.Services.GetRequiredService<RegisterCatalogue>();

    [Fact]
    public async Task what_the_rights_allow_happens_and_nothing_else()
    {
        var site = await platform.SiteAsync(crane: false);
        var (parties, strangers) = (await FirmsAsync(), await FirmsAsync());
        await platform.Host.PartiesAsync(site.Project, [.. Roles.Definitions.Where(role => role.Kind is not null).Select(role => new ProjectParty(parties[role.Role], role.Kind!))]);
        var records = await RecordsAsync(site.Project, [.. parties.Values]);
        var leaks = new ConcurrentBag<string>();
        var asked = 0;

        var people = RoleDefinition.Platform.Concat(Roles.Definitions).SelectMany(role => Scopes(role, parties, strangers).Select(scope => (role.Role, scope.Name, scope.Covers, scope.Grant)));
        await Parallel.ForEachAsync(people, new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = Cancel }, async (one, _) =>
        {
            using var person = await platform.Host.PersonAsync(one.Grant.Party, one.Grant);
            foreach (var (register, record) in records)
            {
                var walk = new Walk(person, register, record, one.Role, one.Covers);
                foreach (var leak in await walk.RunAsync())
                    leaks.Add($"{one.Role} {one.Name}: {leak}");
                Interlocked.Add(ref asked, walk.Asked);
            }
        });

        Assert.True(leaks.IsEmpty, $"{leaks.Count} of {asked} answers are wrong:\n{string.Join('\n', leaks.Take(40))}");
        Assert.True(asked > 3000, $"only {asked} were asked");
    }

    [Fact]
    public async Task a_record_out_of_scope_and_one_that_does_not_exist_answer_alike()
    {
        var site = await platform.SiteAsync(crane: false);
        var (register, record) = (await RecordsAsync(site.Project, [])).First(one => one.Register.Name == "hazardous-works");
        using var outsider = await platform.Host.AuthorityAsync(Role.Supervisor, RegisterPeople.Dalian);

        foreach (var rest in new[] { "", "/history", "/comments", "/links" })
        {
            var there = (await outsider.GetAsync($"/api/registers/{register.Name}/records/{record.Envelope.Id}{rest}")).Is(HttpStatusCode.NotFound);
            var guessed = (await outsider.GetAsync($"/api/registers/{register.Name}/records/{Guid.CreateVersion7()}{rest}")).Is(HttpStatusCode.NotFound);
            Assert.Equal((string?)guessed["detail"], (string?)there["detail"]);
        }
    }

    // Within the scope, in another county, and (for enterprises) as a firm that has nothing to do with the project.
    private static IEnumerable<(string Name, bool Covers, Grant Grant)> Scopes(
        RoleDefinition role, Dictionary<Role, OrganisationId> parties, Dictionary<Role, OrganisationId> strangers)
    {
        OrganisationId? party = parties.TryGetValue(role.Role, out var known) ? known : null;
        yield return ("within", true, new Grant(role.Role, party is null ? RegisterPeople.Hunnan : Province, party));
        yield return ("elsewhere", false, new Grant(role.Role, RegisterPeople.Dalian, party));
        if (party is not null)
            yield return ("stranger", false, new Grant(role.Role, Province, strangers[role.Role]));
    }

    private async Task<Dictionary<Role, OrganisationId>> FirmsAsync()
    {
        var firms = new Dictionary<Role, OrganisationId>();
        foreach (var role in Roles.Definitions.Where(role => role.Kind is not null))
            firms[role.Role] = await platform.Host.FirmAsync(role.Kind!);
        return firms;
    }

    /// <summary>One record of each register in each of its states, in the project.</summary>
    private async Task<List<(RegisterDescriptor Register, StoredRecord Record)>> RecordsAsync(string project, IReadOnlyList<OrganisationId> parties)
    {
        var store = platform.Host.Services.GetRequiredService<IRecordStore>();
        var records = new List<(RegisterDescriptor, StoredRecord)>();
        foreach (var register in Catalogue.All)
        {
            foreach (var state in register.States)
            {
                var stamp = new Stamp(DateTimeOffset.UnixEpoch, Guid.Empty, "平台");
                var envelope = new Envelope
                {
                    Id = Guid.CreateVersion7(), Register = register.Name, Title = "走查", State = state.Name, Version = 1, Project = new ProjectId(project), Area = RegisterPeople.Hunnan,
                    Created = stamp, Updated = stamp,
                };
                var record = new StoredRecord(envelope, Sample.Of(register.Name, project).ToJsonString());
                var write = new RecordWrite(register, record, 0) { Lifted = [.. register.Fields.Where(field => field.Indexed).Select(_ => (object?)null)], Parties = parties, SearchText = $"走查{project}" };
                Assert.IsType<CommitOutcome.Stored>(await store.CommitAsync(new RecordCommit { Writes = [write] }, Cancel));
                records.Add((register, record));
            }
        }

        return records;
    }

    private sealed class Walk(Person person, RegisterDescriptor register, StoredRecord record, Role role, bool covers)
    {
        private readonly List<string> _leaks = [];
        private readonly string _path = $"/api/registers/{register.Name}/records/{record.Envelope.Id}";

        public int Asked { get; private set; }

        private string State => record.Envelope.State;

        public async Task<IReadOnlyList<string>> RunAsync()
        {
            var reads = covers && Has(RegisterVerb.Read, State);
            Expect("get", reads ? HttpStatusCode.OK : HttpStatusCode.NotFound, await person.GetAsync(_path));
            Expect("history", reads ? HttpStatusCode.OK : HttpStatusCode.NotFound, await person.GetAsync(_path + "/history"));
            await FindsAsync(reads);
            Expect("edit", Changing(RegisterVerb.Edit, reads), await person.SendAsync(HttpMethod.Put, _path, "{}", "\"999\""));
            Expect("void", Changing(RegisterVerb.Void, reads), await person.PostAsync(_path + "/void", new { reason = "走查" }, "\"999\""));
            foreach (var action in register.Actions)
            {
                var wanted = !reads ? HttpStatusCode.NotFound : !action.From.Contains(State) ? HttpStatusCode.Conflict
                    : Has(RegisterVerb.Act, State, action.Name) ? HttpStatusCode.PreconditionFailed : HttpStatusCode.Forbidden;
                Expect(action.Name, wanted, await person.PostAsync($"{_path}/actions/{action.Name}", null, "\"999\""));
            }

            return _leaks;
        }

        // What a list, a count, a figure, an export and the search tell.
        private async Task FindsAsync(bool reads)
        {
            var filter = $"filter=id:eq:{record.Envelope.Id}";
            var list = await person.GetAsync($"/api/registers/{register.Name}/records?{filter}&total=true");
            var pivot = await person.GetAsync($"/api/registers/{register.Name}/pivot?by=state&{filter}");
            var export = await person.GetAsync($"/api/registers/{register.Name}/export?format=json&{filter}");
            Asked += 3;
            if (list.Status == HttpStatusCode.NotFound && pivot.Status == HttpStatusCode.NotFound && export.Status == HttpStatusCode.NotFound)
            {
                if (reads)
                    _leaks.Add($"{register.Name} {State}: the register is hidden");
                return;
            }

            var told = ((int)list["items"].AsArray().Count, (int)list["total"]!, pivot["cells"].AsArray().Count, JsonNode.Parse(export.Text)!.AsArray().Count);
            if (told != (reads ? (1, 1, 1, 1) : (0, 0, 0, 0)))
                _leaks.Add($"{register.Name} {State}: list, count, pivot, export tell {told}, may read: {reads}");
        }

        private HttpStatusCode Changing(RegisterVerb verb, bool reads) =>
            !reads ? HttpStatusCode.NotFound : Has(verb, State) ? HttpStatusCode.PreconditionFailed : HttpStatusCode.Forbidden;

        private bool Has(RegisterVerb verb, string state, string? action = null) => register.Rights.Any(right =>
            right.Verb == verb && right.Action == action && right.Roles.Contains(role) && (right.States.Count == 0 || right.States.Contains(state)));

        private void Expect(string what, HttpStatusCode wanted, Person.Answer answer)
        {
            Asked++;
            if (answer.Status != wanted)
                _leaks.Add($"{what} {register.Name} {State}: {(int)answer.Status} instead of {(int)wanted}");
        }
    }
}
