using System.Data.Common;
using Cloud.Platform.Organisations;
using Cloud.Platform.Permissions;

namespace Cloud.Storage.Records;

/// <summary>Organisations in the record store.</summary>
public sealed class RecordOrganisationStore(RecordDatabase database, IdentityChanges changes) : IOrganisationStore
{
    public Task<Organisation?> FindAsync(OrganisationId id, CancellationToken cancel) => database.ReadAsync(
        connection => connection.Query("SELECT body FROM organisation WHERE id = @id", Map, ("@id", id.ToString())).SingleOrDefault(), cancel);

    public Task<Organisation?> FindByCreditCodeAsync(string creditCode, CancellationToken cancel) => database.ReadAsync(
        connection => connection.Query(
            "SELECT body FROM organisation WHERE credit_code = @c AND state <> 'Cancelled'", Map, ("@c", creditCode)).SingleOrDefault(),
        cancel);

    public Task<IReadOnlyList<Organisation>> ListAsync(OrganisationFilter filter, CancellationToken cancel) =>
        database.ReadAsync<IReadOnlyList<Organisation>>(connection => List(connection, filter), cancel);

    public Task<bool> AddAsync(Organisation organisation, CancellationToken cancel) => database.ChangeAsync(
        changes,
        connection => connection.Execute(
            "INSERT INTO organisation (id, kind, name, credit_code, area, state, version, body) VALUES (@id, @kind, @name, @code, @area, @state, @version, @body) ON CONFLICT DO NOTHING",
            Parameters(organisation)) == 1,
        cancel);

    public Task<Organisation?> UpdateAsync(Organisation organisation, CancellationToken cancel) => database.ChangeAsync(
        changes,
        connection =>
        {
            var next = organisation with { Version = organisation.Version + 1 };
            var taken = connection.Scalar(
                "SELECT 1 FROM organisation WHERE credit_code = @code AND id <> @id AND state <> 'Cancelled'",
                ("@code", next.CreditCode), ("@id", next.Id.ToString())) is not null && next.State is not OrganisationState.Cancelled;
            return !taken && connection.Execute(
                """
                UPDATE organisation SET kind = @kind, name = @name, credit_code = @code, area = @area, state = @state, version = @version, body = @body
                  WHERE id = @id AND version = @version - 1
                """,
                Parameters(next)) == 1 ? next : null;
        },
        cancel);

    private static List<Organisation> List(RecordConnection connection, OrganisationFilter filter)
    {
        var parameters = new List<(string, object?)> { ("@limit", (long)filter.Limit) };
        var where = new List<string> { "1 = 1" };
        void Add(string condition, params (string, object?)[] values)
        {
            where.Add(condition);
            parameters.AddRange(values);
        }

        if (filter.Text is { Length: > 0 } text)
            Add($"(name {connection.Dialect.Like} @text ESCAPE '\\' OR credit_code = @code)", ("@text", IdentityWrites.Anywhere(text)), ("@code", CreditCode.Normalise(text)));
        if (filter.Kind is { } kind)
            Add("kind = @kind", ("@kind", kind));
        if (filter.State is { } state)
            Add("state = @state", ("@state", state.ToString()));
        if (filter.After is { } after)
            Add("id > @after", ("@after", after.ToString()));
        if (filter.Areas is { } areas)
        {
            var within = areas.Select((area, i) =>
            {
                parameters.Add(($"@from{i}", area.Prefix.PadRight(6, '0')));
                parameters.Add(($"@to{i}", area.Prefix.PadRight(6, '9')));
                return $"area BETWEEN @from{i} AND @to{i}";
            });
            Add($"({string.Join(" OR ", within.Append($"id IN ({parameters.Each("own", filter.Own ?? [])})"))})");
        }

        return connection.Query($"SELECT body FROM organisation WHERE {string.Join(" AND ", where)} ORDER BY id LIMIT @limit", Map, [.. parameters]);
    }

    private static (string, object?)[] Parameters(Organisation o) =>
    [
        ("@id", o.Id.ToString()), ("@kind", o.Kind), ("@name", o.Name), ("@code", o.CreditCode), ("@area", o.Area.Value),
        ("@state", o.State.ToString()), ("@version", o.Version), ("@body", IdentityWrites.ToJson(o)),
    ];

    private static Organisation Map(DbDataReader row) => IdentityWrites.FromJson<Organisation>(row.GetString(0));
}
