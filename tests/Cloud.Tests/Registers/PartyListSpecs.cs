using Cloud.Platform.Identity;
using Cloud.Platform.Organisations;
using Cloud.Platform.Permissions;
using Cloud.Platform.Registers;
using Cloud.Storage.PostgreSql;
using Cloud.Storage.Records;
using Cloud.Storage.Registers;
using Telemetry.Model;
using TestKit;
using TestKit.Records;
using TestKit.Registers;

namespace Cloud.Tests.Registers;

/// <summary>How the databases find the newest records of an organisation among those of all others.</summary>
public sealed class PartyListSpecs(PostgreSqlServer server) : IAsyncLifetime
{
    private static readonly OrganisationId Builder = new(Guid.CreateVersion7());

    private readonly TemporaryFolder _folder = new();
    private RecordDatabase _database = null!;
    private RecordStore _store = null!;
    private RegisterHouse _house = null!;

    public ValueTask InitializeAsync()
    {
        _database = RecordDatabase.Open(Path.Combine(_folder.Path, "records.db"), RecordStore.Schema, RecordAuditTrail.Schema);
        _store = new RecordStore(_database, new RecordAuditTrail(_database));
        _house = new RegisterHouse(_store);
        return ValueTask.CompletedTask;
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task no_list_of_an_organisation_walks_over_the_records_of_others(bool filled, bool further)
    {
        await _store.PrepareAsync(_house.Catalogue.All, Cancel);
        if (filled)
            await FillAsync(_database, _house, 3000);
        var page = new PageSql(_house.Register, Query(further ? 1500 : null), _database.Dialect);

        var plan = await _database.ReadAsync(connection => connection.Query("EXPLAIN QUERY PLAN " + page.Text, row => row.GetString(3), page.Parameters), Cancel);

        var table = _house.Register.Table;
        Assert.DoesNotContain(plan, step => step.StartsWith("SCAN " + table, StringComparison.Ordinal));
        Assert.DoesNotContain(plan, step => step.StartsWith($"SEARCH {table}", StringComparison.Ordinal) && step.Contains("(rowid<?)", StringComparison.Ordinal));
        Assert.Contains(plan, step => step.Contains($"{table}_owner (owner=?", StringComparison.Ordinal));
        Assert.Equal(2, plan.Count(step => step.Contains($"{table}_project (project=?", StringComparison.Ordinal)));
        Assert.Contains(plan, step => step.Contains("named USING PRIMARY KEY (organisation=? AND register=?", StringComparison.Ordinal));
        Assert.Contains(plan, step => step.StartsWith("MERGE (UNION)", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task nor_does_the_server_s_planner(bool further)
    {
        await using var database = RecordDatabase.Open(
            new PostgreSqlDialect(new PostgreSqlOptions { Connection = await server.CreateDatabaseAsync(Cancel), Readers = 1 }), RecordStore.Schema, RecordAuditTrail.Schema);
        using var store = new RecordStore(database, new RecordAuditTrail(database));
        var house = new RegisterHouse(store);
        await store.PrepareAsync(house.Catalogue.All, Cancel);
        await FillAsync(database, house, 20_000);
        await database.WriteAsync(connection => connection.Execute("ANALYZE"), Cancel);
        var page = new PageSql(house.Register, Query(further ? 15_000 : null), database.Dialect);

        var plan = await database.ReadAsync(connection => connection.Query("EXPLAIN " + page.Text, row => row.GetString(0), page.Parameters), Cancel);

        var table = house.Register.Table;
        var text = string.Join('\n', plan);
        Assert.True(plan.Any(step => step.Contains($"Index Scan Backward using {table}_owner", StringComparison.Ordinal)), text);
        Assert.Equal(2, plan.Count(step => step.Contains($"Index Scan Backward using {table}_project", StringComparison.Ordinal)));
        Assert.DoesNotContain(plan, step => step.Contains("Seq Scan on " + table, StringComparison.Ordinal));
        Assert.DoesNotContain(plan, step => step.Contains($"Index Scan Backward using {table}_pkey", StringComparison.Ordinal));
    }

    [Fact]
    public async Task what_an_older_version_wrote_about_who_is_named_is_found_after_the_next_start()
    {
        await _store.PrepareAsync(_house.Catalogue.All, Cancel);
        await _house.AddAsync("写明单位", change: draft => draft["responsible"] = Builder.ToString());
        await _house.AddAsync("无关的");
        var builder = RegisterHouse.Person(Notice.Reader, RegisterHouse.Liaoning, Builder);
        await _database.WriteAsync(
            connection => connection.Execute(
                "INSERT INTO record_party_unplaced SELECT organisation, record FROM record_party; INSERT INTO record_party_unplaced VALUES ('somebody', 'of a register that is not known'); DELETE FROM record_party"),
            Cancel);
        Assert.Empty(await _house.TitlesAsync(builder));

        await _store.PrepareAsync(_house.Catalogue.All, Cancel);
        await _store.PrepareAsync(_house.Catalogue.All, Cancel);

        Assert.Equal(["写明单位"], await _house.TitlesAsync(builder));
        Assert.Equal(1, (await _house.Desk.TotalsAsync(builder, _house.Register, new RecordSelection(), Cancel)).Totals!.Count);
        Assert.Equal(1L, await _database.ReadAsync(connection => connection.Scalar("SELECT COUNT(*) FROM record_party_unplaced"), Cancel));
    }

    public async ValueTask DisposeAsync()
    {
        _store.Dispose();
        await _database.DisposeAsync();
        _folder.Dispose();
    }

    private static RecordQuery Query(long? after)
    {
        var scope = Condition.And(
            new Condition.AtMost(SecrecyLevel.Internal), new Condition.Within(RegisterHouse.Liaoning), new Condition.PartyIs(Builder, [new ProjectId("site-1"), new ProjectId("site-2")]));
        return new RecordQuery
        {
            Where = Condition.And(Condition.Or(scope, new Condition.AssignedTo(new(Guid.CreateVersion7())), new Condition.AskedOf(Guid.CreateVersion7())), new Condition.IsVoid(false)),
            After = after is { } place ? new PageMark(null, place) : null,
        };
    }

    // The newer half is of many others.
    private static async Task FillAsync(RecordDatabase database, RegisterHouse house, int records)
    {
        await house.AddAsync(change: draft => draft["responsible"] = Builder.ToString());
        await database.WriteAsync(
            connection => connection.Execute(
                $"""
                WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {records})
                INSERT INTO {house.Register.Table} (id, title, state, version, project, area, owner, disciplines, secrecy, source, created_at, created_on, created_by, created_name,
                  updated_at, updated_by, updated_name, is_void, body)
                SELECT 'id' || i, title, state, version, CASE WHEN i > {records / 2} OR i % 4 > 1 THEN 'other-' || (i % 40) ELSE 'site-' || (1 + i % 4) END, area,
                  CASE WHEN i > {records / 2} OR i % 4 < 3 THEN 'owner-' || (i % 20) ELSE '{Builder}' END, disciplines, secrecy, source, created_at, created_on, created_by, created_name,
                  updated_at, updated_by, updated_name, is_void, body FROM {house.Register.Table} first CROSS JOIN n WHERE first.place = 1
                """),
            Cancel);
        await database.LearnAsync(Cancel);
    }
}
