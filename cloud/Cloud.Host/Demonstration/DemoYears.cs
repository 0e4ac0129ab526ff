using Cloud.Supervision.Filing;
using Cloud.Supervision.HazardousWorks;
using Cloud.Supervision.Personnel;
using Cloud.Platform.Registers;

namespace Cloud.Host.Demonstration;

/// <summary>Two years of what happens every day: attendance, measured values, patrols, violations, trainings.</summary>
internal sealed class DemoYears(DemoData data)
{
    private static readonly string[] Topics = ["高处作业安全", "起重吊装指挥信号", "临时用电", "基坑作业与应急撤离", "消防与动火", "钢筋连接质量要点", "混凝土养护与拆模"];
    private static readonly string[] Facts = ["临边作业未系挂安全带", "进入现场未戴安全帽", "无证操作电焊", "在易燃物旁吸烟", "拆除防护栏杆后未恢复"];

    private DemoDice Dice => data.Dice;

    /// <summary>The Chinese short name of a team.</summary>
    public static string TeamOf(Trade trade) => trade switch
    {
        Trade.Carpenter => "木工",
        Trade.SteelFixer => "钢筋",
        Trade.ConcreteWorker => "混凝土",
        Trade.Bricklayer => "砌筑",
        Trade.Plasterer => "抹灰",
        Trade.Plumber => "水暖",
        _ => "综合",
    };

    /// <summary>Goes through the days, oldest first, with as much of each as the number of records asks for.</summary>
    public async Task FillAsync(IReadOnlyList<DemoProject> projects, int records, CancellationToken cancel)
    {
        var first = data.Today.AddDays(-730);
        var days = (projects.Sum(project => Math.Max(0, data.Today.DayNumber - project.Start.DayNumber - 40)) * 1.0) + 1;
        var perDay = Math.Max(0.05, (records - data.Written) / days);
        for (var day = first; day < data.Today; day = day.AddDays(1))
            foreach (var project in projects.Where(project => project.Start.AddDays(40) <= day))
            {
                var here = (int)perDay + (Dice.Chance(perDay - (int)perDay) ? 1 : 0);
                await DayAsync(project, day, Math.Min(here, records - data.Written), cancel);
            }
    }

    // Nobody attends twice on a day and no point is measured twice; who is first goes round.
    private async Task DayAsync(DemoProject project, DateOnly day, int count, CancellationToken cancel)
    {
        var (attended, measured) = (0, 0);
        for (var i = 0; i < count; i++)
        {
            var dice = Dice.Below(20);
            if (dice < 13 && attended < project.Workers.Count)
            {
                var (person, worker) = project.Workers[(day.DayNumber + attended++) % project.Workers.Count];
                await AttendedAsync(project, day, person, worker, cancel);
            }
            else if (dice < 16 && measured < project.Points.Count)
            {
                await MeasuredAsync(project, day, (day.DayNumber + measured++) % project.Points.Count, cancel);
            }
            else
            {
                await (Dice.Below(10) switch
                {
                    < 5 => PatrolledAsync(project, day, cancel),
                    < 8 => ViolatedAsync(project, day, cancel),
                    _ => TrainedAsync(project, day, cancel),
                });
            }
        }
    }

    private async Task AttendedAsync(DemoProject project, DateOnly day, Cloud.Platform.Persons.PersonId person, SiteWorker worker, CancellationToken cancel)
    {
        var start = new DateTimeOffset(day.ToDateTime(new TimeOnly(6, 30)), TimeSpan.FromHours(8)).AddMinutes(Dice.Below(60)).ToUniversalTime();
        var hours = Dice.Between(7.5, 10.5);
        await data.AddAsync(
            new AttendanceDay
            {
                Project = project.Id, Organisation = worker.Organisation, Person = person, Name = worker.Name, Kind = AttendanceDay.Group.Workers, Team = worker.Team, Day = day, In = start,
                Out = start.AddHours(hours), Hours = hours, By = Dice.Chance(0.9) ? AttendanceDay.Way.Face : AttendanceDay.Way.Card,
            },
            "valid", day, project.Of(PartyKind.Contractor), cancel);
    }

