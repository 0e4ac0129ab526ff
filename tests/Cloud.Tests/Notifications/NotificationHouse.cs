using Cloud.Platform.Notifications;
using Cloud.Storage.Records;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Cloud.Tests.Notifications;

/// <summary>The outbox with its real channels, composed as the host composes it, over a real file.</summary>
internal sealed class NotificationHouse : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edge-notifications").FullName;
    private readonly Dictionary<string, string?> _settings;
    private ServiceProvider _services = null!;
    private RecordDatabase _database = null!;

    public NotificationHouse(params (string Key, string Value)[] settings)
    {
        _settings = settings.ToDictionary(s => $"Notifications:{s.Key}", s => (string?)s.Value);
        Open();
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 23, 2, 0, 0, TimeSpan.Zero));

    public INotifications Notifications => _services.GetRequiredService<INotifications>();

    public INotificationStore Store => _services.GetRequiredService<INotificationStore>();

    public NotificationDispatcher Dispatcher => _services.GetRequiredService<NotificationDispatcher>();

    public InAppStream InApp => _services.GetRequiredService<InAppStream>();

    public static NotificationMessage A(string channel, string target, string id = "m-1", int severity = 2, string person = "班长") => new()
    {
        Id = id, Reference = "w-1", Scope = "site-1", Person = person, Channel = channel, Target = target, Severity = severity,
        Title = "【二级橙色预警】1号塔吊 起重力矩", Text = "10:00:00 当前 103 %，阈值 ≥ 100 %", Link = "https://edge.example.cn/a/token",
    };

    public Task EnqueueAsync(params NotificationMessage[] messages) => Notifications.EnqueueAsync(messages, TestContext.Current.CancellationToken);

    public Task<int> SendAsync() => Dispatcher.SendDueAsync(TestContext.Current.CancellationToken);

    public Task<int> AdvanceAsync(TimeSpan span)
    {
        Time.Advance(span);
        return SendAsync();
    }

    public async Task<StoredNotification> TheOneAsync() =>
        Assert.Single(await Store.ByReferenceAsync("w-1", TestContext.Current.CancellationToken));

    public async Task RestartAsync()
    {
        await _services.DisposeAsync();
        await _database.DisposeAsync();
        Open();
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private void Open()
    {
        _database = RecordDatabase.Open(Path.Combine(_folder, "records.db"), NotificationSchema.Schema);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(_settings).Build();
        _services = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(Time).AddSingleton(_database)
            .AddSingleton<INotificationStore, RecordNotificationStore>().AddNotifications(configuration).BuildServiceProvider();
    }
}
