using Cloud.Supervision.Personnel;

namespace Cloud.Host.Demonstration;

/// <summary>The days on site of the people in post, over as many of the last days as the number of records leaves room for.</summary>
internal sealed class DemoPosts(DemoData data)
{
    private const int LongestDays = 730;

    private DemoDice Dice => data.Dice;

    /// <summary>Writes them, up to half of what may still be written; the rest is for the workers and all else.</summary>
    public async Task FillAsync(IReadOnlyList<DemoProject> projects, int records, CancellationToken cancel)
    {
        var people = projects.SelectMany(project => project.Posts.Where(post => PostRules.RequiredShare(post.Key) > 0)
            .Select(post => (Project: project, Post: post.Key, Staff: post.Value, Share: Diligence(post.Key)))).ToList();
        var days = Math.Clamp((records - data.Written) / 2 * 7 / (5 * Math.Max(1, people.Count)), 0, LongestDays);
        for (var day = data.Today.AddDays(-days); day < data.Today; day = day.AddDays(1))
            foreach (var (project, post, staff, share) in people)
                if (project.Start <= day && Dice.Chance(Works(day) ? share : share / 5))
                    await AttendedAsync(project, post, staff, day, cancel);
    }

    // Most do what their post asks for, one in six does not.
    private double Diligence(KeyPost post)
    {
        var asked = PostRules.RequiredShare(post);
        return Dice.Chance(0.17) ? asked - Dice.Between(0.1, 0.35) : Math.Min(1, asked + Dice.Between(0.02, 0.15));
    }

    private static bool Works(DateOnly day) => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);

    private async Task AttendedAsync(DemoProject project, KeyPost post, DemoStaff staff, DateOnly day, CancellationToken cancel)
    {
        var start = new DateTimeOffset(day.ToDateTime(new TimeOnly(7, 20)), TimeSpan.FromHours(8)).AddMinutes(Dice.Below(70)).ToUniversalTime();
        var hours = Dice.Between(7, 10);
        await data.AddAsync(
            new AttendanceDay
            {
                Project = project.Id, Organisation = staff.Member.Organisation, Person = staff.Person, Name = staff.Member.Name, Kind = AttendanceDay.Group.Staff, Post = post, Day = day, In = start,
                Out = start.AddHours(hours), Hours = hours, By = Dice.Chance(0.85) ? AttendanceDay.Way.Face : AttendanceDay.Way.Phone,
            },
            "valid", day, project.Parties.Values.First(firm => firm.Organisation.Id == staff.Member.Organisation), cancel);
    }
}
