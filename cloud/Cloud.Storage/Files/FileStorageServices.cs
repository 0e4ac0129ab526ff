using Cloud.Platform.Files;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Cloud.Storage.Files;

/// <summary>Files in folders or object stores, as configured.</summary>
public static class FileStorageServices
{
    /// <summary>Adds the places of contents and what is known about them.</summary>
    public static IServiceCollection AddFileStorage(this IServiceCollection services) => services
        .AddSingleton(FileStore.Schema).AddSingleton<IFileStore, FileStore>()
        .AddSingleton(s =>
        {
            var options = s.GetRequiredService<IOptions<FileStoreOptions>>().Value;
            IBlobStore first = options.S3 is { } s3 ? new S3BlobStore(s3) : new FolderBlobStore(Path.Combine(options.Folder, "contents"));
            IBlobStore? second = options.SecondS3 is { } s3too ? new S3BlobStore(s3too) : options.SecondFolder.Length > 0 ? new FolderBlobStore(options.SecondFolder) : null;
            return new BlobPlaces(first, second);
        });
}
