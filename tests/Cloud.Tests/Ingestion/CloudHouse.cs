using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Sockets;
using Cloud.Storage.DuckDb;
using Cloud.Storage.Records;
using Cloud.Telemetry.Gateways;
using Cloud.Telemetry.Ingestion;
using Cloud.Telemetry.Projects;
using Cloud.Telemetry.Series;
using Cloud.Telemetry.Warnings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Hosting;
using Telemetry.Model;
using Telemetry.Model.Profiles;

namespace Cloud.Tests.Ingestion;

/// <summary>A cloud in one process: broker on loopback, silo, DuckDB and SQLite files. Warnings are recorded, not handled.</summary>
internal sealed class CloudHouse : IAsyncDisposable
{
    public static readonly ProjectId Project = new("site-1");
    public static readonly GatewayId Gateway = new("gw-1");

    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<string, long> _refused = new();
    private readonly bool _ownsFolder;

    private CloudHouse(IHost host, string folder, bool ownsFolder, RecordingSink sink, SwitchedStore store)
    {
        (Host, Folder, _ownsFolder, Sink, Store) = (host, folder, ownsFolder, sink, store);
        var meter = host.Services.GetRequiredService<IngestionMetrics>().Meter;
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (ReferenceEquals(instrument.Meter, meter))
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
            _refused.AddOrUpdate(tags.Length > 0 ? (string)tags[0].Value! : instrument.Name, value, (_, sum) => sum + value));
        _listener.Start();
    }

    public IHost Host { get; }

    public string Folder { get; }

    public RecordingSink Sink { get; }

    public SwitchedStore Store { get; }

    public EmbeddedBroker Broker => Host.Services.GetRequiredService<EmbeddedBroker>();

    public IGrainFactory Grains => Host.Services.GetRequiredService<IGrainFactory>();

    public IDirectory Directory => Host.Services.GetRequiredService<IDirectory>();

    public ILiveFeed Feed => Host.Services.GetRequiredService<ILiveFeed>();

    /// <summary>A counter of the ingestion: a reason of <c>ingestion.refused</c>, or a counter's name.</summary>
    public long Counted(string name) => _refused.GetValueOrDefault(name);

    public static async Task<CloudHouse> StartAsync(
        string? folder = null, IGatewayCertificates? certificates = null, Action<Dictionary<string, string?>>? configure = null, IRuleBook? rules = null,
        ProfileCatalogue? profiles = null, TimeProvider? time = null)
    {
        var cancel = TestContext.Current.CancellationToken;
        var own = folder is null;
        folder ??= System.IO.Directory.CreateTempSubdirectory("edge-cloud").FullName;
        var settings = new Dictionary<string, string?>
        {
            ["Storage:Folder"] = folder, ["Series:CommitEveryMilliseconds"] = "0", ["Series:MemoryLimitMiB"] = "256",
            ["Broker:TlsPort"] = certificates is null ? "-1" : "0", ["Broker:PlainPort"] = certificates is null ? "0" : "-1", ["Broker:Address"] = "127.0.0.1",
            ["Ingestion:RebirthEverySeconds"] = "1", ["Ingestion:GatherMilliseconds"] = "0", ["Ingestion:AcknowledgeMilliseconds"] = "0",
        };
        configure?.Invoke(settings);
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        var sink = new RecordingSink();
        builder.Services.AddSingleton(time ?? TimeProvider.System);
        builder.Services.AddSingleton(s => RecordDatabase.Open(Path.Combine(folder, "records.db"), [.. s.GetServices<RecordSchema>()]));
        builder.Services.AddRecordRegister().AddDuckDbSeries(builder.Configuration);
        builder.Services.AddSingleton<SwitchedStore>().AddSingleton<ITimeSeriesStore>(s => s.GetRequiredService<SwitchedStore>());
        builder.Services.AddSingleton<IWarningSink>(sink).AddSingleton(rules ?? new NoRules()).AddSingleton(profiles ?? ProfileCatalogue.Of().Value);
        if (certificates is not null)
            builder.Services.AddSingleton(certificates);
        var (silo, gateway) = FreePorts();
        builder.UseOrleans(orleans => orleans.UseLocalhostClustering(silo, gateway));
        builder.Services.AddProjects(builder.Configuration).AddIngestion(builder.Configuration);
        var host = builder.Build();
        await RegisterAsync(host.Services.GetRequiredService<IDirectory>(), cancel);
        var house = new CloudHouse(host, folder, own, sink, host.Services.GetRequiredService<SwitchedStore>());
        await host.StartAsync(cancel);
        return house;
    }

    public async ValueTask DisposeAsync()
    {
        await Host.StopAsync(CancellationToken.None);
        await ((IAsyncDisposable)Host).DisposeAsync();
        _listener.Dispose();
        if (_ownsFolder)
            System.IO.Directory.Delete(Folder, recursive: true);
    }

    private static async Task RegisterAsync(IDirectory directory, CancellationToken cancel)
    {
        await directory.AddProjectAsync(
            new Project(Project, "城东保障房", null, "320508", "江苏省苏州市姑苏区", "平江路1号", 120.63, 31.31, "structure"), cancel);
        await directory.AddGatewayAsync(new GatewayEntry(Gateway, Project, "1号网关"), cancel);
        await directory.AddGatewayAsync(new GatewayEntry(new GatewayId("gw-2"), Project, "2号网关"), cancel);
    }

    private static (int Silo, int Gateway) FreePorts()
    {
        using var first = new TcpListener(IPAddress.Loopback, 0);
        using var second = new TcpListener(IPAddress.Loopback, 0);
        first.Start();
        second.Start();
        return (((IPEndPoint)first.LocalEndpoint).Port, ((IPEndPoint)second.LocalEndpoint).Port);
    }

    private sealed class NoRules : IRuleBook
    {
        public Task<ProjectRules> ForAsync(ProjectId project, CancellationToken cancel) => Task.FromResult(ProjectRules.None);
    }
}

