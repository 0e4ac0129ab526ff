using Edge.Core.Enrolment;
using Edge.Core.Outbox;
using Edge.Core.Uplink;
using Edge.Core.Uplink.Azure;
using Edge.Core.Uplink.Sparkplug;
using Microsoft.Extensions.Options;

namespace Edge.Gateway.Services;

/// <summary>The way to the cloud: <c>Uplink:Kind</c> is <c>sparkplug</c> (default), <c>azure-iot-hub</c> or <c>none</c>.</summary>
internal static class UplinkRegistration
{
    public const string CertificatesFolder = "certificates";

    public static IServiceCollection AddUplink(this IServiceCollection services, IConfiguration configuration)
    {
        var section = configuration.GetSection("Uplink");
        return (section["Kind"] ?? "sparkplug") switch
        {
            "sparkplug" => services.AddSparkplug(section.GetSection("Sparkplug")),
            "azure-iot-hub" => services.AddAzureIotHub(section.GetSection("AzureIotHub")),
            "none" => services,
            var kind => throw new OptionsValidationException("Uplink", typeof(string), [$"Uplink:Kind '{kind}' is none of sparkplug, azure-iot-hub, none."]),
        };
    }

    /// <summary>What enrolment has left.</summary>
    public static EnrolmentFiles Enrolment(GatewayOptions gateway) => new(Path.Combine(gateway.DataFolder, CertificatesFolder));

    private static IServiceCollection AddSparkplug(this IServiceCollection services, IConfiguration section)
    {
        services.AddOptions<SparkplugOptions>()
            .Configure<IOptions<GatewayOptions>>((uplink, gateway) =>
            {
                var files = Enrolment(gateway.Value);
                (uplink.Project, uplink.Gateway) = (gateway.Value.Project, gateway.Value.Id);
                (uplink.Tls.CertificateFile, uplink.Tls.KeyFile, uplink.Tls.AuthorityFile) = (files.Certificate, files.Key, files.Authority);
            })
            .Bind(section).ValidateOnStart();
        return services
            .AddSingleton<IValidateOptions<SparkplugOptions>, SparkplugOptionsValidator>()
            .AddSingleton<IUplink>(s => new SparkplugUplink(
                s.GetRequiredService<IOptions<SparkplugOptions>>().Value, s.GetRequiredService<IOutbox>(), s.GetRequiredService<IDeviceDirectory>(),
                s.GetRequiredService<IGatewayCommands>(), s.GetRequiredService<TimeProvider>(), s.GetRequiredService<ILogger<SparkplugUplink>>(),
                options => WithBroker(options, s.GetRequiredService<IOptions<GatewayOptions>>().Value)));
    }

    private static IServiceCollection AddAzureIotHub(this IServiceCollection services, IConfiguration section)
    {
        services.AddOptions<AzureIotHubOptions>()
            .Configure<IOptions<GatewayOptions>>((uplink, gateway) => uplink.DeviceId = gateway.Value.Id)
            .Bind(section).ValidateOnStart();
        return services
            .AddSingleton<IValidateOptions<AzureIotHubOptions>, AzureIotHubOptionsValidator>()
            .AddSingleton<IUplink>(s => new AzureIotHubUplink(
                s.GetRequiredService<IOptions<AzureIotHubOptions>>().Value, s.GetRequiredService<IOutbox>(), s.GetRequiredService<IDeviceDirectory>(),
                s.GetRequiredService<IGatewayCommands>(), s.GetRequiredService<TimeProvider>(), s.GetRequiredService<ILogger<AzureIotHubUplink>>()));
    }

    // A broker in the settings counts; otherwise the one that enrolment has named, which may change with the next enrolment.
    private static SparkplugOptions WithBroker(SparkplugOptions options, GatewayOptions gateway) =>
        options.Host.Length == 0 && Enrolment(gateway).ReadBroker() is { } broker ? options with { Host = broker.Host, Port = broker.Port } : options;
}