    private async Task MeasuredAsync(DemoProject project, DateOnly day, int index, CancellationToken cancel)
    {
        var (point, alarm) = project.Points[index];
        // Creeps up over the months; a few come near or over their limits.
        var value = Math.Round((alarm * 0.9 * Math.Min(1, (day.DayNumber - project.Start.DayNumber) / 420.0)) + Dice.Between(-alarm * 0.05, alarm * 0.14), 2);
        var verdict = value >= alarm ? MonitoringVerdict.Alarm : value >= alarm * 0.8 ? MonitoringVerdict.Warning : MonitoringVerdict.Normal;
        await data.AddAsync(
            new MonitoringRecord
            {
                Point = new Reference<MonitoringPoint>(point), Project = project.Id, Code = index < 3 ? $"ZD{index + 1}" : $"MB{index - 2}",
                At = new DateTimeOffset(day.ToDateTime(new TimeOnly(9, 0)), TimeSpan.FromHours(8)).ToUniversalTime(), Value = value, Rate = Dice.Between(0, 1.2), Verdict = verdict, Observer = "监测员",
                Measures = verdict == MonitoringVerdict.Normal ? null : "加密监测，限制坡顶荷载",
            },
            verdict == MonitoringVerdict.Normal ? "normal" : "verified", day, project.Of(PartyKind.Contractor), cancel);
    }

    private async Task PatrolledAsync(DemoProject project, DateOnly day, CancellationToken cancel)
    {
        var (work, part) = Dice.Of(project.Works);
        var sound = Dice.Chance(0.85);
        await data.AddAsync(
            new SpecialPatrol
            {
                Work = new Reference<HazardousWork>(work), Project = project.Id, WorkName = part, At = new DateTimeOffset(day.ToDateTime(new TimeOnly(10, 0)), TimeSpan.FromHours(8)).ToUniversalTime(),
                By = project.Posts[KeyPost.SpecialistEngineer].Member.Name, Post = "专业监理工程师", HeadPresent = true, SafetyOfficerPresent = true,
                Items = [new LookedAt { Item = "按专项方案施工", Sound = sound }, new LookedAt { Item = "安全防护", Sound = true }], Result = sound ? SpecialPatrol.PatrolResult.AsPlanned : SpecialPatrol.PatrolResult.Mend,
                Findings = sound ? null : "局部未按方案间距设置，要求当日整改", Mended = sound ? null : "已按方案整改",
            },
            sound ? "sound" : "closed", day, project.Of(PartyKind.SupervisingEngineer), cancel);
    }

    private async Task ViolatedAsync(DemoProject project, DateOnly day, CancellationToken cancel)
    {
        var worker = Dice.Of(project.Workers).Worker;
        await data.AddAsync(
            new Violation
            {
                Project = project.Id, Organisation = worker.Organisation, Person = worker.Person, Name = worker.Name, Post = worker.Team, Kind = Dice.Any<Violation.ViolationKind>(),
                FoundBy = Dice.Any<Violation.ViolationSource>(), On = day, Place = $"{1 + Dice.Below(3)}号楼{1 + Dice.Below(20)}层", Facts = Dice.Of(Facts), Disposal = "批评教育并复训", HandledOn = day,
            },
            "handled", day, project.Of(PartyKind.Contractor), cancel);
    }

    private async Task TrainedAsync(DemoProject project, DateOnly day, CancellationToken cancel)
    {
        var people = project.Workers.Take(4 + Dice.Below(8))
            .Select(pair => new Trainee { Name = pair.Worker.Name, Person = pair.Person, Trade = pair.Worker.Trade, Score = 55 + Dice.Below(45), Passed = true })
            .Select(one => one with { Passed = one.Score >= 60 }).ToList();
        await data.AddAsync(
            new TrainingSession
            {
                Project = project.Id, Organisation = project.Of(PartyKind.Contractor).Organisation.Id, Kind = Dice.Any<TrainingSession.TrainingKind>(), Topic = Dice.Of(Topics), On = day, Hours = 1 + Dice.Below(4),
                Teacher = project.Posts[KeyPost.SafetyOfficer].Member.Name, Participants = people, People = people.Count, Passed = people.Count(one => one.Passed),
            },
            "reported", day, project.Of(PartyKind.Contractor), cancel);
    }
}
