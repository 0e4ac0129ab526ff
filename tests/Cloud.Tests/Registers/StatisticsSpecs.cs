using Cloud.Platform.Registers;
using Cloud.Storage.Records;
using Cloud.Storage.Registers;
using TestKit;
using TestKit.Registers;

namespace Cloud.Tests.Registers;

/// <summary>What the planner of the embedded database is told, and what it makes of it.</summary>
public sealed class StatisticsSpecs
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task what_a_nearly_empty_platform_taught_the_planner_does_not_make_it_read_the_whole_word_index_later()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "records.db");
        for (var start = 0; start < 2; start++)
        {
            await using var database = RecordDatabase.Open(path, RecordStore.Schema, RecordAuditTrail.Schema);
            using var store = new RecordStore(database, new RecordAuditTrail(database));
            var house = new RegisterHouse(store);
            await store.PrepareAsync(house.Catalogue.All, Cancel);
            await house.AddAsync();

            var plan = await database.WriteAsync(
                connection => connection.Query("EXPLAIN QUERY PLAN DELETE FROM search_word_data WHERE id >= 1 AND id <= 2", row => row.GetString(3)), Cancel);

            Assert.StartsWith("SEARCH", Assert.Single(plan), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task the_planner_learns_again_when_the_database_has_grown_and_readers_know_of_it()
    {
        using var folder = new TemporaryFolder();
        await using var database = RecordDatabase.Open(
            Path.Combine(folder.Path, "records.db"), new RecordSchema("thing", ["CREATE TABLE thing (id INTEGER PRIMARY KEY, kind INTEGER NOT NULL); CREATE INDEX thing_kind ON thing (kind)"]));
        for (var i = 0; i < 4; i++)
            await database.WriteAsync(
                connection => connection.Execute("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 4000) INSERT INTO thing (kind) SELECT i % 7 FROM n"), Cancel);
        await database.WriteAsync(connection => connection.Execute("DELETE FROM thing WHERE id = 1"), Cancel);

        var known = await database.ReadAsync(connection => connection.Query("SELECT stat FROM sqlite_stat1 WHERE idx = 'thing_kind'", row => row.GetString(0)), Cancel);

        Assert.True(int.Parse(Assert.Single(known).Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture) > 1000, known[0]);
    }
}
