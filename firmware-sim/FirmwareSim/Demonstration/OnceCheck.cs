using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using FirmwareSim.Site;

namespace FirmwareSim.Demonstration;

/// <summary>
/// Watches the whole chain once, from the outside: every device's first stored reading, the scenario's warning from the
/// register change to siren, store and webhook, and its acknowledgement through the link in the message.
/// </summary>
public sealed partial class OnceCheck
{
    private readonly CloudClient _cloud;
    private readonly SiteFile _site;
    private readonly OncePaths _paths;
    private readonly LiveWarnings _live;
    private readonly DateTimeOffset _began;
    private readonly Dictionary<string, double> _firstStored = [];
    private WarningTimes _warning = new();

    private OnceCheck(CloudClient cloud, SiteFile site, OncePaths paths, LiveWarnings live, DateTimeOffset began) =>
        (_cloud, _site, _paths, _live, _began) = (cloud, site, paths, live, began);

    /// <summary>Exit code 0 when everything was seen, 1 with the reasons otherwise.</summary>
    public static async Task<int> RunAsync(Arguments options, TimeProvider time, CancellationToken cancel)
    {
        using var cloud = new CloudClient(new Uri(options.Required("cloud")));
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(options.Number("timeout", 180)), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, timeout.Token);
        await cloud.SignInAsync(options.Required("password"), cancel);
        var paths = new OncePaths(options.Text("project") ?? "demo", options.Required("truth"), options.Required("webhook"), options.Required("gateway"));
        var began = options.Text("since") is { } since
            ? DateTimeOffset.Parse(since, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)
            : time.GetUtcNow();
        var live = new LiveWarnings(cloud, time);
        var check = new OnceCheck(cloud, SiteFile.Load(options.Required("site")), paths, live, began);
        var listening = live.RunAsync(paths.Project, either.Token);
        try
        {
            while (!await check.LookAsync(either.Token))
                await Task.Delay(TimeSpan.FromMilliseconds(250), time, either.Token);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested)
        {
            // The table says what is missing.
        }

