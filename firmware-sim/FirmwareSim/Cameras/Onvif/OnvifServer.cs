using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Protocols.Onvif;

namespace FirmwareSim.Cameras.Onvif;

/// <summary>The HTTP side of a camera: three SOAP services and the snapshot, within bounds of size and time.</summary>
internal sealed class OnvifServer(OnvifCamera camera, Snapshot snapshot)
{
    private const string DevicePath = "/onvif/device_service", MediaPath = "/onvif/media_service", PtzPath = "/onvif/ptz_service", SnapshotPath = "/onvif/snapshot";

    private readonly OnvifGuard _guard = new(camera.Settings, camera.Clock);

    /// <summary>Completes when clients can connect.</summary>
    public TaskCompletionSource Listening { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Address of the device service.</summary>
    public Uri? Address { get; private set; }

    /// <summary>Serves until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = SoapMessage.Longest;
            kestrel.Limits.MaxConcurrentConnections = 32;
            kestrel.Limits.MaxRequestHeadersTotalSize = 8 * 1024;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
            kestrel.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(30);
            kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(240, TimeSpan.FromSeconds(5));
            kestrel.Limits.MinResponseDataRate = new MinDataRate(4096, TimeSpan.FromSeconds(5));
            kestrel.Listen(IPEndPoint.Parse(camera.Options.Onvif!));
        });
        await using var application = builder.Build();
        application.Run(AnswerAsync);
        await application.StartAsync(cancel);
        var bound = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        Address = new Uri(new Uri(bound), DevicePath);
        Listening.TrySetResult();
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, camera.Clock.Time, cancel);
        }
        finally
        {
            using var now = new CancellationTokenSource(TimeSpan.Zero, camera.Clock.Time);
            await application.StopAsync(now.Token);
        }
    }

    private async Task AnswerAsync(HttpContext context)
    {
        if (camera.Trouble.Has(TroubleKind.Offline))
        {
            context.Abort();
            return;
        }

        if (context.Request.Path == SnapshotPath && HttpMethods.IsGet(context.Request.Method))
            await SnapshotAsync(context);
        else if (context.Request.Path.Value is DevicePath or MediaPath or PtzPath && HttpMethods.IsPost(context.Request.Method))
            await SoapAsync(context);
        else
            context.Response.StatusCode = StatusCodes.Status404NotFound;
    }

    private async Task SnapshotAsync(HttpContext context)
    {
        if (!HasDigest(context))
        {
            Challenge(context);
            return;
        }

        var picture = snapshot.Take();
        context.Response.ContentType = "image/jpeg";
        context.Response.ContentLength = picture.Length;
        await context.Response.Body.WriteAsync(picture, context.RequestAborted);
    }

    private async Task SoapAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        try
        {
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        }
        catch (Microsoft.AspNetCore.Http.BadHttpRequestException error)
        {
            camera.Counters.Add(CameraCount.BadSoap);
            context.Response.StatusCode = error.StatusCode;
            return;
        }

        if (!SoapMessage.TryDecode(body.GetBuffer().AsSpan(0, (int)body.Length), out var request))
        {
            camera.Counters.Add(CameraCount.BadSoap);
            await WriteAsync(context, 400, SoapMessage.Fault(sender: true, "WellFormed", "The message is no SOAP envelope."));
            return;
        }

        if (!OnvifServices.IsOpenToAll(request) && !(request.Token is { } token && _guard.Accepts(token)) && !HasDigest(context))
        {
            if (request.Token is not null || context.Request.Headers.Authorization.Count > 0)
                camera.Counters.Add(CameraCount.Unauthorised);
            Challenge(context);
            await WriteAsync(context, 401, SoapMessage.Fault(sender: true, "NotAuthorized", "The user is not known or the password is wrong."));
            return;
        }

        var root = $"{context.Request.Scheme}://{context.Request.Host}";
        var services = new OnvifServices(camera, new OnvifAddresses(root + DevicePath, root + MediaPath, root + PtzPath, root + SnapshotPath));
        var answer = services.Answer(request);
        if (answer.IsFault)
            camera.Counters.Add(CameraCount.BadSoap);
        await WriteAsync(context, answer.IsFault ? 400 : 200, answer);
    }

    private bool HasDigest(HttpContext context) =>
        _guard.Accepts(context.Request.Headers.Authorization, context.Request.Method, context.Request.Path + context.Request.QueryString);

    private void Challenge(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        context.Response.Headers.WWWAuthenticate = _guard.Challenge().Encode();
    }

    private static async Task WriteAsync(HttpContext context, int status, SoapMessage message)
    {
        var bytes = message.Encode();
        context.Response.StatusCode = status;
        context.Response.ContentType = SoapMessage.ContentType;
        context.Response.ContentLength = bytes.Length;
        await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
    }
}
