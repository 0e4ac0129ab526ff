namespace Protocols.Modbus;

/// <summary>Why a server refused a request (Modbus Application Protocol V1.1b3 §7).</summary>
public enum ModbusExceptionCode : byte
{
    /// <summary>Not refused; never on the wire.</summary>
    None = 0,

    /// <summary>0x01: the server does not know the function code.</summary>
    IllegalFunction = 1,

    /// <summary>0x02: the address, or the address with the quantity, is not there.</summary>
    IllegalDataAddress = 2,

    /// <summary>0x03: a quantity, byte count, implied length or coil value is not allowed.</summary>
    IllegalDataValue = 3,

    /// <summary>0x04: the server failed while it carried out the request.</summary>
    ServerDeviceFailure = 4,

    /// <summary>0x05: accepted, but it will take long.</summary>
    Acknowledge = 5,

    /// <summary>0x06: busy with a long command; ask again later.</summary>
    ServerDeviceBusy = 6,

    /// <summary>0x08: parity error in the extended memory.</summary>
    MemoryParityError = 8,

    /// <summary>0x0A: the gateway has no path to the unit.</summary>
    GatewayPathUnavailable = 10,

    /// <summary>0x0B: the unit behind the gateway did not answer.</summary>
    GatewayTargetFailedToRespond = 11,
}
