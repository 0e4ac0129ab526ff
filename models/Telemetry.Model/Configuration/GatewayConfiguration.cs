using Telemetry.Model.Rules;

namespace Telemetry.Model.Configuration;

/// <summary>
/// What a gateway shall do: the desired state that the cloud keeps and re-issues, and that the gateway reports back with
/// the same version once applied. Never touches the outbox.
/// </summary>
/// <param name="Version">Grows by one with each change; 0 = the file shipped with the gateway.</param>
/// <param name="Devices">Devices behind the gateway.</param>
/// <param name="Rules">Local rules (those with actions), already with the project's overrides.</param>
public sealed record GatewayConfiguration(
    long Version,
    IReadOnlyList<DeviceConfiguration> Devices,
    IReadOnlyList<RuleDefinition> Rules);

/// <summary>One device behind a gateway: at most eight fields for the person who adds it.</summary>
/// <param name="Id">Device id, unique in the project.</param>
/// <param name="Name">For people: 1号塔吊.</param>
/// <param name="Profile">Id of a profile in <c>models/devices</c>.</param>
/// <param name="Address">
/// Where it is: <c>tcp://host:port</c> (Modbus TCP), <c>rtu:///dev/ttyS1?baud=9600&amp;parity=none</c> (Modbus RTU),
/// <c>rtu+tcp://host:port</c> (RTU frames over a serial server), <c>hj212://listen</c> (station dials in), <c>gpio://chip0</c> or <c>gpio://simulated</c>,
/// <c>rtsp://user@host:554/main#/sub</c> (camera; behind <c>#</c> the path of its sub-stream).
/// </param>
/// <param name="Unit">Modbus unit id 0–247, or null.</param>
/// <param name="StationId">HJ 212 MN, or null.</param>
/// <param name="Password">HJ 212 PW or a camera's password, or null.</param>
/// <param name="Parameters">Per-device parameters over the profile's defaults.</param>
public sealed record DeviceConfiguration(
    string Id,
    string Name,
    string Profile,
    string Address,
    int? Unit = null,
    string? StationId = null,
    string? Password = null,
    IReadOnlyDictionary<string, double>? Parameters = null);
