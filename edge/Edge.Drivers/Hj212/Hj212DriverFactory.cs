using Edge.Core.Drivers;
using Edge.Core.Drivers.Binding;
using Telemetry.Model.Configuration;

namespace Edge.Drivers.Hj212;

/// <summary>Drivers of profiles with protocol <c>hj212</c>.</summary>
public sealed class Hj212DriverFactory(Hj212Port port) : IDriverFactory
{
    /// <inheritdoc/>
    public string Protocol => "hj212";

    /// <inheritdoc/>
    public IAsyncDisposable Create(DeviceBinding device, DeviceAddress address) => new Hj212Driver(device, port);
}

/// <summary>One station at the shared port.</summary>
public sealed class Hj212Driver(DeviceBinding device, Hj212Port port) : IListeningDriver
{
    /// <inheritdoc/>
    public ValueTask ListenAsync(IReadingSink sink, CancellationToken cancel) => port.ServeAsync(device, sink, cancel);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
