using Cloud.Platform;
using Cloud.Platform.Notifications;

namespace Cloud.Telemetry.Warnings;

/// <summary>Who is told about a project's warnings, in which order, and when not.</summary>
/// <param name="Steps">Ascending by order.</param>
/// <param name="QuietHours">Local (Asia/Shanghai) time of day in which levels 2–4 wait; null = none.</param>
/// <param name="Deputies">Who stands in for whom, and when.</param>
public sealed record ResponsibleChain(
    IReadOnlyList<ChainStep> Steps, QuietHours? QuietHours = null, IReadOnlyList<ChainDeputy>? Deputies = null)
{
    /// <summary>Nobody.</summary>
    public static ResponsibleChain Empty { get; } = new([]);

    /// <summary>Everything that is wrong with it, by field; empty when it can be used.</summary>
    public IReadOnlyDictionary<string, string[]> Faults()
    {
        var faults = new Dictionary<string, List<string>>();
        if (Steps.Count > 50)
            Add("steps", "责任链不能超过50级");
        for (var i = 0; i < Steps.Count; i++)
            foreach (var fault in Steps[i].Faults())
                Add($"steps[{i}]", fault);
        if (Steps.Select(s => s.Order).Distinct().Count() != Steps.Count)
            Add("steps", "责任链各级的序号不能重复");
        for (var i = 0; i < (Deputies?.Count ?? 0); i++)
            foreach (var fault in Deputies![i].Faults(this))
                Add($"deputies[{i}]", fault);
        return faults.ToDictionary(f => f.Key, f => f.Value.ToArray());

        void Add(string field, string fault) => (faults.TryGetValue(field, out var list) ? list : faults[field] = []).Add(fault);
    }

    /// <summary>The steps for a level, ascending.</summary>
    public IReadOnlyList<ChainStep> For(int level) => [.. Steps.Where(s => s.Levels.Contains(level)).OrderBy(s => s.Order)];

    /// <summary>The person of a step at an instant: the deputy while one stands in.</summary>
    public Contact OnDuty(ChainStep step, DateTimeOffset now) =>
        Deputies?.FirstOrDefault(d => string.Equals(d.For, step.Person.Name, StringComparison.Ordinal) && d.From <= now && now < d.To)?.Person
        ?? step.Person;
}

/// <summary>One step.</summary>
/// <param name="Order">Position; lower is told first.</param>
/// <param name="Person">Who.</param>
/// <param name="Channels">Over what, see <see cref="NotificationChannels"/>.</param>
/// <param name="Levels">For which levels.</param>
/// <param name="EscalateAfterMinutes">How long it waits for an acknowledgement before the next step; 1–1440.</param>
public sealed record ChainStep(int Order, Contact Person, IReadOnlyList<string> Channels, IReadOnlyList<int> Levels, int EscalateAfterMinutes)
{
    internal IEnumerable<string> Faults()
    {
        if (string.IsNullOrWhiteSpace(Person.Name) || Person.Name.Length > 100)
            yield return "必须填写姓名（不超过100字）";
        if (Person.IsTooLong)
            yield return $"联系方式不能超过{Contact.LongestTarget}字";
        if (Channels.Count is 0 or > 20)
            yield return "至少选择一个推送渠道";
        if (Channels.Distinct().Count() != Channels.Count)
            yield return "同一推送渠道只能选择一次";
        if (Levels.Count == 0 || Levels.Any(level => level is < 1 or > 4))
            yield return "预警级别只能是1到4级";
        if (EscalateAfterMinutes is < 1 or > 1440)
            yield return "升级等待时间必须在1到1440分钟之间";
        foreach (var channel in Channels)
            if (!NotificationChannels.All.Contains(channel))
                yield return $"没有名为{channel}的渠道";
            else if (Person.TargetOf(channel) is null)
                yield return $"{Person.Name}没有填写{channel}渠道的联系方式";
    }
}

/// <summary>A person with the ways to reach them.</summary>
/// <param name="Name">As on the roster.</param>
/// <param name="Phone">For text messages and calls.</param>
/// <param name="Wecom">Address or configured name of a WeCom robot.</param>
/// <param name="Dingtalk">Address or configured name of a DingTalk robot.</param>
/// <param name="Email">Mailbox.</param>
/// <param name="Webhook">Address or configured name of a receiver.</param>
public sealed record Contact(
    string Name, string? Phone = null, string? Wecom = null, string? Dingtalk = null, string? Email = null, string? Webhook = null)
{
    /// <summary>Longest address of any kind, in characters.</summary>
    public const int LongestTarget = 1000;

    internal bool IsTooLong => new[] { Phone, Wecom, Dingtalk, Email, Webhook }.Any(target => target?.Length > LongestTarget);

    /// <summary>Where a channel reaches the person; null when it cannot.</summary>
    public string? TargetOf(string channel) => channel switch
    {
        NotificationChannels.InApp => "",
        NotificationChannels.Sms or NotificationChannels.Voice => NullIfBlank(Phone),
        NotificationChannels.WeCom => NullIfBlank(Wecom),
        NotificationChannels.DingTalk => NullIfBlank(Dingtalk),
        NotificationChannels.Email => NullIfBlank(Email),
        NotificationChannels.Webhook => NullIfBlank(Webhook),
        _ => null,
    };

    private static string? NullIfBlank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}

/// <summary>A time of day, local, possibly over midnight.</summary>
public sealed record QuietHours(TimeOnly From, TimeOnly To)
{
    private static readonly TimeZoneInfo Site = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    /// <summary>When the quiet that holds at an instant ends; null when it is not quiet.</summary>
    public DateTimeOffset? EndOf(DateTimeOffset now)
    {
        var local = TimeZoneInfo.ConvertTime(now, Site);
        var time = TimeOnly.FromDateTime(local.DateTime);
        if (From == To || !time.IsBetween(From, To))
            return null;
        var day = time < To ? local.Date : local.Date.AddDays(1);
        var end = day + To.ToTimeSpan();
        return new DateTimeOffset(end, Site.GetUtcOffset(end)).ToUniversalTime();
    }
}

/// <summary>Somebody stands in for a person of the chain for a time.</summary>
/// <param name="For">Name of the person.</param>
/// <param name="Person">Who stands in.</param>
/// <param name="From">From, included.</param>
/// <param name="To">To, not included.</param>
public sealed record ChainDeputy(string For, Contact Person, DateTimeOffset From, DateTimeOffset To)
{
    internal IEnumerable<string> Faults(ResponsibleChain chain)
    {
        var steps = chain.Steps.Where(s => string.Equals(s.Person.Name, For, StringComparison.Ordinal)).ToList();
        if (steps.Count == 0)
            yield return $"责任链中没有{For}";
        if (From >= To)
            yield return "代理开始时间必须早于结束时间";
        if (string.IsNullOrWhiteSpace(Person.Name) || Person.Name.Length > 100)
            yield return "必须填写代理人姓名（不超过100字）";
        if (Person.IsTooLong)
            yield return $"联系方式不能超过{Contact.LongestTarget}字";
        foreach (var channel in steps.SelectMany(s => s.Channels).Distinct())
            if (Person.TargetOf(channel) is null)
                yield return $"代理人{Person.Name}没有填写{channel}渠道的联系方式";
    }
}
