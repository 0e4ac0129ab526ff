namespace Telemetry.Model.Profiles;

/// <summary>
/// How one maker's model speaks: one JSON file in <c>models/devices</c>. Gateways bind drivers to it, simulators serve
/// it, the cloud labels and ranges with it. Validated as a whole: see <c>ProfileCatalogue</c>.
/// </summary>
/// <param name="Id">File name without extension, e.g. <c>generic-tower-crane-modbus</c>.</param>
/// <param name="Maker">Maker as printed on the plate.</param>
/// <param name="Model">Model as printed on the plate.</param>
/// <param name="SensorType">Id in <c>SensorTypes</c>: what kind of machine it is.</param>
/// <param name="Protocol"><c>modbus</c>, <c>hj212</c> or <c>gpio</c>.</param>
/// <param name="Groups">Polling cadences by name; every polled point names one.</param>
/// <param name="Points">At least one.</param>
/// <param name="Parameters">Defaults of per-device parameters that formulas and rules read (f0, design force, jib length).</param>
/// <param name="Hj212">Protocol options of a HJ 212 station; null for others.</param>
/// <param name="Source">Where the register list comes from.</param>
public sealed record DeviceProfile(
    string Id,
    string Maker,
    string Model,
    string SensorType,
    string Protocol,
    IReadOnlyDictionary<string, PollGroup> Groups,
    IReadOnlyList<ProfilePoint> Points,
    IReadOnlyDictionary<string, double>? Parameters = null,
    Hj212Dialect? Hj212 = null,
    string? Source = null);

/// <summary>A polling cadence.</summary>
/// <param name="Every">Period in milliseconds, 20 to 86,400,000.</param>
public sealed record PollGroup(int Every);

/// <summary>One point of a profile: where it is on the wire and what becomes of it.</summary>
/// <param name="Id">Point id; must be one of the sensor type's.</param>
/// <param name="Group">Polling group; null for pushed (HJ 212) points.</param>
/// <param name="Modbus">Address on Modbus; null for other protocols.</param>
/// <param name="Hj212">Factor and field on HJ 212; null for others.</param>
/// <param name="Gpio">Line on GPIO; null for others.</param>
/// <param name="Scale">value = raw × scale + offset.</param>
/// <param name="Offset">See <paramref name="Scale"/>; in the point's unit.</param>
/// <param name="Range">Legal values after scaling; null = the sensor type's.</param>
/// <param name="InvalidRaw">Raw integers that mean "no value" (0x7FFF, say).</param>
/// <param name="Access"><c>r</c>, <c>w</c> or <c>rw</c>.</param>
/// <param name="Formula">A conversion beyond linear; null for none.</param>
/// <param name="Report">When a value goes to the outbox; null = the sensor type's default.</param>
/// <param name="StuckAfter">Seconds after which an unchanged value is marked stuck; null = never.</param>
/// <param name="MaxStep">Largest change per second the quantity can make, in its unit; null = unchecked.</param>
public sealed record ProfilePoint(
    string Id,
    string? Group = null,
    ModbusAddress? Modbus = null,
    Hj212Address? Hj212 = null,
    GpioAddress? Gpio = null,
    double Scale = 1,
    double Offset = 0,
    ValueRange? Range = null,
    IReadOnlyList<long>? InvalidRaw = null,
    string Access = "r",
    PointFormula? Formula = null,
    ReportPolicy? Report = null,
    double? StuckAfter = null,
    double? MaxStep = null);

/// <summary>Both ends included, in the point's unit.</summary>
public sealed record ValueRange(double Min, double Max);

/// <summary>A point on Modbus (Modbus Application Protocol V1.1b3 §4.3–4.4).</summary>
/// <param name="Table"><c>coil</c>, <c>discrete</c>, <c>input</c> or <c>holding</c>.</param>
/// <param name="Address">Protocol address, 0–65,535 (not the 4xxxx notation).</param>
/// <param name="Type"><c>bit</c>, <c>int16</c>, <c>uint16</c>, <c>int32</c>, <c>uint32</c>, <c>float32</c>, <c>int64</c>, <c>uint64</c> or <c>float64</c>.</param>
/// <param name="Bit">Bit 0–15 of a register when <paramref name="Type"/> is <c>bit</c> on a register table.</param>
/// <param name="ByteOrder"><c>big</c> (the standard's) or <c>little</c> within a register.</param>
/// <param name="WordOrder"><c>big</c> (high word first) or <c>little</c> over registers.</param>
public sealed record ModbusAddress(
    string Table, int Address, string Type, int? Bit = null, string ByteOrder = "big", string WordOrder = "big");

/// <summary>A point on HJ 212: factor code and field, e.g. <c>a34002</c> + <c>Rtd</c>.</summary>
public sealed record Hj212Address(string Factor, string Field = "Rtd");

/// <summary>A point on GPIO.</summary>
/// <param name="Line">Line offset on the chip.</param>
/// <param name="Direction"><c>in</c> or <c>out</c>.</param>
/// <param name="ActiveLow">True when a low level means 1.</param>
public sealed record GpioAddress(int Line, string Direction, bool ActiveLow = false);

/// <summary>
/// A conversion by name. <c>vibrating-wire</c>: raw is f in Hz; F = k·(f0² − f²) + b·(T − t0) in kN, parameters
/// <c>k f0 b t0</c> per device and T from <paramref name="TemperaturePoint"/>.
/// </summary>
public sealed record PointFormula(string Kind, string? TemperaturePoint = null);

/// <summary>When a value goes to the outbox.</summary>
/// <param name="Mode"><c>every</c> (each period), <c>change</c> (beyond the dead band, and at least every period) or <c>poll</c> (each poll).</param>
/// <param name="Period">Number and unit: <c>10s</c>, <c>5m</c>, <c>1h</c>, <c>1d</c> (the standard's 6.2.4: by second, minute, hour, day).</param>
/// <param name="DeadBand">Smallest change that counts, in the point's unit.</param>
public sealed record ReportPolicy(string Mode, string Period = "10s", double DeadBand = 0);

/// <summary>What a HJ 212 station really sends.</summary>
/// <param name="Edition">2005, 2017 or 2025.</param>
/// <param name="Lenient">Names of tolerated deviations, see the codec.</param>
/// <param name="Sm4">True when upward CN 2000–2999 is SM4-encrypted (2025).</param>
public sealed record Hj212Dialect(int Edition = 2017, IReadOnlyList<string>? Lenient = null, bool Sm4 = false);
