using System.Net;
using System.Net.Sockets;
using System.Text;
using Edge.Vision.Onvif;
using FirmwareSim.Cameras;
using Telemetry.Model.Vision;

namespace Edge.Vision.Tests;

/// <summary>The client against the simulator's services, and against what is no camera.</summary>
public sealed class OnvifCameraSpecs : IAsyncDisposable
{
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromMinutes(2));
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(3) };
    private SimulatedCamera? _camera;

    private CancellationToken Cancel => _limit.Token;

    public async ValueTask DisposeAsync()
    {
        if (_camera is not null)
            await _camera.DisposeAsync();
        _http.Dispose();
        _limit.Dispose();
    }

    [Fact]
    public async Task a_camera_says_what_it_is_and_where_its_streams_are()
    {
        await using var onvif = await OpenAsync("Edge-2026");

        var device = await onvif.DescribeAsync(addresses: true, Cancel);

        Assert.Equal(("Edge", true), (device.Maker, device.HasPtz));
        Assert.Equal(["main", "sub"], device.Streams.Select(stream => stream.Token));
        Assert.All(device.Streams, stream => Assert.StartsWith("rtsp://127.0.0.1:", stream.Address, StringComparison.Ordinal));
        Assert.Equal((320, 192), (device.Streams[0].Encoding!.Width, device.Streams[0].Encoding!.Height));
        Assert.NotNull(device.Network);
    }

    [Fact]
    public async Task it_turns_keeps_a_direction_comes_back_to_it_and_cruises_until_the_next_order()
    {
        await using var onvif = await OpenAsync("Edge-2026");
        var head = _camera!.Camera.Head;
        await onvif.KeepAsync("入口", null, Cancel);
        var home = head.View;

        await onvif.MoveAsync(0.5, 0, 0, Cancel);
        while (head.View == home)
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Cancel);
        await onvif.StopAsync(Cancel);
        var preset = Assert.Single(await onvif.PresetsAsync(Cancel), one => one.Name == "入口");
        await onvif.GoToAsync(preset.Token, Cancel);
        while (Math.Abs(head.View.Pan - home.Pan) > 0.5)
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Cancel);
        await onvif.CruiseAsync([preset.Token], TimeSpan.FromSeconds(60), Cancel);
        await onvif.ForgetAsync(preset.Token, Cancel);

        Assert.DoesNotContain(await onvif.PresetsAsync(Cancel), one => one.Name == "入口");
    }

    [Fact]
    public async Task what_is_set_is_read_back_and_a_new_password_counts_at_once()
    {
        await using (var onvif = await OpenAsync("Edge-2026"))
        {
            await onvif.SetEncodingAsync(new CameraEncoding("sub", "H264", 320, 180, 10, 256, 10), Cancel);
            await onvif.SetNetworkAsync(new CameraNetwork((await onvif.DescribeAsync(false, Cancel)).Network!.Token, "192.168.1.88", 24, false), Cancel);
            await onvif.SetTimeAsync(Cancel);
            await onvif.SetPasswordAsync("Another-2026", Cancel);

            Assert.Equal(VideoError.Unauthorised, (await Assert.ThrowsAsync<CameraRefusedException>(() => onvif.DescribeAsync(false, Cancel))).Error);
        }

        await using var again = Client("Another-2026");
        var device = await again.DescribeAsync(false, Cancel);
        Assert.Equal((180, 10), (device.Streams[1].Encoding!.Height, device.Streams[1].Encoding!.FrameRate));
        Assert.Equal("192.168.1.88", device.Network!.Address);
        Assert.InRange(device.ClockError!.Value, -2, 2);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", VideoError.Malformed)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n<s:Envelope", VideoError.Malformed)]
    [InlineData("HTTP/1.1 200 OK\r\n\r\n<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\"><s:Body><Nothing/></s:Body></s:Envelope>", VideoError.Malformed)]
    [InlineData("not even http", VideoError.NoAnswer)]
    [InlineData("", VideoError.NoAnswer)]
    public async Task a_device_that_answers_nonsense_is_named_and_takes_neither_time_nor_memory(string answer, string error)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        await using var serving = new Running(cancel => AnswerAsync(listener, answer, cancel));
        await using var onvif = new OnvifCamera(
            new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/onvif/device_service"), new OnvifLogin("edge", "x"), new OnvifHttp(_http, TimeProvider.System), TimeProvider.System);

        var fault = await Assert.ThrowsAsync<CameraRefusedException>(() => onvif.DescribeAsync(false, Cancel));

        Assert.Equal(error, fault.Error);
    }

    private async Task<OnvifCamera> OpenAsync(string password)
    {
        _camera = new SimulatedCamera(new CameraOptions(
            "camera-1", "North", "127.0.0.1:0", "edge", "Edge-2026", Onvif: "127.0.0.1:0", Main: new(320, 192, 5, KilobitsPerSecond: 300),
            Sub: new(320, 192, 5, KilobitsPerSecond: 300), Audio: AudioCoding.None, Workers: 1, Look: LightChoice.Day));
        await _camera.Camera.ListeningAsync(Cancel);
        return Client(password);
    }

    private OnvifCamera Client(string password) =>
        new(_camera!.Camera.OnvifAddress!, new OnvifLogin("edge", password), new OnvifHttp(_http, TimeProvider.System), TimeProvider.System);

    private static async Task AnswerAsync(TcpListener listener, string answer, CancellationToken cancel)
    {
        while (true)
        {
            using var client = await listener.AcceptTcpClientAsync(cancel);
            var buffer = new byte[8192];
            _ = await client.GetStream().ReadAsync(buffer, cancel);
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(answer), cancel);
        }
    }
}
