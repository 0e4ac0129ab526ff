using System.Globalization;
using Edge.Core.Outbox;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Telemetry.Model;

namespace System.Tests.Site;

/// <summary>
/// What a gateway gathers while its link is down for days, made in minutes: its own outbox, filled on a clock that runs ahead.
/// Every device is read once a second; each value says which second and point it belongs to.
/// </summary>
/// <param name="Devices">How many.</param>
/// <param name="Points">Of each device.</param>
/// <param name="Seconds">How long the link was down.</param>
internal sealed record Backlog(int Devices, int Points, int Seconds)
{
    private const int SecondsAtOnce = 100;

    public long Readings => (long)Devices * Points * Seconds;

    public static string Device(int device) => string.Create(CultureInfo.InvariantCulture, $"backlog-{device + 1}");

    /// <summary>Sum of all values of a point, as they are stored.</summary>
    public long SumOf(int point) => Enumerable.Range(0, Seconds).Sum(second => (long)ValueOf(second, point));

    /// <summary>Fills the outbox of a gateway that does not run; the last reading was taken a minute ago.</summary>
    public async Task FillAsync(string gatewayFolder, TimeProvider clock, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var time = new FakeTimeProvider(DateTimeOffset.FromUnixTimeMilliseconds(now.ToUnixTimeMilliseconds()).AddSeconds(-60 - Seconds));
        await using var outbox = new SqliteOutbox(
            new OutboxOptions { Folder = Path.Combine(gatewayFolder, "outbox"), FallbackFolder = "" }, time, NullLogger<SqliteOutbox>.Instance);
        var points = Enumerable.Range(0, Points).Select(point => new PointId(string.Create(CultureInfo.InvariantCulture, $"point-{point}"))).ToArray();
        var appends = new List<Task>();
        for (var second = 0; second < Seconds; second++)
        {
            var at = time.GetUtcNow();
            for (var device = 0; device < Devices; device++)
                appends.Add(outbox.AppendAsync(
                    new DeviceReport(new DeviceId(Device(device)), [.. points.Select((point, index) => new Reading(point, at, ValueOf(second, index)))], Lane.Live), cancel).AsTask());
            time.Advance(TimeSpan.FromSeconds(1));
            if (second % SecondsAtOnce != SecondsAtOnce - 1 && second != Seconds - 1)
                continue;
            await Task.WhenAll(appends);
            appends.Clear();
        }
    }

    private static int ValueOf(int second, int point) => (second * 7 + point * 13) % 1_000;
}
