using Cloud.Platform.Papers;
using Cloud.Platform.Registers;
using Cloud.Storage.Registers;

namespace Cloud.Storage.Records;

/// <summary>Names of projects, organisations and persons in the record database.</summary>
public sealed class RecordNameStore(RecordDatabase database) : INameStore
{
    private const int Most = 512;

    private static readonly Dictionary<FieldKind, string> Tables = new()
    {
        [FieldKind.Project] = "project", [FieldKind.Organisation] = "organisation", [FieldKind.Person] = "person",
    };

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<(FieldKind Kind, string Id), string>> NamesAsync(IReadOnlyCollection<(FieldKind Kind, string Id)> ids, CancellationToken cancel)
    {
        var names = new Dictionary<(FieldKind, string), string>();
        var parts = ids.Where(id => Tables.ContainsKey(id.Kind)).GroupBy(id => id.Kind, id => id.Id)
            .SelectMany(group => group.Distinct().Chunk(Most), (group, some) => (Kind: group.Key, Ids: some)).ToList();
        if (parts.Count == 0)
            return names;
        await database.ReadAsync(
            connection =>
            {
                foreach (var (kind, some) in parts)
                    foreach (var (id, name) in Named(connection, Tables[kind], some))
                        names[(kind, id)] = name;
                return true;
            },
            cancel);
        return names;
    }

    private static List<(string Id, string Name)> Named(RecordConnection connection, string table, string[] ids)
    {
        var parameters = new List<(string, object?)>();
        string Add(object? id)
        {
            var name = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"@i{parameters.Count}");
            parameters.Add((name, id));
            return name;
        }

        var sql = $"SELECT id, name FROM {table} WHERE id IN ({SqlLists.Names(ids, Add)})";
        return connection.Query(sql, row => (row.GetString(0), row.GetString(1)), [.. parameters]);
    }
}
