using System.Text.Json.Nodes;
using Cloud.Platform.Areas;
using Cloud.Platform.Calendar;
using Cloud.Platform.Identity;
using Cloud.Platform.Organisations;
using Cloud.Platform.Permissions;
using Cloud.Platform.Persons;
using Cloud.Platform.Registers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Telemetry.Model;
using Xunit;

namespace TestKit.Registers;

/// <summary>The engine over a store under test, with the test register and people of every scope.</summary>
public sealed class RegisterHouse
{
    public static readonly AreaCode Hunnan = AreaCode.Parse("210112", null);
    public static readonly AreaCode Shenyang = AreaCode.Parse("210100", null);
    public static readonly AreaCode Dalian = AreaCode.Parse("210200", null);
    public static readonly AreaCode Liaoning = AreaCode.Parse("210000", null);

    private readonly ScopesDouble _scopes = new();

    public RegisterHouse(IRecordStore store)
    {
        Store = store;
        Catalogue = RegisterCatalogue.Scan(typeof(Notice).Assembly);
        Register = Catalogue.Of(typeof(Notice));
        var permissions = new RecordPermissions(_scopes);
        Engine = new RegisterEngine(store, Catalogue, _scopes, permissions, new SiteCalendar([], []), Time, new ServiceCollection().BuildServiceProvider());
        Desk = new RecordDesk(store, _scopes, permissions, Time);
        Writer = Person(Notice.Writer, Liaoning);
    }

    public IRecordStore Store { get; }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 23, 4, 0, 0, TimeSpan.Zero));

    public RegisterCatalogue Catalogue { get; }

    public RegisterDescriptor Register { get; }

    public RegisterEngine Engine { get; }

    public RecordDesk Desk { get; }

    public Actor Writer { get; }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static Actor Person(Role role, AreaCode area, OrganisationId? party = null, Disciplines disciplines = Disciplines.All, SecrecyLevel secrecy = SecrecyLevel.Internal) =>
        new(Guid.CreateVersion7(), "王工", new PersonId(Guid.CreateVersion7()), party, [new Grant(role, area, party, disciplines, secrecy)], "192.0.2.7");

    public void Project(string id, AreaCode area, params OrganisationId[] parties) => _scopes.Projects[new ProjectId(id)] = (area, parties);

    public static JsonObject Draft(string finding = "钢筋间距偏大", string place = "210112", Action<JsonObject>? change = null)
    {
        var draft = new JsonObject { ["place"] = place, ["finding"] = finding };
        change?.Invoke(draft);
        return draft;
    }

    public async Task<StoredRecord> AddAsync(string finding = "钢筋间距偏大", string place = "210112", Action<JsonObject>? change = null, Actor? by = null) =>
        Stored(await CreateAsync(Draft(finding, place, change), by));

    public Task<RecordOutcome> CreateAsync(JsonNode? body, Actor? by = null, string? key = null) =>
        Engine.CreateAsync(Register, new RecordRequest { Actor = by ?? Writer, Body = body, ReplayKey = key }, Cancel);

    public Task<RecordOutcome> EditAsync(StoredRecord record, Action<JsonObject> change, Actor? by = null)
    {
        var body = JsonNode.Parse(record.Body)!.AsObject();
        change(body);
        return Engine.EditAsync(Register, record.Envelope.Id, new RecordRequest { Actor = by ?? Writer, Body = body, Version = record.Envelope.Version }, Cancel);
    }

    public Task<RecordOutcome> ActAsync(StoredRecord record, string action, JsonNode? form = null, Actor? by = null) =>
        Engine.ActAsync(Register, record.Envelope.Id, action, new RecordRequest { Actor = by ?? Writer, Body = form, Version = record.Envelope.Version }, Cancel);

    public async Task<IReadOnlyList<string>> TitlesAsync(Actor? by = null, string? words = null, string? sort = null, params string[] filters)
    {
        var (page, fault) = await Desk.ListAsync(by ?? Writer, Register, new RecordSelection { Filters = filters, Words = words, Sort = sort }, null, 500, Cancel);
        Assert.Null(fault);
        return [.. page!.Records.Select(record => record.Envelope.Title)];
    }

    public static StoredRecord Stored(RecordOutcome outcome) => outcome is RecordOutcome.Stored stored ? stored.Record : throw new InvalidOperationException(outcome switch
    {
        RecordOutcome.Invalid invalid => string.Join("; ", invalid.Faults),
        _ => outcome.ToString(),
    });

    private sealed class ScopesDouble : IRecordScopes
    {
        public Dictionary<ProjectId, (AreaCode Area, OrganisationId[] Parties)> Projects { get; } = [];

        public ValueTask RefreshAsync(CancellationToken cancel) => ValueTask.CompletedTask;

        public AreaCode? AreaOf(ProjectId project) => Projects.TryGetValue(project, out var known) ? known.Area : null;

        public IReadOnlyList<ProjectId> ProjectsOf(OrganisationId organisation, Role role) =>
            [.. Projects.Where(project => project.Value.Parties.Contains(organisation)).Select(project => project.Key)];
    }
}
