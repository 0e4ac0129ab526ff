using System.Globalization;
using Cloud.Platform.Areas;
using Cloud.Platform.Persons;
using Cloud.Platform.Registers;
using Cloud.Supervision.Filing;
using Cloud.Supervision.HazardousWorks;
using Cloud.Supervision.Parties;
using Cloud.Supervision.Personnel;

namespace Cloud.Host.Demonstration;

/// <summary>What every project of the demonstration has: filing, cases, parties, people with certificates, hazardous works with plans and points.</summary>
internal sealed class DemoStory(DemoData data, int workers)
{
    private static readonly (KeyPost Post, PartyKind Firm, CertificateKind[] Certificates)[] Posts =
    [
        (KeyPost.OwnerHead, PartyKind.Owner, []), (KeyPost.SurveyHead, PartyKind.Surveyor, [CertificateKind.GeotechnicalEngineer]), (KeyPost.DesignHead, PartyKind.Designer, [CertificateKind.StructuralEngineer]),
        (KeyPost.ProjectManager, PartyKind.Contractor, [CertificateKind.ConstructorFirst, CertificateKind.SafetyB]), (KeyPost.TechnicalHead, PartyKind.Contractor, [CertificateKind.Title]),
        (KeyPost.SafetyOfficer, PartyKind.Contractor, [CertificateKind.SafetyC]), (KeyPost.QualityOfficer, PartyKind.Contractor, [CertificateKind.PostTraining]),
        (KeyPost.ChiefEngineer, PartyKind.SupervisingEngineer, [CertificateKind.SupervisingEngineer]), (KeyPost.SpecialistEngineer, PartyKind.SupervisingEngineer, [CertificateKind.Title]),
    ];

    private static readonly Trade[] Trades = [Trade.Carpenter, Trade.SteelFixer, Trade.ConcreteWorker, Trade.Bricklayer, Trade.Plasterer, Trade.Plumber, Trade.Labourer];

    private DemoDice Dice => data.Dice;

    /// <summary>Writes the project's beginnings.</summary>
    public async Task<DemoProject> ProjectAsync(DemoProject project, CancellationToken cancel)
    {
        await FilingAsync(project, cancel);
        foreach (var (post, firm, certificates) in Posts)
            project.Posts[post] = await AppointedAsync(project, post, project.Of(firm), certificates, cancel);
        for (var i = 0; i < workers; i++)
            await WorkerAsync(project, cancel);
        for (var i = 0; i < 4; i++)
            await WorkAsync(project, i, cancel);
        return project;
    }

    private async Task FilingAsync(DemoProject project, CancellationToken cancel)
    {
        var number = string.Create(CultureInfo.InvariantCulture, $"监登〔{project.Start.Year}〕{project.County}-演示{project.Id.Value[^3..]}号");
        var filing = await data.AddAsync(
            new ProjectFiling
            {
                Name = project.Name, Category = ProjectCategory.Building, County = AreaCode.Parse(project.County, null), Address = $"演示路{project.Id.Value[^3..]}号", FloorArea = 20_000 + (Dice.Below(80) * 1000),
                Cost = 6000 + (Dice.Below(300) * 100), PlannedStart = project.Start, PlannedEnd = project.Start.AddDays(900), RegistrationNumber = number, AcceptedOn = project.Start, Project = project.Id,
                UnitWorks = [.. Enumerable.Range(1, 3).Select(i => new UnitWork { Name = $"{i}号楼", Structure = StructureKind.ShearWall, StoreysAbove = 6 + Dice.Below(26), StoreysBelow = 1 + Dice.Below(2), Height = Dice.Between(20, 99) })],
                Parties = [.. project.Parties.Select(party => new FilingParty { Kind = party.Key, Organisation = party.Value.Organisation.Id, Name = party.Value.Organisation.Name })],
            },
            "accepted", project.Start, project.Of(PartyKind.Owner), cancel);
        foreach (var branch in Enum.GetValues<SupervisionBranch>())
            await data.AddAsync(
                new SupervisionCase
                {
                    Project = project.Id, ProjectName = project.Name, Branch = branch, Filing = new Reference<ProjectFiling>(filing), RegistrationNumber = number, OpenedOn = project.Start,
                },
                "supervised", project.Start, null, cancel);
        foreach (var (kind, firm) in project.Parties)
            await data.AddAsync(
                new ProjectPartyRecord { Project = project.Id, Organisation = firm.Organisation.Id, Name = firm.Organisation.Name, Kind = kind, CameOn = project.Start, Contract = $"HT-{project.Id.Value[^3..]}-{kind}" },
                "verified", project.Start, firm, cancel);
    }

