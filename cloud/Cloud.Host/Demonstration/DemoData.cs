using Cloud.Platform.Areas;
using Cloud.Platform.Calendar;
using Cloud.Platform.Identity;
using Cloud.Platform.Organisations;
using Cloud.Platform.Permissions;
using Cloud.Platform.Persons;
using Cloud.Platform.Registers;
using Cloud.Supervision.Filing;
using Cloud.Supervision.HazardousWorks;
using Cloud.Telemetry.Projects;
using Telemetry.Model;

namespace Cloud.Host.Demonstration;

/// <summary>
/// Fills an empty platform with a province that might be: stations on three levels, 40 enterprises, 60 projects and two years of
/// records, from a seed, the same in every run. Nobody in it exists.
/// </summary>
internal sealed class DemoData(
    RecordTransfer transfer, OrganisationDesk organisations, IOrganisationStore organisationStore, PersonDesk persons, IDirectory directory, IProjectScopeStore parties, ProjectScopes scopes,
    AreaTree areas, TimeProvider time)
{
    public const int Projects = 60;
    private const int Seed = 20_261_123;
    private const int Batch = 500;
    private const int ExpertsOfEach = 8;

    private static readonly (PartyKind Kind, string Code, int Count, string[] Words)[] Kinds =
    [
        (PartyKind.Owner, "owner", 10, ["置业", "城建投资", "开发"]), (PartyKind.Contractor, "contractor", 10, ["建设集团", "建筑工程", "市政工程"]),
        (PartyKind.SupervisingEngineer, "supervising-engineer", 6, ["工程监理", "项目管理"]), (PartyKind.Designer, "designer", 4, ["建筑设计院"]), (PartyKind.Surveyor, "surveyor", 3, ["岩土勘察院"]),
        (PartyKind.TestingLaboratory, "testing-laboratory", 3, ["工程检测"]), (PartyKind.MachineInstaller, "machine-installer", 2, ["起重设备安装"]), (PartyKind.ConcretePlant, "concrete-plant", 2, ["混凝土"]),
    ];

    private static readonly string[] Places = ["云栖", "锦绣", "澜岸", "北岭", "和平里", "星河", "枫林", "东湖", "金穗", "望山", "银杏", "海棠", "青年", "长风", "铁西湾"];
    private static readonly string[] Works = ["住宅小区", "商务中心", "中学教学楼", "医院病房楼", "保障性住房", "产业园厂房", "地下综合管廊", "体育馆"];

    private readonly DemoDice _dice = new(Seed);
    private readonly List<TransferredRecord> _waiting = [];
    private readonly DateOnly _today = SiteCalendar.Today(time);

    /// <summary>Records handed in so far.</summary>
    public int Written { get; private set; }

    /// <summary>The enterprises, once they are there.</summary>
    public IReadOnlyList<DemoFirm> Firms { get; private set; } = [];

    /// <summary>Stations of cities and counties, once they are there.</summary>
    public List<Organisation> Stations { get; } = [];

    /// <summary>The pool of experts in the order of their records, once it is there.</summary>
    public List<Person> Experts { get; } = [];

    public DemoDice Dice => _dice;

    public DateOnly Today => _today;

    /// <summary>True when the platform has no enterprises yet.</summary>
    public async Task<bool> IsEmptyAsync(CancellationToken cancel) => (await organisationStore.ListAsync(new OrganisationFilter(Limit: 1), cancel)).Count == 0;

    /// <summary>Fills the platform with about as many records.</summary>
    public async Task FillAsync(int records, CancellationToken cancel)
    {
        await AuthoritiesAsync(cancel);
        var firms = await FirmsAsync(cancel);
        Firms = firms;
        var projects = new List<DemoProject>();
        var story = new DemoStory(this, Math.Clamp(records / 25_000, 12, 60));
        for (var i = 0; i < Projects; i++)
            projects.Add(await story.ProjectAsync(await OpenAsync(i, firms, cancel), cancel));
        await new DemoPosts(this).FillAsync(projects, records, cancel);
        await new DemoYears(this).FillAsync(projects, records, cancel);
        await ExpertsAsync(firms, cancel);
        await FlushAsync(cancel);
    }

    /// <summary>A record with its state, as somebody of a firm had made it at noon of a day.</summary>
    public async ValueTask<Guid> AddAsync(object record, string state, DateOnly day, DemoFirm? by, CancellationToken cancel)
    {
        var at = new DateTimeOffset(day.ToDateTime(new TimeOnly(4, 0)), TimeSpan.Zero).AddSeconds(_dice.Below(14_400));
        var id = _dice.Id(at);
        var actor = by is null ? Actor.Platform : new Actor(Guid.Empty, by.Staff.Count > 0 ? by.Staff[0].Member.Name : by.Organisation.Name, null, by.Organisation.Id, [], Kind: ActorKind.Platform);
        _waiting.Add(new TransferredRecord(id, record, state, actor, at));
        Written++;
        if (_waiting.Count >= Batch)
            await FlushAsync(cancel);
        return id;
    }

    /// <summary>Somebody who does not exist.</summary>
    public async Task<Person> PersonAsync(OrganisationId organisation, string position, CancellationToken cancel)
    {
        while (true)
            if (await persons.AddAsync(new PersonDraft(_dice.Name(), _dice.IdNumber(), _dice.Phone(), organisation, position), cancel) is { } person)
                return person;
    }

    private async Task FlushAsync(CancellationToken cancel)
    {
        if (_waiting.Count == 0)
            return;
        await transfer.TakeOverAsync([.. _waiting], cancel);
        _waiting.Clear();
    }

    // Enough of every speciality for a panel of five after exclusions; employed where plans are drawn.
    private async Task ExpertsAsync(List<DemoFirm> firms, CancellationToken cancel)
    {
        var employers = firms.Where(firm => firm.Kind is PartyKind.Designer or PartyKind.Surveyor).ToList();
        var specialities = Enum.GetValues<ExpertSpeciality>();
        for (var i = 0; i < specialities.Length * ExpertsOfEach; i++)
        {
            var firm = employers[i % employers.Count];
            var person = await PersonAsync(firm.Organisation.Id, "总工程师", cancel);
            Experts.Add(person);
            await AddAsync(
                new Expert
                {
                    Name = person.Name, Person = person.Id, Employer = firm.Organisation.Name, EmployerOrganisation = firm.Organisation.Id, ProfessionalTitle = "教授级高级工程师",
                    Specialities = [.. new[] { specialities[i % specialities.Length], specialities[(i / specialities.Length) % specialities.Length] }.Distinct()], Years = 12 + _dice.Below(25),
                    Region = areas.Root.Code, TermUntil = _today.AddDays(200 + _dice.Below(900)),
                },
                "active", _today.AddDays(-300 + i), firm, cancel);
        }
    }

    // A department for the province, a station for each city and for each county that has projects.
    private async Task AuthoritiesAsync(CancellationToken cancel)
    {
        var province = await OrganisationAsync("construction-department", "辽河省住房和城乡建设厅（演示）", areas.Root.Code, null, cancel);
        foreach (var city in areas.All.Where(area => area.Code.Level == AreaLevel.City))
        {
            var station = await OrganisationAsync("quality-safety-station", $"{city.Name}建设工程质量安全监督站（演示）", city.Code, province.Id, cancel);
            Stations.Add(station);
            foreach (var county in Counties(city.Code).Take(2))
                Stations.Add(await OrganisationAsync("quality-safety-station", $"{county.Name}建设工程质量安全监督站（演示）", county.Code, station.Id, cancel));
        }
    }

    private IEnumerable<Area> Counties(AreaCode city) => areas.All.Where(area => area.Code.Level == AreaLevel.County && city.Covers(area.Code));

    private async Task<List<DemoFirm>> FirmsAsync(CancellationToken cancel)
    {
        var cities = areas.All.Where(area => area.Code.Level == AreaLevel.City).ToList();
        var firms = new List<DemoFirm>();
        foreach (var (kind, code, count, words) in Kinds)
            for (var i = 0; i < count; i++)
            {
                var city = cities[firms.Count % cities.Count];
                var county = Counties(city.Code).First();
                var firm = new DemoFirm(await OrganisationAsync(code, $"{city.Name.TrimEnd('市')}{_dice.Of(Places)}{_dice.Of(words)}有限公司（演示{firms.Count + 1:00}）", county.Code, null, cancel), kind);
                firms.Add(firm);
            }

        return firms;
    }

    private async Task<DemoProject> OpenAsync(int index, List<DemoFirm> firms, CancellationToken cancel)
    {
        var cities = areas.All.Where(area => area.Code.Level == AreaLevel.City).ToList();
        var counties = Counties(cities[index % cities.Count].Code).Take(2).ToList();
        var county = counties[index / cities.Count % counties.Count];
        var start = _today.AddDays(-730 + (index * 10));
        var chosen = Enum.GetValues<PartyKind>().Where(kind => firms.Any(firm => firm.Kind == kind)).ToDictionary(kind => kind, kind => Nth(firms, kind, index));
        var id = new ProjectId(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{county.Code.Value}-demo-{index + 1:000}"));
        var name = $"{county.Name}{_dice.Of(Places)}{_dice.Of(Works)}{(index % 3) + 1}期";
        var box = county.Extent!;
        var (longitude, latitude) = ((box.West + box.East) / 2, Math.Round(box.South + ((box.North - box.South) * (40 + (index / cities.Count * 3 % 20)) / 100), 4));
        await directory.AddProjectAsync(
            new Project(id, name, $"Demo project {index + 1}", county.Code.Value, county.FullName, $"{county.FullName}演示路{index + 1}号", longitude, latitude, "structure"), cancel);
        await parties.SetPartiesAsync(
            id, [.. chosen.Select(party => new ProjectParty(party.Value.Organisation.Id, System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(party.Key.ToString())))], cancel);
        await scopes.RefreshAsync(cancel);
        return new DemoProject(id, name, county.Code.Value, start, chosen);
    }

    private static DemoFirm Nth(List<DemoFirm> firms, PartyKind kind, int index)
    {
        var some = firms.Where(firm => firm.Kind == kind).ToList();
        return some[index % some.Count];
    }

    private async Task<Organisation> OrganisationAsync(string kind, string name, AreaCode area, OrganisationId? parent, CancellationToken cancel) =>
        await organisations.AddAsync(
            new OrganisationDraft(kind, name, _dice.CreditCode(area.Value), area.Value, $"{areas.Find(area)!.FullName}演示路", _dice.Name(), _dice.Name(), _dice.Phone()), OrganisationState.Active, parent, cancel)
        ?? throw new InvalidOperationException($"{name} is there already.");
}
