using Edge.Core.Status;
using Edge.Vision.Cameras;
using Edge.Vision.Capture;
using Edge.Vision.Control;
using Edge.Vision.Events;
using Edge.Vision.Health;
using Edge.Vision.Inference;
using Edge.Vision.Live;
using Edge.Vision.Onvif;
using Edge.Vision.Recording;
using Edge.Vision.Status;
using Edge.Vision.Watching;
using Microsoft.Extensions.Options;

namespace Edge.Vision;

/// <summary>The parts of the watching process.</summary>
internal static class VisionRegistration
{
    private static readonly TimeSpan ProbeLimit = TimeSpan.FromSeconds(5);

    /// <summary>Every option, bound and checked at start.</summary>
    public static IServiceCollection AddVisionOptions(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<VisionOptions>().Bind(configuration.GetSection("Vision")).ValidateOnStart();
        services.AddOptions<CaptureOptions>().Bind(configuration.GetSection("Capture")).ValidateOnStart();
        services.AddOptions<WatchOptions>().Bind(configuration.GetSection("Watch")).ValidateOnStart();
        services.AddOptions<ModelOptions>().Bind(configuration.GetSection("Model")).ValidateOnStart();
        services.AddOptions<RecordingOptions>().Bind(configuration.GetSection("Recording")).ValidateOnStart();
        services.AddOptions<CameraSettings>().Bind(configuration).ValidateOnStart();
        services.AddOptions<StatusOptions>().Configure(status => status.Port = 9211).Bind(configuration.GetSection("Status")).ValidateOnStart();
        return services
            .AddSingleton<IValidateOptions<VisionOptions>, VisionOptionsValidator>()
            .AddSingleton<IValidateOptions<CaptureOptions>, CaptureOptionsValidator>()
            .AddSingleton<IValidateOptions<WatchOptions>, WatchOptionsValidator>()
            .AddSingleton<IValidateOptions<ModelOptions>, ModelOptionsValidator>()
            .AddSingleton<IValidateOptions<RecordingOptions>, RecordingOptionsValidator>()
            .AddSingleton<IValidateOptions<CameraSettings>, CameraSettingsValidator>()
            .AddSingleton<IValidateOptions<StatusOptions>, StatusOptionsValidator>();
    }

    /// <summary>What watches.</summary>
    public static IServiceCollection AddWatching(this IServiceCollection services) => services
        .AddSingleton(TimeProvider.System)
        .AddSingleton<WatchMetrics>()
        .AddSingleton(s => new EventSpool(
            Path.Combine(Vision(s).DataFolder, "spool"), Vision(s).SpoolEvents, s.GetRequiredService<WatchMetrics>(), s.GetRequiredService<ILogger<EventSpool>>()))
        .AddSingleton(s => new MediaFolder(Vision(s).MediaFolder))
        .AddSingleton<RecordingFolder>()
        .AddSingleton<PictureFolder>()
        .AddSingleton(s => new OnvifHttp(new HttpClient { Timeout = ProbeLimit }, s.GetRequiredService<TimeProvider>()))
        .AddSingleton<MadeFiles>()
        .AddSingleton<IQuestionAnswers, RecordingAnswers>()
        .AddSingleton<IQuestionAnswers, CameraAnswers>()
        .AddSingleton<ControlDesk>()
        .AddSingleton(s => new ClockProbe(new HttpClient { Timeout = ProbeLimit }, s.GetRequiredService<TimeProvider>()))
        .AddSingleton<OrderFile>()
        .AddSingleton<GatewayLink>()
        .AddSingleton<EvidenceDesk>()
        .AddSingleton<InferenceService>()
        .AddSingleton<CameraPorts>()
        .AddSingleton<CameraSet>()
        .AddSingleton<PlatformSocket>()
        .AddSingleton<MetricsText>()
        .AddSingleton<IStatusPages, WatchPages>()
        .AddSingleton<StatusServer>();

    /// <summary>What runs.</summary>
    public static IServiceCollection AddVisionServices(this IServiceCollection services) => services
        .AddSystemd()
        .AddHostedService(s => s.GetRequiredService<InferenceService>())
        .AddHostedService(s => s.GetRequiredService<EvidenceDesk>())
        .AddHostedService(s => s.GetRequiredService<CameraSet>())
        .AddHostedService(s => s.GetRequiredService<GatewayLink>())
        .AddHostedService<VideoSessions>()
        .AddHostedService<RetentionService>()
        .AddHostedService(s => s.GetRequiredService<StatusServer>());

    /// <summary>What <c>--check-config</c> prints: everything that is wrong, at once. Returns the exit code.</summary>
    public static int CheckConfiguration(IServiceProvider services, TextWriter output)
    {
        var faults = new List<string>();
        try
        {
            services.GetRequiredService<IStartupValidator>().Validate();
        }
        catch (OptionsValidationException fault)
        {
            faults.AddRange(fault.Failures);
        }
        catch (AggregateException all)
        {
            foreach (var fault in all.Flatten().InnerExceptions)
                faults.AddRange(fault is OptionsValidationException known ? known.Failures : [fault.Message]);
        }
        catch (InvalidOperationException fault)
        {
            faults.Add(fault.Message);
        }

        foreach (var fault in faults.Distinct())
            output.WriteLine(fault);
        return faults.Count == 0 ? 0 : 1;
    }

    private static VisionOptions Vision(IServiceProvider services) => services.GetRequiredService<IOptions<VisionOptions>>().Value;
}
