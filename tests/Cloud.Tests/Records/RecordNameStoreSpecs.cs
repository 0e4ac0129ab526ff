using Cloud.Platform.Papers;
using Cloud.Storage.Records;
using Cloud.Telemetry.Projects;
using Telemetry.Model;
using TestKit.Records;
using static Cloud.Tests.Records.RecordPlace;

namespace Cloud.Tests.Records;

/// <summary>A name store that can be filled.</summary>
public sealed class NamedStore(RecordDatabase database) : INameStore
{
    private readonly RecordNameStore _names = new(database);

    public Task AddProjectAsync(string id, string name, CancellationToken cancel) =>
        new RecordDirectory(database).AddProjectAsync(new Project(new ProjectId(id), name, null, "210112", "浑南区", "某路1号", 123, 41, "structure"), cancel);

    public Task<IReadOnlyDictionary<(Cloud.Platform.Registers.FieldKind Kind, string Id), string>> NamesAsync(
        IReadOnlyCollection<(Cloud.Platform.Registers.FieldKind Kind, string Id)> ids, CancellationToken cancel) => _names.NamesAsync(ids, cancel);
}

public sealed class SqliteNameStoreSpecs() : NameStoreContract(Sqlite<INameStore>(d => new NamedStore(d), RecordDirectory.Schema, UserSchema.Schema))
{
    protected override Task AddProjectAsync(string id, string name) => ((NamedStore)Store).AddProjectAsync(id, name, Cancel);
}

public sealed class PostgreSqlNameStoreSpecs(PostgreSqlServer server) : NameStoreContract(
    PostgreSql<INameStore>(server, d => new NamedStore(d), RecordDirectory.Schema, UserSchema.Schema))
{
    protected override Task AddProjectAsync(string id, string name) => ((NamedStore)Store).AddProjectAsync(id, name, Cancel);
}
