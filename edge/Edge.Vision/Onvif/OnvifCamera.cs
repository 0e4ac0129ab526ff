using System.Xml.Linq;
using Protocols.Onvif;
using Telemetry.Model.Vision;

namespace Edge.Vision.Onvif;

/// <summary>One camera's ONVIF services. What was found out about them is kept until a question fails.</summary>
public sealed class OnvifCamera(Uri service, OnvifLogin login, OnvifHttp http, TimeProvider clock) : IAsyncDisposable
{
    private static readonly TimeSpan MoveLimit = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _one = new(1);
    private readonly Cruise _cruise = new(clock);
    private Found? _found;

    private sealed record Found(TimeSpan Ahead, Uri Media, Uri? Ptz, IReadOnlyList<MediaProfile> Profiles);

    /// <summary>Address of the device service: as set, or where cameras have it.</summary>
    public static Uri ServiceOf(string set, Uri stream, int port) =>
        set.Length > 0 ? new Uri(set) : new UriBuilder("http", stream.Host.Length > 0 ? stream.Host : "localhost", port, "/onvif/device_service").Uri;

    /// <summary>What the camera says about itself; with <paramref name="addresses"/> also where its streams are.</summary>
    public async Task<CameraDevice> DescribeAsync(bool addresses, CancellationToken cancel)
    {
        var found = await FindAsync(cancel);
        var information = OnvifDevice.ReadInformation(await DeviceAsync("GetDeviceInformation", cancel)) ?? throw Nonsense("GetDeviceInformation");
        var network = OnvifDevice.ReadNetwork(await DeviceAsync("GetNetworkInterfaces", cancel));
        var streams = new List<CameraStream>();
        foreach (var profile in found.Profiles)
            streams.Add(new CameraStream(profile.Token, profile.Name, addresses ? await StreamAsync(found, profile.Token, cancel) : null, Encoding(profile.Video)));
        return new CameraDevice(
            information.Manufacturer, information.Model, information.Firmware, information.Serial, Math.Round(found.Ahead.TotalSeconds, 1), found.Ptz is not null,
            network is null ? null : new CameraNetwork(network.Token, network.Address, network.Prefix, network.Dhcp), streams);
    }

    /// <summary>Moves until stopped, for two seconds at most: a viewer whose line breaks leaves no camera turning.</summary>
    public Task MoveAsync(double pan, double tilt, double zoom, CancellationToken cancel) =>
        SteerAsync(profile => OnvifPtz.ContinuousMove(profile, new PtzVector(pan, tilt, zoom), MoveLimit), cancel);

    /// <summary>Stops.</summary>
    public Task StopAsync(CancellationToken cancel) => SteerAsync(profile => OnvifPtz.Request("Stop", profile), cancel);

    /// <summary>Goes to a preset.</summary>
    public Task GoToAsync(string preset, CancellationToken cancel) => SteerAsync(profile => OnvifPtz.Preset("GotoPreset", profile, preset), cancel);

    /// <summary>Goes from preset to preset until another order; an empty list ends it.</summary>
    public async Task CruiseAsync(IReadOnlyList<string> presets, TimeSpan dwell, CancellationToken cancel)
    {
        await _cruise.EndAsync(cancel);
        if (presets.Count == 0)
            return;
        // The first one now, so that a camera that cannot is told at once.
        await PtzAsync(profile => OnvifPtz.Preset("GotoPreset", profile, presets[0]), cancel);
        _cruise.Begin(presets, dwell, (preset, token) => PtzAsync(profile => OnvifPtz.Preset("GotoPreset", profile, preset), token));
    }

    /// <summary>The presets.</summary>
    public async Task<IReadOnlyList<CameraPreset>> PresetsAsync(CancellationToken cancel) =>
        [.. OnvifPtz.ReadPresets(await PtzAsync(profile => OnvifPtz.Request("GetPresets", profile), cancel)).Select(preset => new CameraPreset(preset.Token, preset.Name))];

    /// <summary>Keeps the direction of now under a name.</summary>
    public Task KeepAsync(string name, string? token, CancellationToken cancel) => PtzAsync(profile => OnvifPtz.SetPreset(profile, name, token), cancel);

    /// <summary>Forgets a preset.</summary>
    public Task ForgetAsync(string preset, CancellationToken cancel) => PtzAsync(profile => OnvifPtz.Preset("RemovePreset", profile, preset), cancel);

    /// <summary>Sets the network; the camera may want to be started anew.</summary>
    public Task SetNetworkAsync(CameraNetwork network, CancellationToken cancel) =>
        DeviceAsync(OnvifDevice.SetNetwork(new NetworkAddress(network.Token, network.Address, network.Prefix, network.Dhcp)), cancel);

    /// <summary>Sets the coding of a stream.</summary>
    public async Task SetEncodingAsync(CameraEncoding encoding, CancellationToken cancel)
    {
        var found = await FindAsync(cancel);
        var wanted = new VideoEncoding(encoding.Token, encoding.Codec, encoding.Width, encoding.Height, encoding.FrameRate, encoding.KilobitsPerSecond, encoding.KeyEvery);
        await AskAsync(found.Media, OnvifMedia.SetEncoding(wanted), found.Ahead, cancel);
        Volatile.Write(ref _found, null);
    }

