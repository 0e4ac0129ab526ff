using System.Net;
using Protocols.Rtp;
using Protocols.Rtsp;

namespace FirmwareSim.Cameras.Rtsp;

/// <summary>The methods of RFC 2326 that a camera knows, for one connection and its one session.</summary>
internal sealed class RtspMethods(RtspService service, RtspOutput output, IPAddress local, IPAddress peer) : IAsyncDisposable
{
    private const string Known = "OPTIONS, DESCRIBE, SETUP, PLAY, PAUSE, GET_PARAMETER, SET_PARAMETER, TEARDOWN";
    private static readonly TimeSpan FirstPicture = TimeSpan.FromSeconds(15);

    /// <summary>The session; null before SETUP.</summary>
    public RtspSession? Session { get; private set; }

    /// <summary>Answers a request of a client that is allowed to ask.</summary>
    public async Task<(RtspMessage Answer, byte[] Body)> AnswerAsync(RtspMessage request, CancellationToken cancel) => request.Method switch
    {
        "OPTIONS" => (Ok().With("Public", Known), []),
        "DESCRIBE" => await DescribeAsync(request, cancel),
        "SETUP" => (SetUp(request), []),
        "PLAY" => (InSession(request) ?? (Session!.HasTracks ? OkInSession().With("Range", "npt=now-") : Refuse(455, "Method Not Valid in This State")), []),
        "PAUSE" => (InSession(request) ?? await PauseAsync(cancel), []),
        "GET_PARAMETER" or "SET_PARAMETER" => (Session is null ? Parameter(request) : InSession(request) ?? Parameter(request), []),
        "TEARDOWN" => (InSession(request) ?? Ok(), []),
        _ => (Refuse(501, "Not Implemented").With("Public", Known), []),
    };

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Session is not null)
            await Session.DisposeAsync();
    }

    private static RtspMessage Ok() => RtspMessage.Response(200, "OK");

    private static RtspMessage Refuse(int status, string reason) => RtspMessage.Response(status, reason);

    // Nothing can be set over RTSP; an empty body asks whether the session lives.
    private RtspMessage Parameter(RtspMessage request) =>
        request.Body.Length > 0 ? Refuse(451, "Parameter Not Understood") : Session is null ? Ok() : OkInSession();

    private RtspMessage OkInSession() => Ok().With("Session", $"{Session!.Id};timeout={(int)RtspSession.TimeOut.TotalSeconds}");

    private RtspMessage? InSession(RtspMessage request) =>
        Session is null || request["Session"]?.Split(';')[0].Trim() != Session.Id ? Refuse(454, "Session Not Found") : null;

    private async Task<(RtspMessage, byte[])> DescribeAsync(RtspMessage request, CancellationToken cancel)
    {
        if (service.Stream(request.Uri) is not { } stream)
            return (Refuse(404, "Not Found"), []);
        if (request["Accept"] is { } accept && !accept.Contains(SessionDescription.ContentType, StringComparison.OrdinalIgnoreCase) && !accept.Contains("*/*", StringComparison.Ordinal))
            return (Refuse(406, "Not Acceptable"), []);

        using var late = new CancellationTokenSource(FirstPicture, service.Clock.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancel);
        ParameterSets sets;
        try
        {
            sets = await stream.ParametersAsync(either.Token);
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            return (Refuse(503, "Service Unavailable"), []);
        }

        var coding = stream.Options.Codec == VideoCodec.H264 ? "H264/90000" : "H265/90000";
        List<MediaDescription> media = [new("video", 96, coding, sets.Format(), "trackID=0", stream.Options.FramesPerSecond)];
        if (service.Audio is { } audio)
            media.Add(audio.Describe("trackID=1"));
        var body = SessionDescription.Encode((ulong)service.Clock.Now.ToUnixTimeSeconds(), $"{service.Options.Id} {stream.Name}", media);
        return (Ok().With("Content-Base", request.Uri.TrimEnd('/') + "/"), body);
    }

    private RtspMessage SetUp(RtspMessage request)
    {
        if (service.Stream(request.Uri) is not { } stream)
            return Refuse(404, "Not Found");
        if (Session is not null && (InSession(request) is not null || Session.Stream != stream))
            return Refuse(459, "Aggregate Operation Not Allowed");
        if (Session is { IsPlaying: true })
            return Refuse(455, "Method Not Valid in This State");
        var session = Session ?? new RtspSession(service, stream);
        var track = RtspAddress.Parse(request.Uri).Track ?? 0;
        if (session.Source(track) is not { } source)
            return Refuse(404, "Not Found");
        if (Transport(request["Transport"] ?? "", track, source) is not { } transport)
            return Refuse(461, "Unsupported Transport");
        Session = session;
        session.SetUp(track, transport);
        return OkInSession().With("Transport", transport.Header);
    }

    private IRtpTransport? Transport(string header, int track, uint source)
    {
        foreach (var choice in RtspTransport.Decode(header))
        {
            if (choice.Multicast)
                continue;
            if (choice.Tcp)
                return new InterleavedTransport(output, (byte)(choice.First < 0 ? track * 2 : choice.First), (byte)(choice.First < 0 ? (track * 2) + 1 : choice.Second), source);
            if (choice.First > 0 && UdpTransport.Open(local, peer, choice.First, choice.Second, source) is { } udp)
                return udp;
        }

        return null;
    }

    private async Task<RtspMessage> PauseAsync(CancellationToken cancel)
    {
        await Session!.PauseAsync(cancel);
        return OkInSession();
    }
}
