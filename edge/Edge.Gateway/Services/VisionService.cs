using Edge.Core.Vision;

namespace Edge.Gateway.Services;

/// <summary>The cameras' side: the socket for Edge.Vision, and the way of pictures and clips to the cloud.</summary>
internal sealed class VisionService(VisionPort port, MediaUploader uploader) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(port.RunAsync(stoppingToken), uploader.RunAsync(stoppingToken));
}