/// <summary>Takes transitions; can be told to fail the next ones.</summary>
internal sealed class RecordingSink : IWarningSink
{
    private int _failures;

    public ConcurrentQueue<WarningTransition> Applied { get; } = new();

    public int Refused { get; private set; }

    public void FailNext(int times) => _failures = times;

    public Task ApplyAsync(ProjectId project, IReadOnlyList<WarningTransition> transitions, CancellationToken cancel)
    {
        if (_failures-- > 0)
        {
            Refused++;
            throw new IOException("The record store is away.");
        }

        foreach (var transition in transitions)
            Applied.Enqueue(transition);
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<ActiveEpisode>> ActiveAsync(ProjectId project, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<ActiveEpisode>>([]);
}

/// <summary>The real store behind a gate that a test can close.</summary>
internal sealed class SwitchedStore(DuckDbSeriesStore inner) : ITimeSeriesStore
{
    private TaskCompletionSource _open = Opened();

    public void Close() => _open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Open() => _open.TrySetResult();

    public async Task<AppendResult> AppendAsync(ProjectBatch batch, CancellationToken cancel)
    {
        await _open.Task.WaitAsync(cancel);
        return await inner.AppendAsync(batch, cancel);
    }

    public Task<ProjectMarks> MarksAsync(ProjectId project, CancellationToken cancel) => inner.MarksAsync(project, cancel);

    public Task<IReadOnlyList<Curve>> QueryAsync(CurveQuery query, CancellationToken cancel) => inner.QueryAsync(query, cancel);

    public Task<IReadOnlyList<StoredReading>> LatestAsync(ProjectId project, DateTimeOffset before, CancellationToken cancel) =>
        inner.LatestAsync(project, before, cancel);

    public IAsyncEnumerable<StoredReading> ReplayAsync(ReplayQuery query, CancellationToken cancel) => inner.ReplayAsync(query, cancel);

    public Task<IReadOnlyList<StoredEvent>> EventsAsync(EventQuery query, CancellationToken cancel) => inner.EventsAsync(query, cancel);

    public Task<Telemetry.Delivery.DeliveryTally> TallyAsync(ProjectId project, DateOnly from, DateOnly to, CancellationToken cancel) =>
        inner.TallyAsync(project, from, to, cancel);

    private static TaskCompletionSource Opened()
    {
        var open = new TaskCompletionSource();
        open.SetResult();
        return open;
    }
}
