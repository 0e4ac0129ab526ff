using FirmwareSim.Site;
using Microsoft.Extensions.Logging;
using Telemetry.Model.Profiles;

namespace FirmwareSim.Wire;

/// <summary>placeholder until the codec lands</summary>
public sealed class Hj212Station(SiteDevice device, DeviceProfile profile, InstrumentPanel panel, TimeProvider time, ILogger logger)
{
    public Task RunAsync(CancellationToken cancel) { _ = (device, profile, panel, logger); return Task.Delay(Timeout.InfiniteTimeSpan, time, cancel); }
}
