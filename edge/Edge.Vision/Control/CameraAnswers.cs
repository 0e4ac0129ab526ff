using System.Net;
using Edge.Vision.Cameras;
using Edge.Vision.Onvif;
using Telemetry.Model.Vision;

namespace Edge.Vision.Control;

/// <summary>Answers what concerns the cameras themselves: over ONVIF.</summary>
public sealed class CameraAnswers(CameraSet cameras, OnvifHttp http, TimeProvider clock) : IQuestionAnswers
{
    private const int MostPresets = 32;

    public IEnumerable<KeyValuePair<string, Answering>> Answers =>
    [
        new(VideoAsk.Device, async (q, c) => Of(await Find(q).DescribeAsync(addresses: false, c))),
        new(VideoAsk.Probe, ProbeAsync),
        Act(VideoAsk.Move, (camera, q, c) => camera.MoveAsync(Axis(q.Pan), Axis(q.Tilt), Axis(q.Zoom), c)),
        Act(VideoAsk.Stop, (camera, _, c) => camera.StopAsync(c)),
        new(VideoAsk.Presets, async (q, c) => new Reply(new VideoAnswer(0) { Presets = await Find(q).PresetsAsync(c) })),
        Act(VideoAsk.GoTo, (camera, q, c) => camera.GoToAsync(Token(q), c)),
        Act(VideoAsk.Keep, (camera, q, c) => camera.KeepAsync(q.Name is { Length: > 0 and <= 64 } name ? name : throw Invalid("a preset has a name"), q.Preset, c)),
        Act(VideoAsk.Forget, (camera, q, c) => camera.ForgetAsync(Token(q), c)),
        Act(VideoAsk.Cruise, (camera, q, c) => camera.CruiseAsync(
            q.Presets is { Count: <= MostPresets } presets ? presets : throw Invalid($"a cruise has at most {MostPresets} presets"),
            q.Dwell is null or (>= 2 and <= 3_600) ? TimeSpan.FromSeconds(q.Dwell ?? 10) : throw Invalid("2 to 3,600 seconds at a preset"), c)),
        Act(VideoAsk.SetNetwork, (camera, q, c) => camera.SetNetworkAsync(
            q.Network is { Prefix: >= 1 and <= 32 } network && IPAddress.TryParse(network.Address, out _) ? network : throw Invalid("the network settings make no sense"), c)),
        Act(VideoAsk.SetEncoding, (camera, q, c) => camera.SetEncodingAsync(
            q.Encoding is { Width: > 0 and <= 8_192, Height: > 0 and <= 8_192, FrameRate: > 0 and <= 120 } encoding ? encoding : throw Invalid("the coding makes no sense"), c)),
        Act(VideoAsk.SetTime, (camera, _, c) => camera.SetTimeAsync(c)),
        Act(VideoAsk.SetPassword, (camera, q, c) => camera.SetPasswordAsync(q.Password is { Length: >= 8 and <= 64 } password ? password : throw Invalid("8 to 64 characters"), c)),
        Act(VideoAsk.Restart, (camera, _, c) => camera.RestartAsync(c)),
        Act(VideoAsk.Reset, (camera, _, c) => camera.ResetAsync(c)),
    ];

    private KeyValuePair<string, Answering> Act(string ask, Func<OnvifCamera, VideoQuestion, CancellationToken, Task> act) => new(ask, async (question, cancel) =>
    {
        await act(Find(question), question, cancel);
        return Reply.Done;
    });

    private async Task<Reply> ProbeAsync(VideoQuestion question, CancellationToken cancel)
    {
        if (!Uri.TryCreate(question.Address, UriKind.Absolute, out var address) || address.Scheme != Uri.UriSchemeHttp)
            throw Invalid("an address is like http://192.168.1.64/onvif/device_service");
        await using var camera = new OnvifCamera(address, new OnvifLogin(question.Name ?? "", question.Password ?? ""), http, clock);
        return Of(await camera.DescribeAsync(addresses: true, cancel));
    }

    private OnvifCamera Find(VideoQuestion question) => cameras.Cameras.TryGetValue(question.Camera ?? "", out var camera)
        ? camera.Onvif : throw new CameraRefusedException(VideoError.NotFound, "there is no such camera");

    private static Reply Of(CameraDevice device) => new(new VideoAnswer(0) { Device = device });

    private static double Axis(double? value) => value is null or (>= -1 and <= 1) ? value ?? 0 : throw Invalid("an axis goes from -1 to 1");

    private static string Token(VideoQuestion question) => question.Preset is { Length: > 0 and <= 64 } token ? token : throw Invalid("a preset is named");

    private static CameraRefusedException Invalid(string reason) => new(VideoError.Invalid, reason);
}
