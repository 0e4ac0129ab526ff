using Cloud.Telemetry.Projects;
using Microsoft.Extensions.Time.Testing;
using Telemetry.Model;

namespace Cloud.Tests.Projects;

public sealed class LiveFeedSpecs
{
    private static readonly ProjectId Site = new("site-1");
    private static readonly DeviceId Crane = new("crane-1");
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 4, 0, 0, TimeSpan.Zero);
    private readonly FakeTimeProvider _time = new(Noon);
    private readonly LiveFeed _feed;

    public LiveFeedSpecs() => _feed = new LiveFeed(_time);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task a_slow_reader_gets_the_newest_of_each_point_once()
    {
        await using var changes = _feed.SubscribeAsync(Site, Cancel).GetAsyncEnumerator(Cancel);
        var next = changes.MoveNextAsync().AsTask();
        Publish("moment-ratio", 1);
        Assert.True(await next);
        next = changes.MoveNextAsync().AsTask();
        for (var i = 2; i < 100; i++)
            Publish("moment-ratio", i);
        Publish("wind-speed", 7);
        Assert.False(next.IsCompleted);

        _time.Advance(LiveFeed.Pace);
        Assert.True(await next);

        var change = Assert.IsType<LatestChanged>(Assert.Single(changes.Current.Changes));
        Assert.Equal([99.0, 7.0], change.Points.Select(p => p.Value));
        Assert.False(changes.Current.Overrun);
    }

    [Fact]
    public async Task who_follows_all_projects_hears_of_warnings_and_counts_but_not_of_values()
    {
        await using var changes = _feed.SubscribeAsync(null, Cancel).GetAsyncEnumerator(Cancel);
        var next = changes.MoveNextAsync().AsTask();
        Assert.False(_feed.IsWatched(Site));

        Publish("moment-ratio", 1);
        Assert.False(next.IsCompleted);
        _feed.Publish(new WarningChanged(Site, "w1"));
        _feed.Publish(new CountsChanged(new ProjectId("site-2"), ProjectCounts.None));
        Assert.True(await next);

        Assert.IsType<WarningChanged>(changes.Current.Changes[0]);
    }

    [Fact]
    public async Task more_keys_than_the_bound_tell_the_reader_to_fetch_again()
    {
        await using var changes = _feed.SubscribeAsync(Site, Cancel).GetAsyncEnumerator(Cancel);
        var next = changes.MoveNextAsync().AsTask();
        _feed.Publish(new WarningChanged(Site, "first"));
        await next;
        next = changes.MoveNextAsync().AsTask();
        for (var i = 0; i <= LiveFeed.Bound; i++)
            _feed.Publish(new WarningChanged(Site, $"w{i}"));
        _time.Advance(LiveFeed.Pace);
        await next;

        Assert.True(changes.Current.Overrun);
        Assert.Equal(LiveFeed.Bound, changes.Current.Changes.Count);
    }

    [Fact]
    public async Task who_has_left_is_not_remembered()
    {
        var changes = _feed.SubscribeAsync(Site, Cancel).GetAsyncEnumerator(Cancel);
        var next = changes.MoveNextAsync().AsTask();
        Assert.True(_feed.IsWatched(Site));
        Publish("moment-ratio", 1);
        await next;

        await changes.DisposeAsync();

        Assert.False(_feed.IsWatched(Site));
    }

    private void Publish(string point, double value) => _feed.Publish(new LatestChanged(Site, Crane, [new Reading(new PointId(point), Noon, value)]));
}
