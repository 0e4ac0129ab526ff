using Cloud.Platform.Leadership;
using Cloud.Platform.Notifications.Channels;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Cloud.Platform.Notifications;

/// <summary>Registers the outbox, its dispatcher and its channels. The store is the composition's to add.</summary>
public static class NotificationServices
{
    /// <summary>Adds notifications, bound to section <c>Notifications</c>.</summary>
    public static IServiceCollection AddNotifications(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<NotificationOptions>().Bind(configuration.GetSection("Notifications")).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IValidateOptions<NotificationOptions>, NotificationOptionsCheck>();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ILeadership, AloneLeadership>();
        services.AddSingleton<NotificationMetrics>().AddSingleton<NotificationHttp>().AddSingleton<InAppStream>();
        services.AddSingleton<NotificationOutbox>().AddSingleton<INotifications>(s => s.GetRequiredService<NotificationOutbox>());
        services.AddSingleton<INotificationChannel, InAppChannel>();
        services.AddSingleton<INotificationChannel, WeComChannel>();
        services.AddSingleton<INotificationChannel, DingTalkChannel>();
        services.AddSingleton<INotificationChannel, WebhookChannel>();
        services.AddSingleton<INotificationChannel, EmailChannel>();
        services.AddSingleton<INotificationChannel>(s => Gateway(s, NotificationChannels.Sms, o => o.Sms));
        services.AddSingleton<INotificationChannel>(s => Gateway(s, NotificationChannels.Voice, o => o.Voice));
        services.AddSingleton<NotificationDispatcher>().AddHostedService(s => s.GetRequiredService<NotificationDispatcher>());
        return services;
    }

    private static HttpGatewayChannel Gateway(IServiceProvider services, string name, Func<NotificationOptions, HttpGatewayOptions?> options) =>
        new(name, services.GetRequiredService<NotificationHttp>(), options(services.GetRequiredService<IOptions<NotificationOptions>>().Value));
}
