namespace Cloud.Host;

/// <summary>
/// One line of an operator's list: a gateway with its project and, when it is given, one of its devices. Further lines
/// with the same gateway add further devices. What describes the project is needed only where the project is new, and
/// then only in its first line.
/// </summary>
public sealed record GatewayImportRow(
    string Project,
    string Gateway,
    string? ProjectName = null,
    string? Division = null,
    string? Address = null,
    double? Longitude = null,
    double? Latitude = null,
    string? Stage = null,
    string? GatewayName = null,
    string? Device = null,
    string? DeviceName = null,
    string? Profile = null,
    string? DeviceAddress = null,
    int? Unit = null,
    string? StationId = null);
