using Cloud.Platform.Leadership;
using Cloud.Platform.Notifications;
using Cloud.Storage.Records;
using Cloud.Telemetry.Projects;
using Cloud.Telemetry.Warnings;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Telemetry.Model;
using Telemetry.Model.Rules;

namespace Cloud.Tests.Warnings;

/// <summary>Everything from a transition to a sent message over one real file; <see cref="RestartAsync"/> builds all of it anew.</summary>
internal sealed class WarningHouse : IAsyncDisposable
{
    public static readonly ProjectId Project = new("site-1");
    public static readonly DateTimeOffset Morning = new(2026, 11, 23, 2, 0, 0, TimeSpan.Zero); // 10:00 on site
    private readonly string _folder = Directory.CreateTempSubdirectory("edge-warnings").FullName;
    private readonly WarningOptions _warningOptions;
    private readonly NotificationOptions _notificationOptions;
    private RecordDatabase _database = null!;

    public WarningHouse(WarningOptions? warnings = null, NotificationOptions? notifications = null)
    {
        _warningOptions = warnings ?? new WarningOptions { PublicBaseUrl = "https://edge.example.cn" };
        _notificationOptions = notifications ?? new NotificationOptions { MaxPerMinute = 1000 };
        Time = new FakeTimeProvider(Morning);
        Open();
    }

    public FakeTimeProvider Time { get; }

    public List<NotificationMessage> Sent { get; } = [];

    public Func<NotificationMessage, DeliveryOutcome> Answer { get; set; } = _ => DeliveryOutcome.Delivered("ok");

    public RecordWarningStore Store { get; private set; } = null!;

    public RecordNotificationStore Outbox { get; private set; } = null!;

    public RecordResponsibleChains Chains { get; private set; } = null!;

    public RecordRuleOverrides Overrides { get; private set; } = null!;

    public WarningDesk Desk { get; private set; } = null!;

    public WarningPusher Pusher { get; private set; } = null!;

    public AcknowledgeLinks Links { get; private set; } = null!;

    public PushSignal Signal { get; private set; } = null!;

    public INotifications Notifications { get; private set; } = null!;

    public NotificationDispatcher Dispatcher { get; private set; } = null!;

    public static WatchedDevice Crane(string id = "crane-1") =>
        new(new DeviceId(id), "1号塔吊", new GatewayId("gw-1"), "tower-crane", new Dictionary<string, double>());

    public static RuleDefinition Rule(string id = "crane-moment") => new(
        id, "tower-crane", "起重力矩", "Load moment", new RuleMeasure("moment-ratio"),
        [new RuleLevel(1, "above", 110, "%"), new RuleLevel(2, "above", 100, "%"), new RuleLevel(3, "above", 90, "%")], Source: "JGJ 332-2014");

    public static WarningTransition Raised(
        DateTimeOffset at, int level = 2, double value = 103, string device = "crane-1", string rule = "crane-moment", bool late = false) =>
        Transition(TransitionKind.Raised, at, at, level, value, device, rule, late);

    public static WarningTransition Then(WarningTransition raised, TransitionKind kind, DateTimeOffset at, int? level = null, double value = 80, double? peak = null) =>
        raised with
        {
            Kind = kind, At = at, Level = level ?? raised.Level, Value = value, Peak = peak ?? Math.Max(raised.Peak, value),
            Threshold = raised.Rule.Levels.FirstOrDefault(l => l.Level == (level ?? raised.Level)) ?? raised.Threshold,
        };

    public static ChainStep Step(int order, string name, int minutes = 10, IReadOnlyList<int>? levels = null, IReadOnlyList<string>? channels = null) =>
        new(order, new Contact(name, Phone: $"1380000{order:0000}"), channels ?? [NotificationChannels.Sms], levels ?? [1, 2, 3, 4], minutes);

    public Task ApplyAsync(params WarningTransition[] transitions) => Desk.ApplyAsync(Project, transitions, TestContext.Current.CancellationToken);

    public async Task<Warning> TheOneAsync() =>
        Assert.Single((await Store.ListAsync(new WarningFilter { Open = null }, TestContext.Current.CancellationToken)).Items);

    /// <summary>Lets time pass and then does all that is due.</summary>
    public async Task AdvanceAsync(TimeSpan span)
    {
        Time.Advance(span);
        await SettleAsync();
    }

    public async Task SettleAsync()
    {
        await Pusher.PushDueAsync(TestContext.Current.CancellationToken);
        await Dispatcher.SendDueAsync(TestContext.Current.CancellationToken);
    }

    public async Task RestartAsync()
    {
        Dispatcher.Dispose();
        await _database.DisposeAsync();
        Open();
    }

    public async ValueTask DisposeAsync()
    {
        Dispatcher.Dispose();
        await _database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private void Open()
    {
        _database = RecordDatabase.Open(Path.Combine(_folder, "records.db"), WarningSchema.Schema, NotificationSchema.Schema);
        (Store, Outbox, Chains, Overrides) = (new(_database), new(_database), new(_database, Time), new(_database));
        Signal = new PushSignal();
        var (metrics, options) = (new WarningMetrics(), Options.Create(_warningOptions));
        Desk = new WarningDesk(Store, new LiveFeed(Time), Signal, metrics, Time, options);
        Links = new AcknowledgeLinks(Store, Desk, metrics, Time, options);
        var (counters, settings) = (new NotificationMetrics(), Options.Create(_notificationOptions));
        var outbox = new NotificationOutbox(Outbox, counters, Time, settings);
        Notifications = outbox;
        Pusher = new WarningPusher(Store, Chains, outbox, Links, Desk, metrics, Time, options);
        Dispatcher = new NotificationDispatcher(
            outbox, Outbox, NotificationChannels.All.Select(name => new Recorder(name, this)), counters, new AloneLeadership(), Time, settings,
            NullLogger<NotificationDispatcher>.Instance);
    }

    private static WarningTransition Transition(
        TransitionKind kind, DateTimeOffset start, DateTimeOffset at, int level, double value, string device, string rule, bool late)
    {
        var definition = Rule(rule);
        return new WarningTransition(
            WarningTransition.IdOf(Project, new DeviceId(device), rule, start), kind, Crane(device), definition, start, at, level,
            definition.Levels.FirstOrDefault(l => l.Level == level), value, value, late);
    }

    private sealed class Recorder(string name, WarningHouse house) : INotificationChannel
    {
        public string Name => name;

        public Task<DeliveryOutcome> SendAsync(NotificationMessage message, CancellationToken cancel)
        {
            var outcome = house.Answer(message);
            if (outcome.Kind == DeliveryOutcome.Result.Delivered)
                lock (house.Sent)
                    house.Sent.Add(message);
            return Task.FromResult(outcome);
        }
    }
}
