using System.Globalization;
using Cloud.Platform.Registers;
using Cloud.Supervision.Filing;
using Telemetry.Model;

namespace Cloud.Supervision.Personnel;

/// <summary>What stands against somebody in a post: a certificate that is missing, of the wrong kind or expired, another project, a post that is taken.</summary>
public static class PostConflicts
{
    /// <summary>Sentences for people; none when nothing stands against it.</summary>
    /// <param name="post">The appointment.</param>
    /// <param name="self">Its id; null while it is made.</param>
    /// <param name="records">All records.</param>
    /// <param name="today">The site's day.</param>
    /// <param name="cancel">Ends it.</param>
    public static async Task<IReadOnlyList<string>> FindAsync(Appointment post, Guid? self, IRecords records, DateOnly today, CancellationToken cancel)
    {
        if (post.Person is not { } person)
            return [];
        var certificates = new List<PersonCertificate>();
        await foreach (var entry in records.Of<PersonCertificate>()
            .InState(ReportState.Reported, ReportState.Verified).Where(one => one.Person == person).ReadAsync(cancel))
            certificates.Add(entry.Record);
        return [.. Certificates(post.Post, certificates, today), .. await OthersAsync(post, self, records, cancel), .. await TakenAsync(post, self, records, cancel)];
    }

    /// <summary>What the certificates of somebody lack for a post.</summary>
    public static IEnumerable<string> Certificates(KeyPost post, IReadOnlyCollection<PersonCertificate> held, DateOnly today)
    {
        foreach (var group in PostRules.Certificates(post))
        {
            var fitting = held.Where(one => group.Contains(one.Kind)).ToList();
            var names = string.Join("或", group.Select(Terms.Of));
            if (fitting.Count == 0)
                yield return held.Count == 0 ? $"未登记{names}" : $"证书类别不符：须持{names}";
            else if (fitting.All(one => one.ExpiresOn < today))
                yield return string.Create(CultureInfo.InvariantCulture, $"{Terms.Of(fitting[0].Kind)}已于{fitting.Max(one => one.ExpiresOn):yyyy-MM-dd}过期");
        }
    }

    private static async Task<IReadOnlyList<string>> OthersAsync(Appointment post, Guid? self, IRecords records, CancellationToken cancel)
    {
        var most = PostRules.MostProjects(post.Post);
        if (most == int.MaxValue)
            return [];
        var others = new Dictionary<ProjectId, Appointment>();
        await foreach (var entry in records.Of<Appointment>().InState(Appointment.State.InPost).Where(one => one.Person == post.Person).ReadAsync(cancel))
            if (entry.Envelope.Id != self && entry.Record.Project != post.Project && PostRules.MostProjects(entry.Record.Post) < int.MaxValue
                && !await HasEndedAsync(entry.Record.Project, records, cancel))
                others.TryAdd(entry.Record.Project, entry.Record);
        return others.Count < most ? [] : [$"{post.Name}已在其他在建项目任职：{string.Join("、", others.Select(other => $"{other.Key}（{Terms.Of(other.Value.Post)}）"))}"];
    }

    private static async Task<IReadOnlyList<string>> TakenAsync(Appointment post, Guid? self, IRecords records, CancellationToken cancel)
    {
        if (!PostRules.IsSingle(post.Post))
            return [];
        await foreach (var entry in records.Of<Appointment>().In(post.Project).InState(Appointment.State.InPost).Where(one => one.Post == post.Post).ReadAsync(cancel))
            if (entry.Envelope.Id != self && entry.Envelope.Id != post.Replaces?.Value)
                return [$"本项目的{Terms.Of(post.Post)}现为{entry.Record.Name}，变更须指明接替谁"];
        return [];
    }

    private static async Task<bool> HasEndedAsync(ProjectId project, IRecords records, CancellationToken cancel)
    {
        var cases = records.Of<SupervisionCase>().In(project);
        return await cases.AnyAsync(cancel) && !await cases.InState(SupervisionCase.State.Supervised, SupervisionCase.State.Suspended).AnyAsync(cancel);
    }
}
