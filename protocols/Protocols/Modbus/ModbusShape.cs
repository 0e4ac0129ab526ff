namespace Protocols.Modbus;

/// <summary>Where each function's PDU carries a byte count and how long it is before its data.</summary>
internal static class ModbusShape
{
    public const byte ExceptionFlag = 0x80;

    /// <summary>Bytes of a request's PDU before its data, the byte count included; 0 for a function not spoken here.</summary>
    public static int RequestHeader(ModbusFunction function) => function switch
    {
        >= ModbusFunction.ReadCoils and <= ModbusFunction.WriteSingleRegister => 5,
        ModbusFunction.WriteMultipleCoils or ModbusFunction.WriteMultipleRegisters => 6,
        ModbusFunction.MaskWriteRegister => 7,
        ModbusFunction.ReadWriteMultipleRegisters => ModbusPdu.LongestHeader,
        _ => 0,
    };

    /// <summary>True when the last byte of <see cref="RequestHeader"/> is a byte count.</summary>
    public static bool RequestHasByteCount(ModbusFunction function) => function is ModbusFunction.WriteMultipleCoils
        or ModbusFunction.WriteMultipleRegisters or ModbusFunction.ReadWriteMultipleRegisters;

    /// <summary>Bytes of an answer's PDU before its data, the byte count included; 0 for a function not spoken here.</summary>
    public static int ResponseHeader(ModbusFunction function) => function switch
    {
        >= ModbusFunction.ReadCoils and <= ModbusFunction.ReadInputRegisters => 2,
        ModbusFunction.ReadWriteMultipleRegisters => 2,
        ModbusFunction.WriteSingleCoil or ModbusFunction.WriteSingleRegister => 5,
        ModbusFunction.WriteMultipleCoils or ModbusFunction.WriteMultipleRegisters => 5,
        ModbusFunction.MaskWriteRegister => 7,
        _ => 0,
    };

    /// <summary>True when the second byte of an answer is a byte count.</summary>
    public static bool ResponseHasByteCount(ModbusFunction function) => ResponseHeader(function) == 2;
}
