using Cloud.Storage.Records;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using TestKit.Records;

namespace Cloud.Tests.Records;

/// <summary>Of several processes on one record database one leads.</summary>
public abstract class LeadershipContract(IStorePlace<RecordDatabase> place) : StoreContract<RecordDatabase>(place)
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 23, 4, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task one_leads_and_the_other_takes_over_when_it_falls_silent()
    {
        using var one = Another(Store);
        using var two = Another(await OpenAnotherAsync());

        Assert.True(await one.TryLeadAsync(Cancel));
        Assert.False(await two.TryLeadAsync(Cancel));
        Assert.Equal((true, false), (one.Leads, two.Leads));

        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(await one.TryLeadAsync(Cancel));
        _time.Advance(TimeSpan.FromSeconds(2.5));
        Assert.False(one.Leads);
        Assert.False(await two.TryLeadAsync(Cancel));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(await two.TryLeadAsync(Cancel));
        Assert.False(await one.TryLeadAsync(Cancel));
        Assert.Equal((false, true), (one.Leads, two.Leads));
    }

    [Fact]
    public async Task one_that_stops_makes_room_at_once()
    {
        using var one = Another(Store);
        using var two = Another(Store);
        Assert.True(await one.TryLeadAsync(Cancel));

        await one.StopAsync(Cancel);

        Assert.False(one.Leads);
        Assert.True(await two.TryLeadAsync(Cancel));
    }

    private RecordLeadership Another(RecordDatabase database) => new(database, _time, NullLogger<RecordLeadership>.Instance);
}

public sealed class SqliteLeadershipSpecs() : LeadershipContract(RecordPlace.Sqlite(database => database, RecordLeadership.Schema));

public sealed class PostgreSqlLeadershipSpecs(PostgreSqlServer server) : LeadershipContract(
    RecordPlace.PostgreSql(server, database => database, RecordLeadership.Schema));
