using System.Net;
using FirmwareSim.Cameras;
using Protocols.Onvif;
using SkiaSharp;

namespace Edge.Tests.Cameras;

public sealed class CameraOnvifSpecs
{
    [Fact]
    public async Task device_media_and_ptz_answer_a_client()
    {
        await using var rig = await CameraRig.StartAsync();
        using var client = Client(rig);

        var information = OnvifDevice.ReadInformation((await client.AskAsync(OnvifDevice.Request("GetDeviceInformation"))).Content)!;
        var services = OnvifDevice.ReadServices((await client.AskAsync(OnvifDevice.Request("GetServices"))).Content);
        var profiles = OnvifMedia.ReadProfiles((await client.AskAsync(OnvifMedia.Request("GetProfiles"))).Content);
        var address = OnvifMedia.ReadUri((await client.AskAsync(OnvifMedia.GetStreamUri("sub"))).Content);

        Assert.Equal("camera-1", information.Serial);
        Assert.Equal(3, services.Count);
        Assert.Equal([("main", 1280, 720), ("sub", 320, 192)], profiles.Select(profile => (profile.Token, profile.Video!.Width, profile.Video.Height)));
        Assert.Equal($"rtsp://{rig.Camera.RtspEndPoint}/sub", address);
    }

    [Fact]
    public async Task without_the_password_only_the_clock_is_told()
    {
        await using var rig = await CameraRig.StartAsync();
        using var client = Client(rig);
        using var stranger = new OnvifClient(rig.Camera.OnvifAddress!, "edge", "guess", rig.Cancel);

        var clock = OnvifDevice.ReadTime((await client.AskAsync(OnvifDevice.Request("GetSystemDateAndTime"), withToken: false)).Content);
        var refused = await client.AskAsync(OnvifDevice.Request("GetDeviceInformation"), withToken: false);
        var wrong = await stranger.AskAsync(OnvifPtz.Request("Stop", "main"));

        Assert.NotNull(clock);
        Assert.Equal("NotAuthorized", refused.FaultSubcode);
        Assert.Equal("NotAuthorized", wrong.FaultSubcode);
        Assert.Equal(1, rig.Camera.Counters[CameraCount.Unauthorised]);
    }

    [Fact]
    public async Task a_token_counts_once_and_only_near_the_cameras_clock()
    {
        await using var rig = await CameraRig.StartAsync();
        using var client = Client(rig);
        rig.Camera.Trouble.Start(TroubleKind.Clock, 60, amount: 3600);

        var early = await client.AskAsync(OnvifDevice.Request("GetUsers"));
        client.Now = OnvifDevice.ReadTime((await client.AskAsync(OnvifDevice.Request("GetSystemDateAndTime"), withToken: false)).Content)!.Value;
        var right = await client.AskAsync(OnvifDevice.Request("GetUsers"));

        Assert.True(early.IsFault);
        Assert.False(right.IsFault);
    }

    [Fact]
    public async Task a_move_changes_the_picture_and_a_preset_brings_it_back()
    {
        await using var rig = await CameraRig.StartAsync(CameraRig.Options with { Workers = 0 });
        using var client = Client(rig);
        var snapshot = new Uri(OnvifMedia.ReadUri((await client.AskAsync(OnvifMedia.GetSnapshotUri("main"))).Content)!);

        var before = Grey((await client.GetAsync(snapshot, authorised: true)).Body);
        var preset = OnvifPtz.ReadPresetToken((await client.AskAsync(OnvifPtz.SetPreset("main", "gate", null))).Content)!;
        await client.AskAsync(OnvifPtz.AbsoluteMove("main", new PtzVector(0.5, -0.2, 0.3)));
        var there = await StillAsync(client);
        var moved = Grey((await client.GetAsync(snapshot, authorised: true)).Body);
        await client.AskAsync(OnvifPtz.Preset("GotoPreset", "main", preset));
        await StillAsync(client);
        var back = Grey((await client.GetAsync(snapshot, authorised: true)).Body);

        Assert.Equal(new PtzVector(0.5, -0.2, 0.3), there);
        Assert.True(Different(before, moved) > 0.3, "the picture did not move");
        Assert.True(Different(before, back) < 0.05, "the picture did not come back");
        Assert.Equal("gate", OnvifPtz.ReadPresets((await client.AskAsync(OnvifPtz.Request("GetPresets", "main"))).Content).Single().Name);
    }

