using System.Data.Common;
using Cloud.Platform.Permissions;
using Cloud.Platform.Persons;

namespace Cloud.Storage.Records;

/// <summary>Persons in the record store.</summary>
public sealed class RecordPersonStore(RecordDatabase database, IdentityChanges changes) : IPersonStore
{
    public Task<Person?> FindAsync(PersonId id, CancellationToken cancel) => database.ReadAsync(
        connection => connection.Query("SELECT body FROM person WHERE id = @id", Map, ("@id", id.ToString())).SingleOrDefault(), cancel);

    public Task<Person?> FindByDigestAsync(string digest, CancellationToken cancel) => database.ReadAsync(
        connection => connection.Query("SELECT body FROM person WHERE id_digest = @d", Map, ("@d", digest)).SingleOrDefault(), cancel);

    public Task<IReadOnlyList<Person>> ListAsync(PersonFilter filter, CancellationToken cancel) => database.ReadAsync<IReadOnlyList<Person>>(
        connection =>
        {
            var parameters = new List<(string, object?)> { ("@limit", (long)filter.Limit) };
            var where = new List<string> { "1 = 1" };
            if (filter.Text is { Length: > 0 } text)
                (where, parameters) = ([.. where, $"name {connection.Dialect.Like} @text ESCAPE '\\'"], [.. parameters, ("@text", IdentityWrites.Anywhere(text))]);
            if (filter.IdNumberDigest is { } digest)
                (where, parameters) = ([.. where, "id_digest = @digest"], [.. parameters, ("@digest", digest)]);
            if (filter.Organisations is { } organisations)
                where.Add($"organisation IN ({parameters.Each("o", organisations)})");
            if (filter.After is { } after)
                (where, parameters) = ([.. where, "id > @after"], [.. parameters, ("@after", after.ToString())]);
            return connection.Query($"SELECT body FROM person WHERE {string.Join(" AND ", where)} ORDER BY id LIMIT @limit", Map, [.. parameters]);
        },
        cancel);

    public Task<bool> AddAsync(Person person, CancellationToken cancel) => database.WriteAsync(
        connection => connection.Execute(
            "INSERT INTO person (id, name, id_digest, organisation, version, body) VALUES (@id, @name, @digest, @organisation, @version, @body) ON CONFLICT DO NOTHING",
            Parameters(person)) == 1,
        cancel);

    public Task<Person?> UpdateAsync(Person person, CancellationToken cancel) => database.ChangeAsync(
        changes,
        connection =>
        {
            var next = person with { Version = person.Version + 1 };
            return connection.Execute(
                "UPDATE person SET name = @name, organisation = @organisation, version = @version, body = @body WHERE id = @id AND version = @version - 1 AND id_digest = @digest",
                Parameters(next)) == 1 ? next : null;
        },
        cancel);

    private static (string, object?)[] Parameters(Person p) =>
    [
        ("@id", p.Id.ToString()), ("@name", p.Name), ("@digest", p.IdNumberDigest), ("@organisation", p.Organisation?.ToString()),
        ("@version", p.Version), ("@body", IdentityWrites.ToJson(p)),
    ];

    private static Person Map(DbDataReader row) => IdentityWrites.FromJson<Person>(row.GetString(0));
}
