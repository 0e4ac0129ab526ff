using Telemetry.Model;

namespace Edge.Core.Drivers.Binding;

/// <summary>What a driver took off the wire, before scale, range and quality.</summary>
/// <param name="Number">The number as the device sent it.</param>
/// <param name="Integer">The same as an integer, when the wire type is one: compared with the profile's invalid raw values.</param>
/// <param name="Mark">What the device itself says against the value; <see cref="QualityReason.None"/> when nothing.</param>
public readonly record struct RawValue(double Number, long? Integer = null, QualityReason Mark = QualityReason.None);
