using Telemetry.Model;

namespace Edge.Core.Drivers.Binding;

/// <summary>Which reasons leave a value that may be shown, and which leave none.</summary>
public static class QualityReasons
{
    /// <summary>True when a value with this reason is Bad; false when it is Uncertain, or good.</summary>
    public static bool MakesBad(QualityReason reason) => reason is
        QualityReason.NoAnswer or QualityReason.DeviceException or QualityReason.Malformed or QualityReason.SensorFault
        or QualityReason.Quarantined or QualityReason.Stopped;
}
