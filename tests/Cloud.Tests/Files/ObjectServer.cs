using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Amazon.Runtime;
using Amazon.S3;
using Cloud.Platform.Files;

namespace Cloud.Tests.Files;

/// <summary>A private S3 server of this test run out of the interoperability peers; skips the tests where those are not installed.</summary>
public sealed class ObjectServer : IAsyncDisposable
{
    private readonly SemaphoreSlim _starting = new(1);
    private readonly string _folder = Directory.CreateTempSubdirectory("edge-s3").FullName;
    private Process? _process;
    private int _port;
    private int _buckets;

    /// <summary>A new empty bucket.</summary>
    public async Task<ObjectStoreOptions> BucketAsync(CancellationToken cancel)
    {
        var script = Script();
        Assert.SkipWhen(script is null, "the S3 peer is not installed: npm ci in tests/interop");
        await _starting.WaitAsync(cancel);
        try
        {
            _process ??= await StartAsync(script, cancel);
        }
        finally
        {
            _starting.Release();
        }

        var (access, secret) = (Path.Combine(_folder, "access"), Path.Combine(_folder, "secret"));
        await File.WriteAllTextAsync(access, "S3RVER\n", cancel);
        await File.WriteAllTextAsync(secret, "S3RVER\n", cancel);
        var options = new ObjectStoreOptions
        {
            Endpoint = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_port}"), Bucket = string.Create(CultureInfo.InvariantCulture, $"files-{Interlocked.Increment(ref _buckets)}"),
            AccessKeyFile = access, SecretKeyFile = secret,
        };
        using var client = new AmazonS3Client(new BasicAWSCredentials("S3RVER", "S3RVER"), new AmazonS3Config { ServiceURL = options.Endpoint, AuthenticationRegion = "us-east-1", ForcePathStyle = true });
        await client.PutBucketAsync(options.Bucket, cancel);
        return options;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { } process)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
            process.Dispose();
        }

        Directory.Delete(_folder, recursive: true);
        _starting.Dispose();
    }

    private static string? Script()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (Path.Combine(folder.FullName, "tests/interop/node_modules/s3rver/bin/s3rver.js") is var path && File.Exists(path))
                return path;
        return null;
    }

    private async Task<Process> StartAsync(string script, CancellationToken cancel)
    {
        using (var listener = new TcpListener(IPAddress.Loopback, 0))
        {
            listener.Start();
            _port = ((IPEndPoint)listener.LocalEndpoint).Port;
        }

        Directory.CreateDirectory(Path.Combine(_folder, "data"));
        var process = Process.Start(new ProcessStartInfo("node", [script, "-a", "127.0.0.1", "-p", $"{_port}", "-d", Path.Combine(_folder, "data"), "--no-vhost-buckets"])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data?.Contains("listening", StringComparison.OrdinalIgnoreCase) == true)
                ready.TrySetResult();
            else if (line.Data is null)
                ready.TrySetException(new InvalidOperationException("The S3 server did not start."));
        };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await ready.Task.WaitAsync(TimeSpan.FromSeconds(60), cancel);
        return process;
    }
}