    [Fact]
    public async Task a_continuous_move_ends_by_its_time_out_and_at_the_limit()
    {
        await using var rig = await CameraRig.StartAsync();
        using var client = Client(rig);

        await client.AskAsync(OnvifPtz.ContinuousMove("main", new PtzVector(1, 0, null), TimeSpan.FromSeconds(0.2)));
        var stopped = await StillAsync(client);
        await client.AskAsync(OnvifPtz.ContinuousMove("main", new PtzVector(-1, 0, 1), TimeSpan.FromSeconds(30)));
        while (OnvifPtz.ReadStatus((await client.AskAsync(OnvifPtz.Request("GetStatus", "main"))).Content)!.Position.Pan > -1)
            await Task.Yield();
        await client.AskAsync(OnvifPtz.Request("Stop", "main"));

        Assert.InRange(stopped.Pan!.Value, 0.1, 0.2);
        Assert.Equal(-1, (await StillAsync(client)).Pan);
    }

    [Fact]
    public async Task a_snapshot_needs_digest_and_is_a_jpeg_of_the_main_size()
    {
        await using var rig = await CameraRig.StartAsync();
        using var client = Client(rig);
        var address = new Uri(rig.Camera.OnvifAddress!, "/onvif/snapshot");

        var (refused, _) = await client.GetAsync(address, authorised: false);
        var (status, body) = await client.GetAsync(address, authorised: true);

        Assert.Equal(HttpStatusCode.Unauthorized, refused);
        Assert.Equal(HttpStatusCode.OK, status);
        using var picture = SKBitmap.Decode(body);
        Assert.Equal((1280, 720), (picture.Width, picture.Height));
    }

    [Fact]
    public async Task coding_password_and_clock_can_be_changed_and_reset()
    {
        await using var rig = await CameraRig.StartAsync();
        using var client = Client(rig);

        await client.AskAsync(OnvifMedia.SetEncoding(new VideoEncoding("sub", "H265", 480, 272, 8, 500, 8)));
        var (_, output, _) = await rig.RunAsync("ffprobe", "-v", "error", "-select_streams", "v", "-rtsp_transport", "tcp", "-show_entries", "stream=codec_name,width,height", "-of", "csv=p=0", rig.Camera.Address("sub"));
        await client.AskAsync(OnvifDevice.SetTime(TimeProvider.System.GetUtcNow().AddHours(1)));
        client.Now = client.Now.AddHours(1);
        var weak = await client.AskAsync(OnvifDevice.SetUser("edge", "short"));
        await client.AskAsync(OnvifDevice.SetUser("edge", "Longer-2026"));
        using var renewed = new OnvifClient(rig.Camera.OnvifAddress!, "edge", "Longer-2026", rig.Cancel) { Now = client.Now };
        var old = await client.AskAsync(OnvifDevice.Request("GetUsers"));
        var reset = await renewed.AskAsync(OnvifDevice.Request("SetSystemFactoryDefault"));

        Assert.Equal("hevc,480,272", output.Trim().Split('\n')[0].Trim());
        Assert.Equal("PasswordTooWeak", weak.FaultSubcode);
        Assert.True(old.IsFault);
        Assert.False(reset.IsFault);
        Assert.Equal(("Edge-2026", 320, TimeSpan.Zero), (rig.Camera.Settings.Password, rig.Camera.Settings.Stream("sub")!.Width, rig.Camera.Clock.Error));
        Assert.True(rig.Camera.Trouble.Has(TroubleKind.Offline));
    }

    [Fact]
    public async Task an_address_is_kept_and_told()
    {
        await using var rig = await CameraRig.StartAsync();
        using var client = Client(rig);

        var wanted = new NetworkAddress("eth0", "10.1.2.3", 16, false);
        await client.AskAsync(OnvifDevice.SetNetwork(wanted));
        var nonsense = await client.AskAsync(OnvifDevice.SetNetwork(wanted with { Prefix = 99 }));

        Assert.True(nonsense.IsFault);
        Assert.Equal(wanted, OnvifDevice.ReadNetwork((await client.AskAsync(OnvifDevice.Request("GetNetworkInterfaces"))).Content));
    }

    private static OnvifClient Client(CameraRig rig) => new(rig.Camera.OnvifAddress!, "edge", "Edge-2026", rig.Cancel);

    private static async Task<PtzVector> StillAsync(OnvifClient client)
    {
        while (true)
            if (OnvifPtz.ReadStatus((await client.AskAsync(OnvifPtz.Request("GetStatus", "main"))).Content)! is { IsMoving: false } status)
                return status.Position;
    }

    private static byte[] Grey(byte[] jpeg)
    {
        using var picture = SKBitmap.Decode(jpeg);
        using var small = picture.Resize(new SKImageInfo(160, 90, SKColorType.Gray8), new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        return small.Bytes;
    }

    private static double Different(byte[] one, byte[] other) => one.Zip(other).Count(pair => Math.Abs(pair.First - pair.Second) > 25) / (double)one.Length;
}
