using System.Net;
using System.Security.Cryptography;
using FirmwareSim.Cameras.Drawing;
using FirmwareSim.Cameras.Onvif;
using FirmwareSim.Cameras.Pictures;
using FirmwareSim.Cameras.Rtsp;
using FirmwareSim.Cameras.Scenes;
using FirmwareSim.Cameras.Streaming;
using FirmwareSim.Machines;
using FirmwareSim.Scenarios;
using FirmwareSim.Site;
using Microsoft.Extensions.Logging;
using Protocols.Rtp;

namespace FirmwareSim.Cameras;

/// <summary>A network camera: its scene, its motors, its clock, and the services that a client sees.</summary>
public sealed class Camera : IMachine, IDisposable
{
    private const byte VideoPayload = 96, AacPayload = 97, G711Payload = 8;

    private readonly CameraOptions _options;
    private readonly Stage _stage;
    private readonly IReadOnlyList<LabelledFile>? _files;
    private readonly Dictionary<string, double> _values = [];
    private readonly List<IFrameSource> _sources = [];
    private readonly Dictionary<string, VideoChannel> _streams;
    private readonly AudioChannel? _audio;
    private readonly RtspServer _rtsp;
    private readonly OnvifServer? _onvif;
    private OverlayWeather _weather = new(20, 2, 0);

    /// <summary>Builds a camera; nothing listens yet.</summary>
    /// <param name="options">How it is.</param>
    /// <param name="project">Project name in the picture.</param>
    /// <param name="truth">Takes what every picture shows; null = nobody.</param>
    /// <param name="time">Clock of the host.</param>
    /// <param name="logger">Log.</param>
    /// <exception cref="InvalidDataException">The options are not valid.</exception>
    public Camera(CameraOptions options, string project, CameraTruthLog? truth, TimeProvider time, ILogger logger)
    {
        if (options.Faults().ToList() is { Count: > 0 } faults)
            throw new InvalidDataException(string.Join('\n', faults.Select(fault => $"camera {options.Id}: {fault}")));
        _options = options;
        Clock = new CameraClock(time);
        Trouble = new CameraTrouble(Clock);
        Counters = new CameraCounters(options.Id);
        Head = new PtzHead(Clock);
        Settings = new CameraSettings(options);
        _stage = new Stage(options);
        _files = options.Pictures is { } folder ? LabelledFolder.Read(folder, options.PicturesSplit) : null;
        var overlay = new Overlay(options, new OverlayFacts(project, () => _weather));
        VideoChannel Channel(string name)
        {
            return new VideoChannel(name, Settings, Source(overlay), Clock, Trouble, Counters, truth, Packetiser(VideoPayload), Random32(), logger);
        }

        _streams = new() { ["main"] = Channel("main"), ["sub"] = Channel("sub") };
        _audio = options.Audio == AudioCoding.None ? null
            : new AudioChannel(options.Audio, Clock, Trouble, Counters, Packetiser(options.Audio == AudioCoding.Aac ? AacPayload : G711Payload), options.Seed);
        _rtsp = new RtspServer(new RtspService(options, Settings, _streams, _audio, Clock, Trouble, Counters), logger);
        if (options.Onvif is not null)
            _onvif = new OnvifServer(new OnvifCamera(options, Settings, Clock, Head, Trouble, Counters, () => RtspEndPoint), new Snapshot(Source(overlay), Clock, Settings));
    }

    /// <inheritdoc/>
    public string Id => _options.Id;

    /// <summary>How it is.</summary>
    public CameraOptions Options => _options;

    /// <summary>Its clock.</summary>
    public CameraClock Clock { get; }

    /// <summary>Its motors.</summary>
    public PtzHead Head { get; }

    /// <summary>What a client may change.</summary>
    public CameraSettings Settings { get; }

    /// <summary>What is wrong with it.</summary>
    public CameraTrouble Trouble { get; }

    /// <summary>What happened.</summary>
    public CameraCounters Counters { get; }

