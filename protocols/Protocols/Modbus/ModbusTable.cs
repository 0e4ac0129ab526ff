namespace Protocols.Modbus;

/// <summary>The four primary tables (Modbus Application Protocol V1.1b3 §4.3).</summary>
public enum ModbusTable
{
    /// <summary>Single bits, read and written.</summary>
    Coil,

    /// <summary>Single bits, read only.</summary>
    DiscreteInput,

    /// <summary>16-bit registers, read only.</summary>
    InputRegister,

    /// <summary>16-bit registers, read and written.</summary>
    HoldingRegister,
}
