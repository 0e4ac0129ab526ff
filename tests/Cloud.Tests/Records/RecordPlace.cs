using Cloud.Platform.Permissions;
using Cloud.Storage.PostgreSql;
using Cloud.Storage.Records;
using Cloud.Storage.Sqlite;
using TestKit.Records;

[assembly: AssemblyFixture(typeof(PostgreSqlServer))]

namespace Cloud.Tests.Records;

/// <summary>An empty record database of one test, on either backend.</summary>
internal static class RecordPlace
{
    /// <summary>Who tells the caches; nobody listens here.</summary>
    public static IdentityChanges Changes(RecordDatabase database) => new(new RecordIdentityVersion(database), TimeProvider.System);

    public static IStorePlace<T> Sqlite<T>(Func<RecordDatabase, T> make, params IReadOnlyList<RecordSchema> schemas)
    {
        var folder = Directory.CreateTempSubdirectory("edge-records").FullName;
        return new Place<T>(
            _ => Task.FromResult<IRecordDialect>(new SqliteDialect(Path.Combine(folder, "records.db"))), () => Directory.Delete(folder, recursive: true), make, schemas);
    }

    public static IStorePlace<T> PostgreSql<T>(PostgreSqlServer server, Func<RecordDatabase, T> make, params IReadOnlyList<RecordSchema> schemas)
    {
        string? connection = null;
        return new Place<T>(
            async cancel =>
            {
                connection ??= await server.CreateDatabaseAsync(cancel);
                return new PostgreSqlDialect(new PostgreSqlOptions { Connection = connection, Readers = 2 });
            },
            () => { }, make, schemas);
    }

    private sealed class Place<T>(
        Func<CancellationToken, Task<IRecordDialect>> dialect, Action remove, Func<RecordDatabase, T> make, IReadOnlyList<RecordSchema> schemas) : IStorePlace<T>
    {
        private readonly List<RecordDatabase> _open = [];

        public async Task<T> OpenAsync(CancellationToken cancel)
        {
            _open.Add(RecordDatabase.Open(await dialect(cancel), schemas));
            return make(_open[^1]);
        }

        public async Task CloseAsync()
        {
            foreach (var database in _open)
                await database.DisposeAsync();
            _open.Clear();
        }

        public ValueTask DisposeAsync()
        {
            remove();
            return ValueTask.CompletedTask;
        }
    }
}
