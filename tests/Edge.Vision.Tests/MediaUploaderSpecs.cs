using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Edge.Core.Enrolment;
using Edge.Core.Vision;
using Telemetry.Model;
using TestKit;

namespace Edge.Vision.Tests;

/// <summary>The platform is a third party here: a real HTTP server that takes pieces as the platform does.</summary>
public sealed class MediaUploaderSpecs : IDisposable
{
    private static readonly byte[] Picture = [.. Enumerable.Range(0, 50_000).Select(i => (byte)(i * 7))];

    private readonly TemporaryFolder _folder = new();
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromMinutes(2));
    private readonly Core.Vision.VisionMetrics _metrics = new();

    private CancellationToken Cancel => _limit.Token;

    private string Media => Path.Combine(_folder.Path, "media");

    public void Dispose()
    {
        _metrics.Dispose();
        _limit.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task a_picture_goes_in_signed_pieces_before_an_older_clip_and_leaves_the_folder()
    {
        using var platform = new PlatformDouble();
        var clip = Put([1, .. Picture], "mp4");
        var picture = Put(Picture, "jpg");

        await using var uploading = Upload(platform.Address);
        await UntilAsync(() => Directory.GetFiles(Media).Length == 0);

        Assert.Equal([picture, clip], platform.Finished);
        Assert.Equal(Picture, platform.Files[picture]);
        Assert.True(platform.Pieces >= 8);
        Assert.All(platform.Authorizations, header => Assert.StartsWith("EdgeGateway ", header, StringComparison.Ordinal));
    }

    [Fact]
    public async Task an_upload_goes_on_where_the_platform_says_and_survives_its_absence()
    {
        using var platform = new PlatformDouble { Fails = 3 };
        var picture = Put(Picture, "jpg");
        platform.Files[picture] = Picture[..20_000];

        await using var uploading = Upload(platform.Address);
        await UntilAsync(() => Directory.GetFiles(Media).Length == 0);

        Assert.Equal(Picture, platform.Files[picture]);
        Assert.True(platform.Bytes < Picture.Length, $"{platform.Bytes} bytes were sent");
    }

    [Fact]
    public async Task what_is_not_what_its_name_says_is_not_sent_and_does_not_block_the_others()
    {
        using var platform = new PlatformDouble();
        Directory.CreateDirectory(Media);
        await File.WriteAllBytesAsync(Path.Combine(Media, new string('a', 64) + ".jpg"), Picture, Cancel);
        await File.WriteAllBytesAsync(Path.Combine(Media, "notes.txt"), [1], Cancel);
        await File.WriteAllBytesAsync(Path.Combine(Media, new string('b', 64) + MediaUploader.Unfinished), [1], Cancel);
        var picture = Put(Picture, "jpg");

        await using var uploading = Upload(platform.Address);
        await UntilAsync(() => Directory.GetFiles(Media).Length == 1);

        Assert.Equal([picture], platform.Finished);
    }

    [Fact]
    public async Task when_too_much_waits_the_oldest_clips_go_first()
    {
        var clips = Enumerable.Range(0, 20).Select(i => Put([(byte)i, .. new byte[1 << 20]], "mp4", i)).ToList();
        var picture = Put(Picture, "jpg", -1);

        await using var uploading = Upload(new Uri("http://127.0.0.1:1"));
        await UntilAsync(() => Directory.GetFiles(Media).Length <= 16);

        Assert.True(File.Exists(Path.Combine(Media, picture + ".jpg")));
        Assert.False(File.Exists(Path.Combine(Media, clips[0] + ".mp4")));
        Assert.True(File.Exists(Path.Combine(Media, clips[19] + ".mp4")));
    }

    private string Put(byte[] bytes, string ending, int minute = 0)
    {
        var hash = new Events.MediaFolder(Media).Put(bytes, ending)!;
        File.SetLastWriteTimeUtc(Path.Combine(Media, $"{hash}.{ending}"), new DateTime(2026, 11, 23, 1, 0, 0, DateTimeKind.Utc).AddMinutes(minute));
        return hash;
    }

    private Running Upload(Uri platform)
    {
        var options = new VisionPortOptions { MediaFolder = Media, Cloud = platform.ToString(), PieceKilobytes = 16, RetrySeconds = 0.1, MediaMegabytes = 16 };
        var files = new EnrolmentFiles(Path.Combine(_folder.Path, "certificates"));
        Directory.CreateDirectory(Path.GetDirectoryName(files.Key)!);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=gw-1", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        File.WriteAllText(files.Certificate, certificate.ExportCertificatePem());
        File.WriteAllText(files.Key, key.ExportPkcs8PrivateKeyPem());
        var client = new PlatformClient(files, new GatewayId("gw-1"), options, TimeProvider.System);
        return new Running(async cancel =>
        {
            using (client)
                await new MediaUploader(options, client, _metrics, TimeProvider.System, new TestLogger<MediaUploader>()).RunAsync(cancel);
        });
    }

    private async Task UntilAsync(Func<bool> condition)
    {
        while (!condition())
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Cancel);
    }

    private sealed class PlatformDouble : IDisposable
    {
        private readonly HttpListener _listener = new();

        public PlatformDouble()
        {
            using (var free = new TcpListener(IPAddress.Loopback, 0))
            {
                free.Start();
                Address = new Uri($"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}/");
            }

            _listener.Prefixes.Add(Address.ToString());
            _listener.Start();
            _ = ServeAsync();
        }

        public Uri Address { get; }

        public int Fails { get; set; }

        public int Pieces { get; private set; }

        public long Bytes { get; private set; }

        public Dictionary<string, byte[]> Files { get; } = [];

        public List<string> Finished { get; } = [];

        public List<string> Authorizations { get; } = [];

        public void Dispose() => _listener.Abort();

        private async Task ServeAsync()
        {
            while (_listener.IsListening)
            {
                HttpListenerContext context;
                try
                {
                    context = await _listener.GetContextAsync();
                }
                catch (Exception fault) when (fault is HttpListenerException or ObjectDisposedException)
                {
                    return;
                }

                await TakeAsync(context.Request, context.Response);
                context.Response.Close();
            }
        }

        private async Task TakeAsync(HttpListenerRequest request, HttpListenerResponse response)
        {
            using var body = new MemoryStream();
            await request.InputStream.CopyToAsync(body);
            if (Fails-- > 0)
            {
                response.StatusCode = 503;
                return;
            }

            var (hash, offset) = (request.Url!.Segments[^1], long.Parse(request.QueryString["offset"]!, CultureInfo.InvariantCulture));
            var before = Files.GetValueOrDefault(hash) ?? [];
            Authorizations.Add(request.Headers["Authorization"] ?? "");
            if (offset != before.Length)
            {
                response.StatusCode = 409;
                response.ContentLength64 = before.Length.ToString(CultureInfo.InvariantCulture).Length;
                response.OutputStream.Write(System.Text.Encoding.ASCII.GetBytes(before.Length.ToString(CultureInfo.InvariantCulture)));
                return;
            }

            Files[hash] = [.. before, .. body.ToArray()];
            (Pieces, Bytes) = (Pieces + 1, Bytes + body.Length);
            var isWhole = Files[hash].Length == long.Parse(request.QueryString["total"]!, CultureInfo.InvariantCulture);
            response.StatusCode = isWhole ? 201 : 202;
            if (isWhole)
                Finished.Add(hash);
        }
    }
}
