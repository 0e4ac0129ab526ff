using System.Diagnostics.Metrics;
using Protocols.Modbus;

namespace Edge.Drivers.Modbus;

/// <summary>Numbers of the Modbus links: meter <c>Edge.Modbus</c>.</summary>
public sealed class ModbusMetrics : IDisposable
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "Edge.Modbus";

    private readonly Meter _meter = new(MeterName);
    private readonly Counter<long> _requests;
    private readonly Counter<long> _timeOuts;
    private readonly Counter<long> _exceptions;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _connects;

    public ModbusMetrics()
    {
        _requests = _meter.CreateCounter<long>("edge.modbus.requests", null, "Requests sent");
        _timeOuts = _meter.CreateCounter<long>("edge.modbus.timeouts", null, "Requests without an answer in time");
        _exceptions = _meter.CreateCounter<long>("edge.modbus.exceptions", null, "Exception answers, by code");
        _refused = _meter.CreateCounter<long>("edge.modbus.refused", null, "Received bytes that were refused, by fault");
        _connects = _meter.CreateCounter<long>("edge.modbus.connects", null, "Links opened");
    }

    public void Dispose() => _meter.Dispose();

    internal void Requested(string bus) => _requests.Add(1, Tag("bus", bus));

    internal void TimedOut(string bus) => _timeOuts.Add(1, Tag("bus", bus));

    internal void Connected(string bus) => _connects.Add(1, Tag("bus", bus));

    internal void Excepted(string bus, ModbusExceptionCode code) => _exceptions.Add(1, Tag("bus", bus), Tag("code", code.ToString()));

    internal void Refused(string bus, ModbusFault fault) => _refused.Add(1, Tag("bus", bus), Tag("fault", fault.ToString()));

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);
}
