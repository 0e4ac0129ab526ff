using Edge.Core.Drivers;
using Edge.Core.Drivers.Binding;
using Telemetry.Model.Configuration;

namespace Edge.Core.Vision;

/// <summary>Drivers of profiles with protocol <c>vision</c>: cameras that Edge.Vision watches.</summary>
public sealed class VisionDriverFactory(VisionPort port) : IDriverFactory
{
    /// <inheritdoc/>
    public string Protocol => "vision";

    /// <inheritdoc/>
    public IAsyncDisposable Create(DeviceBinding device, DeviceAddress address) => new VisionDriver(device, port);
}

/// <summary>One camera at the port.</summary>
public sealed class VisionDriver(DeviceBinding device, VisionPort port) : IListeningDriver
{
    /// <inheritdoc/>
    public ValueTask ListenAsync(IReadingSink sink, CancellationToken cancel) => port.ServeAsync(device, sink, cancel);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
