using System.Collections.Immutable;
using Edge.Core.Drivers.Binding;
using Edge.Core.Drivers.Reporting;
using Edge.Core.Uplink;
using Telemetry.Model;
using Telemetry.Model.Configuration;

namespace Edge.Core.Configuration;

/// <summary>Draws the picture that births are made from.</summary>
internal static class DirectoryBuilder
{
    public static DirectorySnapshot Build(
        GatewayConfiguration configuration, ImmutableDictionary<string, RunningDevice> devices, string? error) =>
        new(configuration.Version, error,
            [.. from device in configuration.Devices
                where devices.ContainsKey(device.Id)
                let running = devices[device.Id]
                select new DirectoryDevice(
                    running.Binding.Id, device.Name, device.Profile,
                    [.. running.Binding.Points.Select(p => Point(running.Binding, p, running.Sink))], () => running.IsLost)]);

    private static DirectoryPoint Point(DeviceBinding device, BoundPoint point, DeviceSink sink)
    {
        var kind = device.Type.Find(point.Id.Value)!;
        return new DirectoryPoint(
            point.Id, kind.Unit, point.Profile.Range ?? kind.Range, kind.Flag ? PointType.Flag : PointType.Number,
            point.Profile.Access != "r", () => sink.Last(point.Id));
    }
}
