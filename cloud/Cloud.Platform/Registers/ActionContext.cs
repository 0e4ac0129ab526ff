using System.Text;
using Cloud.Platform.Calendar;
using Cloud.Platform.Identity;

namespace Cloud.Platform.Registers;

/// <summary>What a guard, a check or a transition may know and ask for besides the record itself.</summary>
public sealed class ActionContext
{
    private readonly List<NewRecord> _created = [];
    private readonly List<NumberRequest> _numbers = [];
    private readonly List<FollowUp> _followUps = [];
    private readonly Func<Type, object> _service;

    internal ActionContext(Actor actor, DateTimeOffset now, SiteCalendar calendar, Envelope? envelope, IRecords records, Func<Type, object> service)
    {
        (Actor, Now, Calendar, Envelope, Records, _service) = (actor, now, calendar, envelope, records, service);
        Today = SiteCalendar.DayOf(now);
    }

    private ActionContext(ActionContext from, Envelope envelope)
        : this(from.Actor, from.Now, from.Calendar, envelope, from.Records, from._service) =>
        (_created, _numbers, _followUps, OnlyChecks) = (from._created, from._numbers, from._followUps, from.OnlyChecks);

    /// <summary>Who does it.</summary>
    public Actor Actor { get; }

    /// <summary>When.</summary>
    public DateTimeOffset Now { get; }

    /// <summary>The site's day (Asia/Shanghai).</summary>
    public DateOnly Today { get; }

    /// <summary>Who and when, as it is stored.</summary>
    public Stamp Stamp => new(Now, Actor.AccountId, Actor.DisplayName);

    /// <summary>Working days.</summary>
    public SiteCalendar Calendar { get; }

    /// <summary>Id, state, version and scope of the record as it is stored; null while it is created.</summary>
    public Envelope? Envelope { get; }

    /// <summary>Other records, without the actor's scope: for rules, not for showing.</summary>
    public IRecords Records { get; }

    /// <summary>True when everything is asked and nothing will be stored: what reaches beyond the record must not happen.</summary>
    public bool OnlyChecks { get; internal init; }

    internal IReadOnlyList<FollowUp> FollowUps => _followUps;

    internal IReadOnlyList<NewRecord> Created => _created;

    internal IReadOnlyList<NumberRequest> Numbers => _numbers;

    /// <summary>A service of the module: an expert pool, the directory of projects.</summary>
    public TService Service<TService>()
        where TService : class => (TService)_service(typeof(TService));

    /// <summary>Adds a record of another register in the same commit, linked from this one.</summary>
    /// <typeparam name="TRecord">Its record class.</typeparam>
    /// <param name="record">The record.</param>
    /// <param name="link">What the link is called: <c>cases</c>; null = no link.</param>
    /// <returns>Its id.</returns>
    public Reference<TRecord> Create<TRecord>(TRecord record, string? link = null)
        where TRecord : class
    {
        var id = Guid.CreateVersion7(Now);
        _created.Add(new NewRecord(id, record, link));
        return new Reference<TRecord>(id);
    }

    /// <summary>
    /// Makes a transition of another record in the same commit, as the platform: its guard and state hold, rights are not
    /// asked. Each record may be moved once.
    /// </summary>
    /// <typeparam name="TRecord">Its record class.</typeparam>
    /// <param name="record">Which.</param>
    /// <param name="action">Name of the transition.</param>
    /// <param name="form">Its form; null when it has none.</param>
    /// <exception cref="RuleBrokenException">At the commit: there is no such record, or its state or guard forbids it.</exception>
    public void Act<TRecord>(Reference<TRecord> record, string action, object? form = null)
        where TRecord : class => _followUps.Add(new FollowUp(typeof(TRecord), record.Value, action, form));

    internal ActionContext For(Envelope envelope) => new(this, envelope);

    /// <summary>
    /// The next number of a series, allotted in the commit so that the series has no gap. The result stands for the
    /// number until then: it may only be stored in text members.
    /// </summary>
    /// <param name="series">What is counted apart: an authority, a kind of paper and a year.</param>
    /// <param name="format">With one run of zeros in braces for the digits: <c>沈建监〔2026〕{0000}号</c>.</param>
    public string NextNumber(string series, string format)
    {
        var token = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{NumberRequest.Opening}{_numbers.Count}⟧");
        _numbers.Add(new NumberRequest(token, series, format));
        return token;
    }
}

internal sealed record FollowUp(Type Record, Guid Id, string Action, object? Form);

internal sealed record NewRecord(Guid Id, object Record, string? Link);

/// <summary>A number to be allotted inside a commit.</summary>
/// <param name="Token">Stands in the texts for it.</param>
/// <param name="Series">What is counted apart.</param>
/// <param name="Format">Text with <c>{000}</c> for the digits.</param>
public sealed record NumberRequest(string Token, string Series, string Format)
{
    internal const string Opening = "⟦№";

    internal static bool IsToken(string text) =>
        text.StartsWith(Opening, StringComparison.Ordinal) && text.EndsWith('⟧') && text.Length <= 8 && text.AsSpan(Opening.Length, text.Length - Opening.Length - 1).IndexOfAnyExceptInRange('0', '9') < 0;

    /// <summary>The text for a number.</summary>
    public string Text(long number)
    {
        var (open, close) = (Format.IndexOf('{', StringComparison.Ordinal), Format.IndexOf('}', StringComparison.Ordinal));
        var digits = number.ToString(Format[(open + 1)..close], System.Globalization.CultureInfo.InvariantCulture);
        return new StringBuilder(Format[..open]).Append(digits).Append(Format.AsSpan(close + 1)).ToString();
    }
}