    private async Task<DemoStaff> AppointedAsync(DemoProject project, KeyPost post, DemoFirm firm, CertificateKind[] certificates, CancellationToken cancel)
    {
        var person = await data.PersonAsync(firm.Organisation.Id, "项目部", cancel);
        var member = new StaffMember
        {
            Organisation = firm.Organisation.Id, Name = person.Name, IdNumber = person.IdNumberMask, Person = person.Id, Position = "项目部", ProfessionalTitle = "工程师", Speciality = "土木工程",
            EmployedOn = project.Start.AddDays(-400), County = firm.Organisation.Area,
        };
        var staff = new DemoStaff(await data.AddAsync(member, "verified", project.Start.AddDays(-20), firm, cancel), person.Id, member);
        firm.Staff.Add(staff);
        var reference = new Reference<StaffMember>(staff.Id);
        var until = data.Today.AddDays(Dice.Below(900) - 20);
        foreach (var kind in certificates)
            await data.AddAsync(
                new PersonCertificate
                {
                    Staff = reference, Name = person.Name, Person = person.Id, Organisation = firm.Organisation.Id, Kind = kind, Number = $"演示{kind}{Dice.Next():000000}", IssuedOn = project.Start.AddDays(-600), ExpiresOn = until,
                    Authority = "演示发证机关", County = firm.Organisation.Area,
                },
                "verified", project.Start.AddDays(-18), firm, cancel);
        await data.AddAsync(
            new StaffContract
            {
                Staff = reference, Name = person.Name, Organisation = firm.Organisation.Id, Number = $"LD-{Dice.Next():000000}", Kind = StaffContract.ContractKind.FixedTerm, SignedOn = project.Start.AddDays(-400),
                From = project.Start.AddDays(-400), Until = data.Today.AddDays(Dice.Below(700)), Insured = true, County = firm.Organisation.Area,
            },
            "inForce", project.Start.AddDays(-19), firm, cancel);
        await data.AddAsync(
            new Appointment
            {
                Project = project.Id, Post = post, Staff = reference, Name = person.Name, Person = person.Id, Organisation = firm.Organisation.Id, From = project.Start, CertificateUntil = certificates.Length == 0 ? null : until,
            },
            "inPost", project.Start, firm, cancel);
        return staff;
    }

    private async Task WorkerAsync(DemoProject project, CancellationToken cancel)
    {
        var firm = project.Of(PartyKind.Contractor);
        var trade = Dice.Of(Trades);
        var (person, name) = (new PersonId(Dice.Id(new DateTimeOffset(project.Start.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero))), Dice.Name());
        var worker = new SiteWorker
        {
            Project = project.Id, Organisation = firm.Organisation.Id, Team = $"{DemoYears.TeamOf(trade)}班", Name = name, IdNumber = "219***********0000", Person = person, Trade = trade,
            CameOn = project.Start.AddDays(Dice.Below(60)), HasContract = true, Insured = true, SafetyHours = 16 + Dice.Below(24),
        };
        await data.AddAsync(worker, "onSite", worker.CameOn, firm, cancel);
        project.Workers.Add((person, worker));
    }

    private async Task WorkAsync(DemoProject project, int index, CancellationToken cancel)
    {
        var (kind, sizes, part) = index switch
        {
            0 => (HazardousWorkKind.Pit1, new WorkSizes { ExcavationDepth = Dice.Between(3.2, 12) }, "地下车库基坑"),
            1 => (HazardousWorkKind.Fw2, new WorkSizes { Height = Dice.Between(5, 12), Span = Dice.Between(8, 22) }, "大堂高支模"),
            2 => (HazardousWorkKind.Cr3, new WorkSizes { RatedLift = 80, ErectionTotalHeight = Dice.Between(40, 120) }, "1号塔式起重机安装"),
            _ => (HazardousWorkKind.Sc2, new WorkSizes { LiftingHeight = Dice.Between(60, 180) }, "附着式升降脚手架"),
        };
        var (firm, on) = (project.Of(PartyKind.Contractor), project.Start.AddDays(20 + (index * 40)));
        var work = HazardousWork.Classified(new HazardousWork
        {
            Project = project.Id, Kind = kind, Part = part, Sizes = sizes, PlannedStart = on.AddDays(30), PlannedEnd = on.AddDays(150), InCharge = project.Posts[KeyPost.ProjectManager].Member.Name, Opinion = "与设计文件相符",
            StartedOn = on.AddDays(32),
        });
        var id = await data.AddAsync(work, on.AddDays(32) > data.Today ? "confirmed" : "underWay", on, firm, cancel);
        var reference = new Reference<HazardousWork>(id);
        await data.AddAsync(
            new SpecialPlan
            {
                Work = reference, Project = project.Id, WorkName = part, Scale = work.Scale, Name = $"{part}专项施工方案", Edition = "A", Author = project.Posts[KeyPost.TechnicalHead].Member.Name,
                Chapters = Enum.GetValues<PlanChapter>(), Summary = "依据审查合格的设计文件编制，含计算书、监测和应急处置措施。", ApprovedOn = on.AddDays(12), ValidSince = on.AddDays(20),
                PanelConclusion = work.Scale == WorkScale.OverScale ? "专家论证修改后通过，修改已确认" : null,
            },
            "valid", on.AddDays(5), firm, cancel);
        if (index < 2)
            for (var point = 1; point <= 3; point++)
                project.Points.Add((await data.AddAsync(
                    new MonitoringPoint
                    {
                        Work = reference, Project = project.Id, Code = $"{(index == 0 ? "ZD" : "MB")}{point}", Item = index == 0 ? MonitoringItem.TopHorizontal : MonitoringItem.FormworkSettlement, Unit = "mm",
                        WarnAt = index == 0 ? 24 : 6.4, AlarmAt = index == 0 ? 30 : 8, RateAlarmAt = index == 0 ? 3 : null, Basis = index == 0 ? "GB 50497-2019 表8.0.4" : "专项施工方案", EveryMinutes = 1440,
                    },
                    "inUse", on.AddDays(25), firm, cancel), index == 0 ? 30 : 8));
        project.Works.Add((id, part));
    }
}
