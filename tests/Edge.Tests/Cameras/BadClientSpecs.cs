using System.Net.Sockets;
using FirmwareSim.Cameras;
using Protocols.Authentication;

namespace Edge.Tests.Cameras;

public sealed class BadClientSpecs
{
    [Theory]
    [InlineData("\0\0\0\u0001\u0002garbage")]
    [InlineData("GET / HTTP/1.1\r\n\r\n")]
    [InlineData("DESCRIBE\r\n\r\n")]
    [InlineData("OPTIONS * RTSP/1.0\r\nCSeq 1\r\n\r\n")]
    [InlineData("OPTIONS * RTSP/1.0\r\n\r\n")]
    [InlineData("SET_PARAMETER * RTSP/1.0\r\nCSeq: 1\r\nContent-Length: 4294967296\r\n\r\n")]
    [InlineData("SET_PARAMETER * RTSP/1.0\r\nCSeq: 1\r\nContent-Length: -1\r\n\r\n")]
    [InlineData("SET_PARAMETER * RTSP/1.0\r\nCSeq: 1\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello!")]
    public async Task what_is_no_request_is_refused_closed_and_counted(string bytes)
    {
        await using var rig = await CameraRig.StartAsync();
        using var client = await rig.ConnectAsync();

        await client.SendAsync(bytes);
        var answer = await client.AnswerAsync();
        await client.ClosedAsync();

        Assert.StartsWith("RTSP/1.0 400 ", answer, StringComparison.Ordinal);
        Assert.Equal(1, rig.Camera.Counters[CameraCount.Malformed]);
    }

    [Fact]
    public async Task a_head_without_end_is_cut_at_its_limit()
    {
        await using var rig = await CameraRig.StartAsync();
        using var client = await rig.ConnectAsync();

        await client.SendAsync("OPTIONS * RTSP/1.0\r\n" + string.Concat(Enumerable.Repeat("X: aaaaaaaaaaaaaaaaaaaaaaaa\r\n", 600)));

        await client.ClosedAsync();
        Assert.Equal(1, rig.Camera.Counters[CameraCount.Malformed]);
    }

    [Fact]
    public async Task half_a_request_is_waited_for_ten_seconds_and_no_longer()
    {
        await using var rig = await CameraRig.StartAsync();
        using var client = await rig.ConnectAsync();

        await client.SendAsync("OPTIONS * RTSP/1.0\r\nCSe");
        await client.ClosedAsync();

        Assert.Equal(1, rig.Camera.Counters[CameraCount.TimedOut]);
    }

    [Fact]
    public async Task requests_may_arrive_byte_by_byte_and_several_at_once()
    {
        await using var rig = await CameraRig.StartAsync();
        using var client = await rig.ConnectAsync();

        foreach (var letter in "OPTIONS * RTSP/1.0\r\nCSeq: 1\r\n\r\n")
            await client.SendAsync(letter.ToString());
        var first = await client.AnswerAsync();
        await client.SendAsync("OPTIONS * RTSP/1.0\r\nCSeq: 2\r\n\r\n\r\nNONSENSE * RTSP/1.0\r\nCSeq: 3\r\n\r\n");
        var (second, third) = (await client.AnswerAsync(), await client.AnswerAsync());

        Assert.Contains("CSeq: 1", first, StringComparison.Ordinal);
        Assert.Contains("CSeq: 2", second, StringComparison.Ordinal);
        Assert.StartsWith("RTSP/1.0 401 ", third, StringComparison.Ordinal);
    }

    [Fact]
    public async Task methods_out_of_order_are_refused_by_their_number()
    {
        await using var rig = await CameraRig.StartAsync();
        using var client = await rig.ConnectAsync();
        var session = new Session(client, rig);

        Assert.Equal(454, await session.AskAsync("PLAY", "sub"));
        Assert.Equal(404, await session.AskAsync("DESCRIBE", "third"));
        Assert.Equal(406, await session.AskAsync("DESCRIBE", "sub", "Accept: text/html\r\n"));
        Assert.Equal(461, await session.AskAsync("SETUP", "sub/trackID=0", "Transport: RTP/AVP;multicast\r\n"));
        Assert.Equal(404, await session.AskAsync("SETUP", "sub/trackID=7", "Transport: RTP/AVP/TCP;interleaved=0-1\r\n"));
        Assert.Equal(200, await session.AskAsync("SETUP", "sub/trackID=0", "Transport: RTP/AVP/TCP;interleaved=0-1\r\n"));
        Assert.Equal(454, await session.AskAsync("PLAY", "sub", "Session: 0\r\n"));
        Assert.Equal(459, await session.AskAsync("SETUP", "main/trackID=0", $"Session: {session.Id}\r\nTransport: RTP/AVP/TCP;interleaved=2-3\r\n"));
        Assert.Equal(451, await session.AskAsync("SET_PARAMETER", "sub", $"Session: {session.Id}\r\nContent-Length: 4\r\n", "a: b"));
        Assert.Equal(200, await session.AskAsync("GET_PARAMETER", "sub", $"Session: {session.Id}\r\n"));
        Assert.Equal(501, await session.AskAsync("RECORD", "sub", $"Session: {session.Id}\r\n"));
        Assert.Equal(200, await session.AskAsync("TEARDOWN", "sub", $"Session: {session.Id}\r\n"));
    }

