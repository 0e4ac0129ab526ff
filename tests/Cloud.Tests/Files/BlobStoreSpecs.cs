using Cloud.Platform.Files;
using Cloud.Storage.Files;
using Cloud.Tests.Files;
using TestKit.Files;
using TestKit.Records;

[assembly: AssemblyFixture(typeof(ObjectServer))]

namespace Cloud.Tests.Files;

public sealed class FolderBlobStoreSpecs() : BlobStoreContract(new Place(Directory.CreateTempSubdirectory("edge-blobs").FullName))
{
    private sealed class Place(string folder) : IStorePlace<IBlobStore>
    {
        public Task<IBlobStore> OpenAsync(CancellationToken cancel) => Task.FromResult<IBlobStore>(new FolderBlobStore(folder));

        public Task CloseAsync() => Task.CompletedTask;

        public ValueTask DisposeAsync()
        {
            Directory.Delete(folder, recursive: true);
            return ValueTask.CompletedTask;
        }
    }
}

public sealed class S3BlobStoreSpecs(ObjectServer server) : BlobStoreContract(new Place(server))
{
    private sealed class Place(ObjectServer server) : IStorePlace<IBlobStore>
    {
        private ObjectStoreOptions? _options;

        public async Task<IBlobStore> OpenAsync(CancellationToken cancel) => new S3BlobStore(_options ??= await server.BucketAsync(cancel));

        public Task CloseAsync() => Task.CompletedTask;

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
