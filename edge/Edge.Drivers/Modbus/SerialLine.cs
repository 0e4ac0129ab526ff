using System.IO.Ports;
using Telemetry.Model.Configuration;

namespace Edge.Drivers.Modbus;

/// <summary>A serial port, or the pseudo-terminal that stands for one.</summary>
internal sealed class SerialLine : IByteLine
{
    private readonly SerialPort _port;

    public SerialLine(DeviceAddress address)
    {
        var settings = address.Serial ?? new SerialSettings();
        var parity = settings.Parity switch { "even" => Parity.Even, "odd" => Parity.Odd, _ => Parity.None };
        _port = new SerialPort(address.Path, settings.Baud, parity, 8, settings.StopBits == 2 ? StopBits.Two : StopBits.One);
        try
        {
            _port.Open();
        }
        catch
        {
            _port.Dispose();
            throw;
        }
    }

    public Stream Stream => _port.BaseStream;

    public void Discard() => _port.DiscardInBuffer();

    public void Dispose() => _port.Dispose();
}
