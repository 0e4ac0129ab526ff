using Cloud.Host.Api;
using Cloud.Host.Video;
using Cloud.Storage.Media;
using Cloud.Storage.Records;
using Cloud.Telemetry.Vision;
using Microsoft.Extensions.Options;

namespace Cloud.Host.Composition;

/// <summary>Pictures, clips and verdicts of cameras.</summary>
public static class VisionServices
{
    /// <summary>Adds them, bound to section <c>Media</c>.</summary>
    public static IServiceCollection AddVision(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<MediaOptions>().Bind(configuration.GetSection("Media"))
            .PostConfigure<IOptions<StorageOptions>>((media, storage) =>
            {
                media.Folder = media.Folder.Length > 0 ? media.Folder : Path.Combine(storage.Value.Folder, "media");
                media.RetrainingFolder = media.RetrainingFolder.Length > 0 ? media.RetrainingFolder : Path.Combine(storage.Value.Folder, "retraining");
            })
            .ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<VideoOptions>().Bind(configuration.GetSection("Video")).ValidateDataAnnotations().ValidateOnStart();
        return services
            .AddSingleton(RecordVisionVerdicts.Schema)
            .AddSingleton<IVisionVerdicts, RecordVisionVerdicts>()
            .AddSingleton<IMediaStore>(s => new FolderMediaStore(Options(s)))
            .AddSingleton(s => new RetrainingFolder(Options(s).RetrainingFolder, s.GetRequiredService<IMediaStore>()))
            .AddSingleton<WarningEvidence>()
            .AddSingleton<GatewayRequests>()
            .AddSingleton(RecordVideo.Schema)
            .AddSingleton<IVideoRecords, RecordVideo>()
            .AddSingleton<LiveRelay>()
            .AddSingleton<LiveSources>()
            .AddSingleton<HlsStreams>()
            .AddSingleton<StreamAddresses>()
            .AddSingleton<VideoLinks>()
            .AddSingleton<CameraControl>();
    }

    /// <summary>Live and recorded video, cameras, what was seen.</summary>
    public static void MapVideo(this IEndpointRouteBuilder routes)
    {
        routes.MapLiveVideo();
        routes.MapHls();
        routes.MapRecordings();
        routes.MapCameras();
        routes.MapSteering();
        routes.MapVideoWalls();
        routes.MapVideoEvents();
        routes.MapVideoBackups();
    }

    private static MediaOptions Options(IServiceProvider services) => services.GetRequiredService<IOptions<MediaOptions>>().Value;
}
