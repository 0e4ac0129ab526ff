using System.Net;
using Cloud.Storage.Records;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Storage;

namespace Cloud.Host.Composition;

/// <summary>One silo in this process, with grain state in the record store.</summary>
public static class Silo
{
    /// <summary>Section <c>Silo</c>: <c>Port</c> and <c>GatewayPort</c> on loopback, 11111 and 30000 by default.</summary>
    public static void AddSilo(this WebApplicationBuilder builder)
    {
        var silo = builder.Configuration.GetSection("Silo");
        builder.Services.AddSingleton<IGrainStorage, RecordGrainStorage>();
        builder.UseOrleans(orleans =>
        {
            orleans.UseLocalhostClustering(silo.GetValue("Port", 11111), silo.GetValue("GatewayPort", 30000));
            orleans.Services.AddOptions<EndpointOptions>().Configure(endpoints => endpoints.AdvertisedIPAddress = IPAddress.Loopback);
            orleans.Services.AddOptions<GrainCollectionOptions>().Configure(collection => collection.CollectionAge = TimeSpan.FromHours(2));
        });
    }
}