    /// <summary>Where the RTSP server listens; known after <see cref="ListeningAsync"/>.</summary>
    public IPEndPoint RtspEndPoint => _rtsp.EndPoint;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, double> Values => _values;

    /// <summary>Address of a stream, with user and password.</summary>
    /// <param name="stream"><c>main</c> or <c>sub</c>.</param>
    public string Address(string stream) =>
        $"rtsp://{Uri.EscapeDataString(_options.User)}:{Uri.EscapeDataString(Settings.Password)}@{RtspEndPoint}/{stream}";

    /// <summary>Address of the ONVIF device service; null when there is none. Known after <see cref="ListeningAsync"/>.</summary>
    public Uri? OnvifAddress => _onvif?.Address;

    /// <summary>Completes when clients can connect.</summary>
    public async Task ListeningAsync(CancellationToken cancel)
    {
        await _rtsp.Listening.Task.WaitAsync(cancel);
        if (_onvif is not null)
            await _onvif.Listening.Task.WaitAsync(cancel);
    }

    /// <summary>Serves until cancelled.</summary>
    public Task RunAsync(CancellationToken cancel)
    {
        List<Func<CancellationToken, Task>> services = [_rtsp.RunAsync, .. _streams.Values.Select(stream => (Func<CancellationToken, Task>)stream.RunAsync)];
        if (_audio is not null)
            services.Add(_audio.RunAsync);
        if (_onvif is not null)
            services.Add(_onvif.RunAsync);
        return Together.RunAsync(services, cancel);
    }

    /// <inheritdoc/>
    public void Step(SiteState site, double seconds)
    {
        _weather = new OverlayWeather(site.Weather.Temperature, site.Weather.WindAt(_options.Height), site.Weather.Rain);
        _stage.Rain = site.Weather.Rain;
        _values["viewers"] = _streams.Values.Sum(stream => stream.Viewers.Count);
    }

    /// <inheritdoc/>
    public bool Apply(string happening, EventArguments arguments)
    {
        if (happening == "ptz")
        {
            Head.MoveTo(new View(arguments.Get("pan", 0), arguments.Get("tilt", PtzHead.Home.Tilt), arguments.Get("zoom", 1)));
            return true;
        }

        if (Enum.TryParse<TroubleKind>(happening.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out var trouble))
        {
            Trouble.Start(trouble, arguments.Get("seconds", 20), arguments.Get("amount", trouble == TroubleKind.Knock ? 18 : 300));
            return true;
        }

        return _stage.Apply(happening, arguments, Clock.SceneSeconds);
    }

    /// <summary>Puts on what other devices know as a fault; false for those that a camera cannot have.</summary>
    public bool Apply(FaultKind fault, double seconds, EventArguments arguments)
    {
        TroubleKind? trouble = fault switch
        {
            FaultKind.Stuck => TroubleKind.Freeze,
            FaultKind.Garbage => TroubleKind.Corrupt,
            FaultKind.Slow => TroubleKind.Stall,
            FaultKind.Unplugged => TroubleKind.Offline,
            FaultKind.Clock => TroubleKind.Clock,
            _ => null,
        };
        if (trouble is { } kind)
            Trouble.Start(kind, seconds, arguments.Get("amount", 300));
        return trouble is not null;
    }

    /// <inheritdoc/>
    public void Dispose() => _sources.ForEach(source => source.Dispose());

    private IFrameSource Source(Overlay overlay)
    {
        IFrameSource source = _files is null
            ? new CameraPicture(_stage, Head, Trouble, overlay, _options.Height)
            : new PictureShow(_files, Trouble, overlay, _options.Seed);
        _sources.Add(source);
        return source;
    }

    private static uint Random32() => BitConverter.ToUInt32(RandomNumberGenerator.GetBytes(4));

    private static RtpPacketiser Packetiser(byte payload) => new(payload, Random32(), (ushort)Random32());
}