    [Fact]
    public async Task a_viewer_that_never_reads_is_cut_while_another_goes_on()
    {
        var options = CameraRig.Options;
        await using var rig = await CameraRig.StartAsync(options with { Main = new(1920, 1080, 15, KilobitsPerSecond: 20_000) });
        using var client = await rig.ConnectAsync();
        client.Socket.ReceiveBufferSize = 4096;
        var session = new Session(client, rig);
        await session.AskAsync("SETUP", "main/trackID=0", "Transport: RTP/AVP/TCP;interleaved=0-1\r\n");
        await session.AskAsync("PLAY", "main", $"Session: {session.Id}\r\n");

        var other = rig.FramesAsync("sub", "tcp", 60, 160, 96);

        await rig.CountedAsync(CameraCount.Stuck, 1);
        Assert.Equal(60, (await other).Count);
    }

    [Fact]
    public async Task guessing_passwords_ends_the_connection()
    {
        await using var rig = await CameraRig.StartAsync();
        using var client = await rig.ConnectAsync();
        var session = new Session(client, rig) { Password = "guess" };

        for (var i = 0; i < 5; i++)
            Assert.Equal(401, await session.AskAsync("DESCRIBE", "sub"));

        await client.ClosedAsync();
        Assert.Equal(5, rig.Camera.Counters[CameraCount.Unauthorised]);
    }

    [Fact]
    public async Task more_clients_than_the_camera_serves_are_refused()
    {
        await using var rig = await CameraRig.StartAsync();
        var clients = new List<RawClient>();
        for (var i = 0; i < 32; i++)
        {
            clients.Add(await rig.ConnectAsync());
            await rig.CountedAsync(CameraCount.Connections, i + 1);
        }

        using var late = await rig.ConnectAsync();
        await late.ClosedAsync();

        Assert.Equal(1, rig.Camera.Counters[CameraCount.Refused]);
        clients.ForEach(client => client.Dispose());
    }

    [Theory]
    [InlineData("POST /onvif/device_service HTTP/1.1\r\nHost: c\r\nContent-Length: 4294967296\r\n\r\n", "413")]
    [InlineData("POST /onvif/device_service HTTP/1.1\r\nHost: c\r\nContent-Length: 3\r\n\r\nabc", "400")]
    [InlineData("GET /onvif/device_service HTTP/1.1\r\nHost: c\r\n\r\n", "404")]
    [InlineData("\u0001\u0002\u0003\r\n\r\n", "400")]
    public async Task the_onvif_port_refuses_nonsense(string request, string status)
    {
        await using var rig = await CameraRig.StartAsync();
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(rig.Camera.OnvifAddress!.Host, rig.Camera.OnvifAddress.Port, rig.Cancel);
        using var client = new RawClient(socket, rig.Cancel);

        await client.SendAsync(request);

        Assert.Contains($" {status} ", (await client.AnswerAsync()).Split("\r\n")[0], StringComparison.Ordinal);
    }

    /// <summary>Requests with credentials, counted and in their session.</summary>
    private sealed class Session(RawClient client, CameraRig rig)
    {
        private int _number;
        private DigestChallenge? _challenge;

        public string Password { get; init; } = "Edge-2026";

        public string Id { get; private set; } = "";

        public async Task<int> AskAsync(string method, string path, string headers = "", string body = "")
        {
            var uri = $"rtsp://{rig.Camera.RtspEndPoint}/{path}";
            if (_challenge is null)
            {
                await client.SendAsync($"DESCRIBE {uri} RTSP/1.0\r\nCSeq: {++_number}\r\n\r\n");
                var refused = await client.AnswerAsync();
                _challenge = DigestChallenge.Decode(refused.Split("\r\n").Single(line => line.StartsWith("WWW-Authenticate:", StringComparison.Ordinal))[17..].Trim());
            }

            var authorization = _challenge!.Answer("edge", Password, method, uri, (uint)++_number, "c0ffee");
            await client.SendAsync($"{method} {uri} RTSP/1.0\r\nCSeq: {_number}\r\nAuthorization: {authorization}\r\n{headers}\r\n{body}");
            var answer = await client.AnswerAsync();
            if (answer.Split("\r\n").FirstOrDefault(line => line.StartsWith("Session:", StringComparison.Ordinal)) is { } session)
                Id = session[8..].Trim().Split(';')[0];
            return int.Parse(answer.AsSpan(9, 3));
        }
    }
}
