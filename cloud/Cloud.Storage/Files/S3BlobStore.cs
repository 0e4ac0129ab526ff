using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Cloud.Platform.Files;

namespace Cloud.Storage.Files;

/// <summary>Contents in an S3-compatible object store, the hash as the key. What is read is fetched into a temporary file, because readers seek.</summary>
public sealed class S3BlobStore : IBlobStore, IDisposable
{
    private const long PartSize = 16L << 20;
    private const int MostParts = 9_000;
    private readonly ObjectStoreOptions _options;
    private readonly AmazonS3Client _client;

    /// <summary>Reads the keys; asks the server nothing yet.</summary>
    public S3BlobStore(ObjectStoreOptions options)
    {
        _options = options;
        _client = new AmazonS3Client(
            new BasicAWSCredentials(File.ReadAllText(options.AccessKeyFile).Trim(), File.ReadAllText(options.SecretKeyFile).Trim()),
            new AmazonS3Config
            {
                ServiceURL = options.Endpoint, AuthenticationRegion = options.Region, ForcePathStyle = true, MaxErrorRetry = 3,
                // Checksum trailers are not understood by every compatible server; our own hash is compared anyway.
                RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED, ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
            });
    }

    /// <inheritdoc/>
    public string Place => $"{_options.Endpoint}/{_options.Bucket}";

    /// <inheritdoc/>
    public async Task PutAsync(string hash, string path, CancellationToken cancel)
    {
        if (await SizeAsync(Key(hash), cancel) is not null)
            return;
        var size = new FileInfo(path).Length;
        if (size > PartSize)
            await PutInPartsAsync(hash, path, size, cancel);
        else
            await _client.PutObjectAsync(new PutObjectRequest { BucketName = _options.Bucket, Key = hash, FilePath = path, UseChunkEncoding = false }, cancel);
    }

    /// <inheritdoc/>
    public async Task<Stream?> OpenAsync(string hash, CancellationToken cancel)
    {
        if (!BlobPlaces.IsHash(hash))
            return null;
        try
        {
            using var answer = await _client.GetObjectAsync(_options.Bucket, hash, cancel);
            var local = new FileStream(
                Path.Combine(Path.GetTempPath(), $"edge-{Guid.CreateVersion7():N}"), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 81_920, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
            await answer.ResponseStream.CopyToAsync(local, cancel);
            local.Position = 0;
            return local;
        }
        catch (AmazonS3Exception fault) when (fault.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public async Task<long?> SizeAsync(string hash, CancellationToken cancel)
    {
        if (!BlobPlaces.IsHash(hash))
            return null;
        try
        {
            return (await _client.GetObjectMetadataAsync(new GetObjectMetadataRequest { BucketName = _options.Bucket, Key = hash }, cancel)).ContentLength;
        }
        catch (AmazonS3Exception fault) when (fault.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public Task RemoveAsync(string hash, CancellationToken cancel) => _client.DeleteObjectAsync(_options.Bucket, Key(hash), cancel);

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    // Chunked signing is the SDK's own dialect: compatible servers may store it as content.
    private async Task PutInPartsAsync(string hash, string path, long size, CancellationToken cancel)
    {
        var part = Math.Max(PartSize, size / MostParts + 1);
        var begun = await _client.InitiateMultipartUploadAsync(_options.Bucket, hash, cancel);
        try
        {
            var parts = new List<PartETag>();
            for (var at = 0L; at < size; at += part)
            {
                var sent = await _client.UploadPartAsync(
                    new UploadPartRequest
                    {
                        BucketName = _options.Bucket, Key = hash, UploadId = begun.UploadId, PartNumber = parts.Count + 1, FilePath = path, FilePosition = at,
                        PartSize = Math.Min(part, size - at), UseChunkEncoding = false,
                    },
                    cancel);
                parts.Add(new PartETag(parts.Count + 1, sent.ETag));
            }

            await _client.CompleteMultipartUploadAsync(
                new CompleteMultipartUploadRequest { BucketName = _options.Bucket, Key = hash, UploadId = begun.UploadId, PartETags = parts }, cancel);
        }
        catch
        {
            await _client.AbortMultipartUploadAsync(_options.Bucket, hash, begun.UploadId, CancellationToken.None);
            throw;
        }
    }

    private static string Key(string hash) => BlobPlaces.IsHash(hash) ? hash : throw new ArgumentException("Not a hash.", nameof(hash));
}