        await timeout.CancelAsync();
        await listening.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        var missing = check.Missing().ToList();
        check.Print(Console.Out);
        missing.ForEach(Console.Error.WriteLine);
        return missing.Count == 0 ? 0 : 1;
    }

    private async Task<bool> LookAsync(CancellationToken cancel)
    {
        foreach (var device in _site.Devices.Where(device => !_firstStored.ContainsKey(device.Id)))
            await LookForReadingAsync(device.Id, cancel);
        _warning = _warning with { Register = _warning.Register ?? await FirstEdgeAsync(cancel) };
        _warning = _warning with { Siren = _warning.Siren ?? await SirenAsync(cancel) };
        await LookForWarningAsync(cancel);
        await LookForNoticeAsync(cancel);
        return !Missing().Any();
    }

    private async Task LookForReadingAsync(string device, CancellationToken cancel)
    {
        var stored = await _cloud.GetAsync($"api/projects/{_paths.Project}/devices/{device}/first-stored", cancel);
        if (stored?["at"] is { } at && at.GetValue<DateTimeOffset?>() is { } instant)
            _firstStored[device] = (instant - _began).TotalSeconds;
    }

    /// <summary>The instant at which the register first showed the value, from the simulator's truth log.</summary>
    private async Task<DateTimeOffset?> FirstEdgeAsync(CancellationToken cancel) =>
        (await LinesAsync(_paths.Truth, cancel)).FirstOrDefault(line => (string?)line["kind"] == "edge")?["at"]?.GetValue<DateTimeOffset>();

    /// <summary>When the siren's pin went high, from the gateway's own page; looked at four times a second.</summary>
    private async Task<DateTimeOffset?> SirenAsync(CancellationToken cancel)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        var lines = JsonNode.Parse(await http.GetStringAsync(new Uri($"{_paths.Gateway.TrimEnd('/')}/gpio"), cancel))!.AsArray();
        var siren = lines.FirstOrDefault(line => ((string?)line!["name"])?.EndsWith("siren", StringComparison.Ordinal) == true && (bool)line["active"]!);
        return siren?["changedAt"]?.GetValue<DateTimeOffset>() is { } at && at >= _warning.Register ? at : null;
    }

    private async Task LookForWarningAsync(CancellationToken cancel)
    {
        if (_warning.Register is null || _warning is { Stored: not null, Acknowledged: not null })
            return;
        var warnings = await _cloud.GetAsync($"api/warnings?project={_paths.Project}&open=true&limit=100", cancel);
        var warning = warnings?["items"]?.AsArray().FirstOrDefault(item => (string?)item!["rule"] == "crane-moment" && (int)item["level"]! <= 2);
        if (warning is null)
            return;
        var sheet = await _cloud.GetAsync($"api/warnings/{(string?)warning["id"]}", cancel);
        foreach (var entry in sheet?["log"]?.AsArray() ?? [])
        {
            var at = entry!["at"]!.GetValue<DateTimeOffset>();
            if ((string?)entry["action"] == "acknowledge")
                _warning = _warning with { Acknowledged = at };
        }

        _warning = _warning with
        {
            Title = (string?)warning["title"],
            Id = (string?)warning["id"],
            Stored = _warning.Stored ?? _live.FirstSeen("crane-moment", 2, _warning.Register),
        };
    }

    private async Task LookForNoticeAsync(CancellationToken cancel)
    {
        if (_warning.Pushed is not null || _warning.Stored is null)
            return;
        foreach (var line in await LinesAsync(_paths.Webhook, cancel))
        {
            var at = line["at"]!.GetValue<DateTimeOffset>();
            var body = (string?)line["body"] ?? "";
            if (at < _warning.Register || _warning.Id is null || !body.Contains(_warning.Id, StringComparison.Ordinal) || !Link().IsMatch(body))
                continue;
            _warning = _warning with { Pushed = at };
            await CloudClient.FollowAcknowledgeLinkAsync(new Uri(Link().Match(body).Value), cancel);
            return;
        }
    }

    private static async Task<IReadOnlyList<JsonNode>> LinesAsync(string path, CancellationToken cancel) => File.Exists(path)
        ? [.. (await File.ReadAllLinesAsync(path, cancel)).Where(line => line.EndsWith('}')).Select(line => JsonNode.Parse(line)!)]
        : [];

    private IEnumerable<string> Missing()
    {
        foreach (var device in _site.Devices.Where(device => !_firstStored.ContainsKey(device.Id)))
            yield return $"no stored reading of {device.Id}";
        if (_warning.Register is null) yield return "the scenario has not moved the register over its limit";
        if (_warning.Siren is null) yield return "the siren pin has not gone high";
        if (_warning.Stored is null) yield return "no warning was stored";
        if (_warning.Pushed is null) yield return "no notice has reached the webhook";
        if (_warning.Acknowledged is null) yield return "the link has not acknowledged the warning";
    }

    private void Print(TextWriter output)
    {
        output.WriteLine($"{"device",-16} {"protocol",-10} seconds from the gateway's start to the first stored reading");
        foreach (var device in _site.Devices)
            output.WriteLine($"{device.Id,-16} {new Uri(device.Address).Scheme,-10} {Seconds(_firstStored.TryGetValue(device.Id, out var s) ? s : null)}");
        output.WriteLine();
        output.WriteLine($"warning: {_warning.Title ?? "-"}");
        output.WriteLine($"register change to siren                    {Seconds(_warning.Since(_warning.Siren))} s");
        output.WriteLine($"register change to warning stored and shown {Seconds(_warning.Since(_warning.Stored))} s");
        output.WriteLine($"register change to push received            {Seconds(_warning.Since(_warning.Pushed))} s");
        output.WriteLine($"acknowledged through the link               {(_warning.Acknowledged is null ? "no" : "yes")}");
    }

    private static string Seconds(double? value) => value is { } seconds ? seconds.ToString("F3", CultureInfo.InvariantCulture) : "missing";

    [GeneratedRegex(@"https?://[^\s""\\)]+/a/[A-Za-z0-9_-]+")]
    private static partial Regex Link();

    private sealed record OncePaths(string Project, string Truth, string Webhook, string Gateway);

    private sealed record WarningTimes(
        string? Id = null,
        string? Title = null,
        DateTimeOffset? Register = null,
        DateTimeOffset? Siren = null,
        DateTimeOffset? Stored = null,
        DateTimeOffset? Pushed = null,
        DateTimeOffset? Acknowledged = null)
    {
        public double? Since(DateTimeOffset? instant) => instant is { } then && Register is { } register ? (then - register).TotalSeconds : null;
    }
}
