using System.Net;
using System.Net.Sockets;
using System.Reflection;
using Cloud.Host.Composition;
using Cloud.Platform.Areas;
using Cloud.Platform.Files;
using Cloud.Platform.Identity;
using Cloud.Platform.Organisations;
using Cloud.Platform.Registers;
using Cloud.Telemetry.Ingestion;
using Cloud.Tests.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Cloud.Tests.Host;

/// <summary>The whole platform as its program composes it: Kestrel, broker and silo on free ports, real files in a folder of its own.</summary>
internal sealed class PlatformHost : IAsyncDisposable
{
    public const string Password = "Edge-2026-site!";
    private readonly WebApplication _app;
    private readonly string _folder;

    private PlatformHost(WebApplication app, string folder, MovableTime time, string output)
    {
        (_app, _folder, Time) = (app, folder, time);
        FirstPassword = output.Split("password: ", 2) is [_, var rest] ? rest.Split(' ')[0] : null;
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First(address => address.StartsWith("http:", StringComparison.Ordinal)));
    }

    public MovableTime Time { get; }

    /// <summary>What the first start has printed.</summary>
    public string? FirstPassword { get; }

    public Uri Address { get; }

    /// <summary>Everything that it keeps.</summary>
    public string Folder => _folder;

    public IServiceProvider Services => _app.Services;

    public EmbeddedBroker Broker => Services.GetRequiredService<EmbeddedBroker>();

    public IGrainFactory Grains => Services.GetRequiredService<IGrainFactory>();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<PlatformHost> StartAsync(Action<Dictionary<string, string?>>? configure = null, IReadOnlyList<Assembly>? modules = null)
    {
        var folder = Directory.CreateTempSubdirectory("edge-platform").FullName;
        var (silo, gateway) = FreePorts();
        var settings = new Dictionary<string, string?>
        {
            ["Storage:Folder"] = folder, ["Urls"] = "http://127.0.0.1:0", ["Series:CommitEveryMilliseconds"] = "0", ["Series:MemoryLimitMiB"] = "256",
            ["Broker:Address"] = "127.0.0.1", ["Broker:TlsPort"] = "0", ["Broker:PlainPort"] = "0", ["Warnings:PublicBaseUrl"] = "https://edge.example.cn",
            ["Silo:Port"] = $"{silo}", ["Silo:GatewayPort"] = $"{gateway}", ["Enrolment:AttemptsPerMinute"] = "100",
            ["Ingestion:GatherMilliseconds"] = "0", ["Ingestion:AcknowledgeMilliseconds"] = "0",
            ["Models:Profiles"] = Path.Combine(AppContext.BaseDirectory, "models", "devices"),
        };
        configure?.Invoke(settings);
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = folder, EnvironmentName = "Production" });
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Logging.ClearProviders();
        builder.AddPlatform();
        if (modules is not null)
            builder.Services.AddRegisters(modules);
        var time = new MovableTime();
        builder.Services.AddSingleton<TimeProvider>(time);
        var app = builder.Build();
        app.UsePlatform();
        var output = new StringWriter();
        await app.PrepareAsync(output, Cancel);
        await app.StartAsync(Cancel);
        // Files that tests refer to without uploading them: everybody may, as the platform has brought them.
        foreach (var (digit, size) in "abcd".Select((digit, at) => (digit, 1024L << at)))
            await app.Services.GetRequiredService<IFileStore>().AddAsync(new FileEntry(new string(digit, 64), size, "application/pdf", time.GetUtcNow(), ScanState.NotScanned), Guid.Empty, Cancel);
        return new PlatformHost(app, folder, time, output.ToString());
    }

    /// <summary>Somebody without a session.</summary>
    public Person Stranger() => new(Address);

    /// <summary>A new administrator, signed in.</summary>
    public async Task<Person> PersonAsync(string userName, string displayName = "李工")
    {
        await AddAccountAsync(userName, displayName);
        var person = Stranger();
        var answer = await person.SignInAsync(userName, Password);
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        return person;
    }

    /// <summary>An account with the password of all tests; a role is held for the whole province, none = no grant.</summary>
    public async Task<UserAccount> AddAccountAsync(
        string userName, string displayName = "李工", string? role = "administrator", bool mustChange = false, OrganisationId? organisation = null)
    {
        var account = new UserAccount(Guid.CreateVersion7(), userName, displayName, "", mustChange, "stamp-" + userName) { Organisation = organisation };
        account = account with { PasswordHash = new PasswordHasher<UserAccount>().HashPassword(account, Password) };
        Assert.True(await Services.GetRequiredService<IUserStore>().AddAsync(account, Cancel));
        if (role is not null)
            await GrantAsync(account, new Grant(new Role(role), AreaCode.Parse("210000")));
        return account;
    }

    /// <summary>A grant that nobody checks: what a test begins with.</summary>
    public async Task GrantAsync(UserAccount account, Grant grant) => Assert.Null(await Services.GetRequiredService<IGrantStore>().GiveAsync(
        new GrantEntry(Guid.CreateVersion7(), account.Id, grant, "test", Guid.Empty, Time.GetUtcNow()), _ => null, Cancel));

    /// <summary>An organisation that is there.</summary>
    public async Task<Organisation> AddOrganisationAsync(string kind, string area, string name = "沈阳某某单位")
    {
        var desk = Services.GetRequiredService<OrganisationDesk>();
        var draft = new OrganisationDraft(kind, name, Codes.NewCreditCode(), area, "沈阳市浑南区", "张三", "李四", "13800001234");
        return (await desk.AddAsync(draft, OrganisationState.Active, null, Cancel))!;
    }

    /// <summary>Somebody new with one grant, signed in.</summary>
    public async Task<Person> PersonWithAsync(string userName, Grant grant)
    {
        await GrantAsync(await AddAccountAsync(userName, role: null), grant);
        return await SignedInAsync(userName);
    }

    /// <summary>As <see cref="PersonWithAsync"/>, called by the name of the account wherever names are told.</summary>
    public async Task<Person> NamedAsync(string userName, Grant grant)
    {
        await GrantAsync(await AddAccountAsync(userName, userName, role: null), grant);
        return await SignedInAsync(userName);
    }

    /// <summary>An account that exists, signed in.</summary>
    public async Task<Person> SignedInAsync(string userName)
    {
        var person = Stranger();
        (await person.SignInAsync(userName, Password)).Is(HttpStatusCode.OK);
        return person;
    }

    /// <summary>As an administrator would.</summary>
    public async Task FreezeAsync(Guid account) =>
        Assert.NotNull(await Services.GetRequiredService<IUserStore>().UpdateAsync(account, a => a with { State = AccountState.Frozen }, Cancel));

    /// <summary>An answer that sends the browser elsewhere, with the person's cookies; cookies that it sets are kept.</summary>
    public async Task<HttpResponseMessage> Redirected(Person person, string path)
    {
        var answer = await person.Http.GetAsync(new Uri(path, UriKind.Relative), Cancel);
        Assert.True((int)answer.StatusCode is >= 300 and < 400, $"{path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(Cancel)}");
        return answer;
    }

    /// <summary>A port that is free now.</summary>
    public static int FreePort() => FreePorts().Silo;

    /// <summary>Stops as on SIGTERM; the folder stays until it is disposed of.</summary>
    public Task StopAsync() => _app.StopAsync(Cancel);

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static (int Silo, int Gateway) FreePorts()
    {
        using var first = new TcpListener(IPAddress.Loopback, 0);
        using var second = new TcpListener(IPAddress.Loopback, 0);
        first.Start();
        second.Start();
        return (((IPEndPoint)first.LocalEndpoint).Port, ((IPEndPoint)second.LocalEndpoint).Port);
    }
}