    /// <summary>Sets the camera's clock to ours.</summary>
    public async Task SetTimeAsync(CancellationToken cancel)
    {
        await DeviceAsync(OnvifDevice.SetTime(clock.GetUtcNow()), cancel);
        Volatile.Write(ref _found, null);
    }

    /// <summary>Sets the user's password.</summary>
    public Task SetPasswordAsync(string password, CancellationToken cancel) => DeviceAsync(OnvifDevice.SetUser(login.User, password), cancel);

    /// <summary>Starts the camera anew.</summary>
    public Task RestartAsync(CancellationToken cancel) => DeviceAsync("SystemReboot", cancel);

    /// <summary>Sets the camera back to what its maker delivered.</summary>
    public Task ResetAsync(CancellationToken cancel) =>
        DeviceAsync(new XElement(OnvifNames.Device + "SetSystemFactoryDefault", new XElement(OnvifNames.Device + "FactoryDefault", "Soft")), cancel);

    public async ValueTask DisposeAsync()
    {
        await _cruise.DisposeAsync();
        _one.Dispose();
    }

    private async Task SteerAsync(Func<string, XElement> request, CancellationToken cancel)
    {
        await _cruise.EndAsync(cancel);
        await PtzAsync(request, cancel);
    }

    private async Task<XElement> PtzAsync(Func<string, XElement> request, CancellationToken cancel)
    {
        var found = await FindAsync(cancel);
        var profile = found.Profiles.FirstOrDefault(one => one.HasPtz)?.Token;
        return found.Ptz is not null && profile is not null
            ? await AskAsync(found.Ptz, request(profile), found.Ahead, cancel)
            : throw new CameraRefusedException(VideoError.Refused, "the camera does not move");
    }

    private Task<XElement> DeviceAsync(string operation, CancellationToken cancel) => DeviceAsync(OnvifDevice.Request(operation), cancel);

    private async Task<XElement> DeviceAsync(XElement request, CancellationToken cancel)
    {
        var found = await FindAsync(cancel);
        return await AskAsync(service, request, found.Ahead, cancel);
    }

    private async Task<string?> StreamAsync(Found found, string profile, CancellationToken cancel) =>
        OnvifMedia.ReadUri(await AskAsync(found.Media, OnvifMedia.GetStreamUri(profile), found.Ahead, cancel));

    private async Task<XElement> AskAsync(Uri address, XElement request, TimeSpan ahead, CancellationToken cancel)
    {
        try
        {
            return await http.AskAsync(address, request, login, ahead, cancel);
        }
        catch (CameraRefusedException)
        {
            // Its clock may have been set, or its address have changed.
            Volatile.Write(ref _found, null);
            throw;
        }
    }

    private async Task<Found> FindAsync(CancellationToken cancel)
    {
        if (Volatile.Read(ref _found) is { } known)
            return known;
        await _one.WaitAsync(cancel);
        try
        {
            return _found ??= await LookAsync(cancel);
        }
        finally
        {
            _one.Release();
        }
    }

    private async Task<Found> LookAsync(CancellationToken cancel)
    {
        // The time needs no password (ONVIF Core, 8.3.5) and the password needs the time.
        var time = OnvifDevice.ReadTime(await http.AskAsync(service, OnvifDevice.Request("GetSystemDateAndTime"), null, TimeSpan.Zero, cancel)) ?? throw Nonsense("GetSystemDateAndTime");
        var ahead = time - clock.GetUtcNow();
        var services = OnvifDevice.ReadServices(await http.AskAsync(service, new XElement(OnvifNames.Device + "GetServices", new XElement(OnvifNames.Device + "IncludeCapability", false)), login, ahead, cancel));
        var media = At(services, OnvifNames.Media) ?? throw Nonsense("GetServices");
        var profiles = OnvifMedia.ReadProfiles(await http.AskAsync(media, OnvifMedia.Request("GetProfiles"), login, ahead, cancel));
        return profiles.Count > 0 ? new Found(ahead, media, At(services, OnvifNames.Ptz), profiles) : throw Nonsense("GetProfiles");
    }

    // A camera behind address translation names an address that is not ours to reach; its path is what counts.
    private Uri? At(IReadOnlyDictionary<string, string> services, XNamespace name) =>
        services.TryGetValue(name.NamespaceName, out var text) && Uri.TryCreate(text, UriKind.Absolute, out var address)
            ? new UriBuilder(service) { Path = address.AbsolutePath, Query = address.Query }.Uri
            : null;

    private static CameraEncoding? Encoding(VideoEncoding? video) => video is null ? null
        : new CameraEncoding(video.Token, video.Encoding, video.Width, video.Height, video.FrameRate, video.KilobitsPerSecond, video.KeyEvery);

    private static CameraRefusedException Nonsense(string operation) => new(VideoError.Malformed, $"{operation} was answered with nothing that can be read");
}
