namespace Cloud.Platform.Notifications.Channels;

/// <summary>Signed-in pages: delivered to whoever listens now; whoever comes later finds it by its reference.</summary>
internal sealed class InAppChannel(InAppStream stream) : INotificationChannel
{
    public string Name => NotificationChannels.InApp;

    public Task<DeliveryOutcome> SendAsync(NotificationMessage message, CancellationToken cancel) =>
        Task.FromResult(DeliveryOutcome.Delivered($"{stream.Publish(message)} 个在线页面"));
}
