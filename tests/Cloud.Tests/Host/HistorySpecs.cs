using System.Net;
using System.Text.Json.Nodes;
using Telemetry.Model;

namespace Cloud.Tests.Host;

[Collection("platform")]
public sealed class HistorySpecs(Platform platform)
{
    [Fact]
    public async Task a_silence_of_an_hour_is_a_gap_with_its_bounds_and_a_break_in_the_line()
    {
        var site = await platform.SiteAsync();
        await using var gateway = await site.ConnectAsync();
        var end = TimeProvider.System.GetUtcNow();
        var start = end - TimeSpan.FromHours(1);
        await gateway.DataAsync("crane-1", 1, Lane.History, start, 40, 41, 42);
        await gateway.DataAsync("crane-1", 4, Lane.Live, end, 55);
        await gateway.AcknowledgedAsync(4);

        var history = (await platform.Admin.GetAsync(
            $"{site.Path}/devices/crane-1/history?point=moment-ratio&from={Text(start.AddSeconds(-1))}&to={Text(end.AddSeconds(1))}")).Is(HttpStatusCode.OK);

        Assert.True((bool)history["raw"]);
        var rows = history["series"][0]!["points"]!.AsArray();
        Assert.Equal([40.0, 41.0, 42.0, null, 55.0], rows.Select(row => (double?)row![1]));
        Assert.Equal("%", (string?)history["series"][0]!["unit"]);
        var gap = history["gaps"].AsArray().First(g => Instant(g!["from"]) > start && Instant(g["to"]) <= end.AddMilliseconds(1))!;
        Assert.InRange((Instant(gap["to"]) - Instant(gap["from"])).TotalMinutes, 59.9, 60);
        Assert.Contains(history["thresholds"].AsArray(), line => (int)line!["level"]! == 2 && (double)line["value"]! == 100);
    }

    [Fact]
    public async Task latest_values_and_the_account_of_delivery_speak_of_what_has_arrived()
    {
        var site = await platform.SiteAsync();
        Assert.Null(JsonNode.Parse((await platform.Admin.GetAsync($"{site.Path}/devices/crane-1/first-stored")).Is(HttpStatusCode.OK).Text)!["at"]);
        await using var gateway = await site.ConnectAsync();
        await gateway.DataAsync("crane-1", 1, 61.5, 62.5);
        await gateway.AcknowledgedAsync(2);

        var latest = (await platform.Admin.GetAsync($"{site.Path}/latest?device=crane-1")).Is(HttpStatusCode.OK)["devices"][0]!;
        var first = (await platform.Admin.GetAsync($"{site.Path}/devices/crane-1/first-stored")).Is(HttpStatusCode.OK);
        var delivery = (await platform.Admin.GetAsync($"{site.Path}/delivery")).Is(HttpStatusCode.OK)["days"].AsArray();

        var point = latest["points"]!.AsArray().First(p => (string?)p!["point"] == "moment-ratio")!;
        Assert.Equal((62.5, 192), ((double)point["value"]!, (int)point["quality"]!));
        Assert.InRange(TimeProvider.System.GetUtcNow() - Instant(first["at"]), TimeSpan.Zero, TimeSpan.FromMinutes(1));
        Assert.Equal(2, (long)delivery.First(day => (string?)day!["device"] == "crane-1")!["received"]!);
    }

    [Theory]
    [InlineData("point=moment-ratio&from=2026-11-24T00:00:00Z&to=2026-11-23T00:00:00Z", "from")]
    [InlineData("point=no-such-point", "point")]
    [InlineData("", "point")]
    [InlineData("point=moment-ratio&buckets=1000000", "buckets")]
    public async Task a_question_that_makes_no_sense_is_refused_with_its_field(string query, string field)
    {
        var site = await platform.SiteAsync();

        var refused = (await platform.Admin.GetAsync($"{site.Path}/devices/crane-1/history?{query}")).Is(HttpStatusCode.BadRequest);

        Assert.Equal(field, Assert.Single(refused["errors"].AsObject()).Key);
    }

    [Fact]
    public async Task times_days_and_numbers_that_cannot_be_read_are_refused()
    {
        var site = await platform.SiteAsync();

        (await platform.Admin.GetAsync($"{site.Path}/devices/crane-1/history?point=load&from=yesterday")).Is(HttpStatusCode.BadRequest);
        (await platform.Admin.GetAsync($"{site.Path}/devices/crane-1/history?point=load&buckets=many")).Is(HttpStatusCode.BadRequest);
        (await platform.Admin.GetAsync($"{site.Path}/delivery?from=2026-13-01")).Is(HttpStatusCode.BadRequest);
        (await platform.Admin.GetAsync($"{site.Path}/delivery?from=2020-01-01&to=2026-11-23")).Is(HttpStatusCode.BadRequest);
        (await platform.Admin.GetAsync($"{site.Path}/devices/nobody/history?point=load")).Is(HttpStatusCode.NotFound);
    }

    private static string Text(DateTimeOffset instant) => Uri.EscapeDataString(instant.ToString("O"));

    private static DateTimeOffset Instant(JsonNode? node) => node!.GetValue<DateTimeOffset>();
}
