using System.Net;
using Orleans.Configuration;
using Orleans.Hosting;
using StackExchange.Redis;

namespace Cloud.Host.Composition;

/// <summary>The silo in this process: alone on loopback, or one of several that find each other through Redis.</summary>
public static class Silo
{
    /// <summary>Adds it, bound to <see cref="SiloOptions"/>. Grain state lies in the record store in both cases.</summary>
    public static void AddSilo(this WebApplicationBuilder builder)
    {
        var silo = builder.Configuration.GetSection("Silo").Get<SiloOptions>() ?? new SiloOptions();
        builder.UseOrleans(orleans =>
        {
            if (silo.IsShared)
                Share(orleans, silo);
            else
                orleans.UseLocalhostClustering(silo.Port, silo.GatewayPort);
            orleans.Services.AddOptions<EndpointOptions>().Configure(endpoints => endpoints.AdvertisedIPAddress = IPAddress.Parse(silo.Address));
            orleans.Services.AddOptions<GrainCollectionOptions>().Configure(collection => collection.CollectionAge = TimeSpan.FromHours(2));
        });
    }

    private static void Share(ISiloBuilder orleans, SiloOptions silo)
    {
        var redis = ConfigurationOptions.Parse(silo.Redis!);
        redis.AbortOnConnectFail = false;
        orleans.UseRedisClustering(clustering => clustering.ConfigurationOptions = redis);
        orleans.UseRedisReminderService(reminders => reminders.ConfigurationOptions = redis);
        orleans.Services.AddOptions<ClusterOptions>().Configure(cluster => (cluster.ClusterId, cluster.ServiceId) = (silo.Cluster, silo.Cluster));
        orleans.ConfigureEndpoints(IPAddress.Parse(silo.Address), silo.Port, silo.GatewayPort);
        // A killed silo is given up within two seconds and a frozen one within some more; measured by ./bench.sh silos.
        orleans.Services.AddOptions<ClusterMembershipOptions>().Configure(membership =>
        {
            membership.ProbeTimeout = TimeSpan.FromMilliseconds(600);
            // Twice this long a connection that has brought anything keeps its silo from being given up: pauses are no deaths.
            membership.MaxProbeTimeout = TimeSpan.FromMilliseconds(1_500);
            membership.NumMissedProbesLimit = 2;
            membership.NumVotesForDeathDeclaration = silo.Votes;
            membership.TableRefreshTimeout = TimeSpan.FromSeconds(5);
            membership.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(5);
        });
        orleans.Services.AddOptions<SiloMessagingOptions>().Configure(messaging => messaging.ResponseTimeout = TimeSpan.FromSeconds(20));
    }
}
