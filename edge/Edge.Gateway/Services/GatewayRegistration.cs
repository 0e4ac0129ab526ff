using System.Diagnostics.CodeAnalysis;
using Edge.Core.Configuration;
using Edge.Core.Drivers;
using Edge.Core.Drivers.Polling;
using Edge.Core.Drivers.Reporting;
using Edge.Core.Outbox;
using Edge.Core.Rules;
using Edge.Core.Status;
using Edge.Core.Uplink;
using Edge.Core.Vision;
using Edge.Drivers.Gpio;
using Edge.Drivers.Hj212;
using Edge.Drivers.Modbus;
using Edge.Gateway.Status;
using Microsoft.Extensions.Options;
using Telemetry.Model;
using Telemetry.Model.Profiles;

namespace Edge.Gateway.Services;

/// <summary>The gateway's parts.</summary>
internal static class GatewayRegistration
{
    /// <summary>Every option, bound and checked at start.</summary>
    public static IServiceCollection AddGatewayOptions(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<GatewayOptions>().Bind(configuration.GetSection("Gateway")).ValidateOnStart();
        services.AddOptions<StatusOptions>().Bind(configuration.GetSection("Status")).ValidateOnStart();
        services.AddOptions<PollingOptions>().Bind(configuration.GetSection("Polling")).ValidateOnStart();
        services.AddOptions<ModbusOptions>().Bind(configuration.GetSection("Modbus")).ValidateOnStart();
        services.AddOptions<Hj212Options>().Bind(configuration.GetSection("Hj212")).ValidateOnStart();
        services.AddOptions<OutboxOptions>()
            .Configure<IOptions<GatewayOptions>>((outbox, gateway) => outbox.Folder = Path.Combine(gateway.Value.DataFolder, "outbox"))
            .Bind(configuration.GetSection("Outbox")).ValidateOnStart();
        services.AddOptions<VisionPortOptions>()
            .Configure<IOptions<GatewayOptions>>((vision, gateway) =>
            {
                vision.SocketFile = VisionSocket.Of(gateway.Value.DataFolder);
                vision.MediaFolder = Path.Combine(gateway.Value.DataFolder, "media");
            })
            .Bind(configuration.GetSection("Vision")).ValidateOnStart();
        return services
            .AddSingleton<IValidateOptions<VisionPortOptions>, VisionPortOptionsValidator>()
            .AddSingleton<IValidateOptions<GatewayOptions>, GatewayOptionsValidator>()
            .AddSingleton<IValidateOptions<StatusOptions>, StatusOptionsValidator>()
            .AddSingleton<IValidateOptions<PollingOptions>, PollingOptionsValidator>()
            .AddSingleton<IValidateOptions<ModbusOptions>, ModbusOptionsValidator>()
            .AddSingleton<IValidateOptions<Hj212Options>, Hj212OptionsValidator>()
            .AddSingleton<IValidateOptions<OutboxOptions>, OutboxOptionsValidator>();
    }

    /// <summary>The drivers: one line each.</summary>
    public static IServiceCollection AddDrivers(this IServiceCollection services) => services
        .AddSingleton<ModbusMetrics>()
        .AddSingleton(s => new ModbusLinks(Options<ModbusOptions>(s), s.GetRequiredService<ModbusMetrics>(), s.GetRequiredService<TimeProvider>()))
        .AddSingleton<IDriverFactory>(s => new ModbusDriverFactory(s.GetRequiredService<ModbusLinks>(), Options<ModbusOptions>(s), s.GetRequiredService<TimeProvider>()))
        .AddSingleton<Hj212Metrics>()
        .AddSingleton(s => new Hj212Port(Options<Hj212Options>(s), s.GetRequiredService<Hj212Metrics>(), s.GetRequiredService<TimeProvider>(), s.GetRequiredService<ILogger<Hj212Port>>()))
        .AddSingleton<IDriverFactory, Hj212DriverFactory>()
        .AddSingleton(s => new SimulatedGpioChip(Path.Combine(Options<GatewayOptions>(s).DataFolder, "gpio.json"), s.GetRequiredService<TimeProvider>()))
        .AddSingleton<GpioChips>()
        .AddSingleton<IDriverFactory, GpioDriverFactory>()
        .AddSingleton<VisionMetrics>()
        .AddSingleton(Options<VisionPortOptions>)
        .AddSingleton<VisionPort>()
        .AddSingleton(s => new PlatformClient(
            UplinkRegistration.Enrolment(Options<GatewayOptions>(s)), new GatewayId(Options<GatewayOptions>(s).Id), Options<VisionPortOptions>(s),
            s.GetRequiredService<TimeProvider>()))
        .AddSingleton<MediaUploader>()
        .AddSingleton<IDriverFactory, VisionDriverFactory>();

    /// <summary>Devices, rules, reports, outbox.</summary>
    public static IServiceCollection AddGatewayCore(this IServiceCollection services) => services
        .AddSingleton(TimeProvider.System)
        .AddSingleton(s => ProfileCatalogue.Load(Options<GatewayOptions>(s).ProfilesFolder).OrThrow())
        .AddSingleton(s => new ConfigurationStore(Options<GatewayOptions>(s).ConfigurationFile, Path.Combine(Options<GatewayOptions>(s).DataFolder, "configuration.json")))
        .AddSingleton(s => new SqliteOutbox(Options<OutboxOptions>(s), s.GetRequiredService<TimeProvider>(), s.GetRequiredService<ILogger<SqliteOutbox>>()))
        .AddSingleton<IOutbox>(s => s.GetRequiredService<SqliteOutbox>())
        .AddSingleton<IDeliveryLedger>(s => s.GetRequiredService<SqliteOutbox>())
        .AddSingleton<LedgerReporter>()
        .AddSingleton<PollingMetrics>()
        .AddSingleton(Options<PollingOptions>)
        .AddSingleton<ReportMetrics>()
        .AddSingleton<ReportWriter>()
        .AddSingleton<RuleMetrics>()
        .AddSingleton<LocalRules>()
        .AddSingleton<IRuleFeed>(s => s.GetRequiredService<LocalRules>())
        .AddSingleton<DeviceFactory>()
        .AddSingleton<DeviceFleet>()
        .AddSingleton<GatewayRuntime>()
        .AddSingleton<IGatewayCommands>(s => s.GetRequiredService<GatewayRuntime>())
        .AddSingleton<IDeviceDirectory>(s => s.GetRequiredService<GatewayRuntime>());

    /// <summary>What runs.</summary>
    public static IServiceCollection AddGatewayServices(this IServiceCollection services) => services
        .AddSystemd()
        .AddSingleton<Heartbeat>()
        .AddSingleton<MetricsText>()
        .AddSingleton<IStatusPages, StatusPages>()
        .AddSingleton<StatusServer>()
        .AddHostedService<GatewayService>()
        .AddHostedService<UplinkService>()
        .AddHostedService<VisionService>()
        .AddHostedService<WatchdogService>()
        .AddHostedService(s => s.GetRequiredService<StatusServer>());

    private static T Options<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] T>(IServiceProvider services)
        where T : class => services.GetRequiredService<IOptions<T>>().Value;
}
