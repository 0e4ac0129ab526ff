using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using Protocols.Modbus;

namespace Edge.Drivers.Modbus;

/// <summary>How Modbus devices are asked. Section <c>Modbus</c>.</summary>
public sealed class ModbusOptions
{
    /// <summary>Longest wait for an answer over TCP, in milliseconds, 10–30,000; default 1000.</summary>
    [Range(10, 30_000)]
    public int TcpTimeoutMilliseconds { get; set; } = 1000;

    /// <summary>Longest wait for an answer on a serial line, beyond the transmission itself, in milliseconds, 10–30,000; default 500.</summary>
    [Range(10, 30_000)]
    public int SerialTimeoutMilliseconds { get; set; } = 500;

    /// <summary>Longest wait for a connection, in milliseconds, 100–60,000; default 3000.</summary>
    [Range(100, 60_000)]
    public int ConnectTimeoutMilliseconds { get; set; } = 3000;

    /// <summary>Unused registers that are read along rather than asked around, 0–120; default 8.</summary>
    [Range(0, 120)]
    public int MaxGapRegisters { get; set; } = 8;

    /// <summary>Unused bits that are read along rather than asked around, 0–1900; default 64.</summary>
    [Range(0, 1900)]
    public int MaxGapBits { get; set; } = 64;

    /// <summary>Registers in one request, 1–125; default 125.</summary>
    [Range(1, ModbusLimits.ReadRegisters)]
    public int MaxRegisters { get; set; } = ModbusLimits.ReadRegisters;

    /// <summary>Bits in one request, 1–2000; default 2000.</summary>
    [Range(1, ModbusLimits.ReadBits)]
    public int MaxBits { get; set; } = ModbusLimits.ReadBits;

    /// <summary>Seconds after which a refused or silent register range is tried again, 1–86,400; default 60.</summary>
    [Range(1, 86_400)]
    public int RefusedRetrySeconds { get; set; } = 60;
}

/// <summary>Generated check of <see cref="ModbusOptions"/>.</summary>
[OptionsValidator]
public sealed partial class ModbusOptionsValidator : IValidateOptions<ModbusOptions>;
