using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Cloud.Platform.Identity;
using Cloud.Platform.Organisations;
using Cloud.Platform.Permissions;
using Cloud.Supervision;
using Cloud.Tests.Host;
using Cloud.Tests.Identity;
using Cloud.Tests.Registers;

namespace Cloud.Tests.Personnel;

/// <summary>A project in Hunnan with its owner, contractor and supervising engineer, each with somebody at a browser, and a station.</summary>
internal sealed class SiteStory : IDisposable
{
    private readonly Host.Platform _platform;
    private readonly List<Person> _people = [];

    private SiteStory(Host.Platform platform, Host.Platform.Site site) => (_platform, Site) = (platform, site);

    public Host.Platform.Site Site { get; }

    public string Project => Site.Project;

    public OrganisationId BuilderFirm { get; private set; }

    public OrganisationId OwnerFirm { get; private set; }

    public OrganisationId EngineerFirm { get; private set; }

    public Person Contractor { get; private set; } = null!;

    public Person Owner { get; private set; } = null!;

    public Person Engineer { get; private set; } = null!;

    public Person Station { get; private set; } = null!;

    public Person Chief { get; private set; } = null!;

    /// <summary>A contractor who has nothing to do with the project.</summary>
    public Person Stranger { get; private set; } = null!;

    public static async Task<SiteStory> BeginAsync(Host.Platform platform, SecrecyLevel secrecy = SecrecyLevel.Internal, bool crane = false)
    {
        var host = platform.Host;
        var story = new SiteStory(platform, await platform.SiteAsync(crane))
        {
            BuilderFirm = await host.FirmAsync("contractor"), OwnerFirm = await host.FirmAsync("owner"), EngineerFirm = await host.FirmAsync("supervising-engineer"),
        };
        await host.PartiesAsync(
            story.Project, new ProjectParty(story.BuilderFirm, "contractor"), new ProjectParty(story.OwnerFirm, "owner"), new ProjectParty(story.EngineerFirm, "supervising-engineer"));
        story.Contractor = await story.PersonAsync(Role.Contractor, story.BuilderFirm, secrecy);
        story.Owner = await story.PersonAsync(Role.Owner, story.OwnerFirm, secrecy);
        story.Engineer = await story.PersonAsync(Role.SupervisingEngineer, story.EngineerFirm, secrecy);
        story.Station = await story.PersonAsync(Role.Supervisor, null, secrecy);
        story.Chief = await story.PersonAsync(Role.StationChief, null, secrecy);
        story.Stranger = await story.PersonAsync(Role.Contractor, await host.FirmAsync("contractor"), secrecy);
        return story;
    }

    /// <summary>Somebody more; of a firm everywhere, of an authority in Hunnan.</summary>
    public async Task<Person> PersonAsync(Role role, OrganisationId? firm, SecrecyLevel secrecy = SecrecyLevel.Internal)
    {
        var person = await _platform.Host.PersonAsync(firm, new Grant(role, firm is null ? RegisterPeople.Hunnan : Cloud.Platform.Areas.AreaCode.Parse("210000", null), firm, Secrecy: secrecy));
        _people.Add(person);
        return person;
    }

    /// <summary>The site's day some days from today, as records spell it.</summary>
    public string Day(int days = 0) => Cloud.Platform.SiteDay.Of(_platform.Host.Time).AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Adds a record; its path and answer.</summary>
    public static async Task<(string Path, Person.Answer Answer)> AddAsync(Person by, string register, object record)
    {
        var answer = (await by.PostAsync($"/api/registers/{register}/records", record)).Is(HttpStatusCode.Created);
        return (answer.Headers.Location!.ToString(), answer);
    }

    /// <summary>Tries to add a record.</summary>
    public static Task<Person.Answer> TryAsync(Person by, string register, object record) => by.PostAsync($"/api/registers/{register}/records", record);

    /// <summary>Makes a transition of a record as it stands.</summary>
    public static async Task<Person.Answer> ActAsync(Person by, string path, string action, object? form = null)
    {
        var version = (await by.GetAsync(path)) is { Status: HttpStatusCode.OK } seen ? (long)seen["record"]["version"]! : 1;
        return await by.PostAsync($"{path}/actions/{action}", form, $"\"{version}\"");
    }

    /// <summary>A member of staff of the contractor's, with a number that belongs to nobody; the record's id and the person's.</summary>
    public async Task<(string Id, string Person, string IdNumber)> StaffAsync(string name, Person? by = null, OrganisationId? firm = null, string? number = null)
    {
        number ??= Codes.NewIdNumber();
        var (_, answer) = await AddAsync(by ?? Contractor, "staff-members", new { organisation = (firm ?? BuilderFirm).ToString(), name, idNumber = number, phone = "13912345678", position = "项目部" });
        return ((string)answer["id"]!, (string)answer["record"]["person"]!, number);
    }

    /// <summary>Tries to enter a member of staff.</summary>
    public Task<Person.Answer> StaffTryAsync(string name, string idNumber) =>
        TryAsync(Contractor, "staff-members", new { organisation = BuilderFirm.ToString(), name, idNumber });

    /// <summary>A certificate of a member of staff.</summary>
    public Task<(string Path, Person.Answer Answer)> CertificateAsync(string staff, string kind, int days = 400, Person? by = null) => AddAsync(
        by ?? Contractor, "person-certificates", new { staff, kind, number = $"辽建{Codes.NewIdNumber()[10..]}", issuedOn = Day(-400), expiresOn = Day(days) });

    /// <summary>Rows of a view.</summary>
    public static async Task<JsonArray> RowsAsync(Person by, string view, string query) =>
        (await by.GetAsync($"/api/views/{view}/rows?{query}")).Is(HttpStatusCode.OK)["items"].AsArray();

    public void Dispose()
    {
        foreach (var person in _people)
            person.Dispose();
    }
}
