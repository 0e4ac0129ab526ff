using Protocols.Modbus;

namespace Protocols.Tests.Modbus;

/// <summary>One question and its answer as the standard prints them, for unit 17 (0x11) on RTU.</summary>
internal sealed record Golden(
    string Name, ModbusRequest Request, string Payload, string Asked, string AskedCrc, string Answered, string AnsweredCrc)
{
    public const byte Unit = 0x11;
    public const ushort Transaction = 0x1501;

    /// <summary>Modbus Application Protocol V1.1b3, the example of each section 6.x and of section 7.</summary>
    public static IReadOnlyList<Golden> All { get; } =
    [
        new("read coils (6.1)", ModbusRequest.Read(ModbusTable.Coil, 19, 19), "",
            """
            01     // function
            00 13  // starting address 19 = coil 20
            00 13  // quantity 19
            """, "8E 92",
            """
            01     // function
            03     // byte count
            CD     // coils 27-20
            6B     // coils 35-28
            05     // coils 38-36, five bits of padding
            """, "40 12"),
        new("read discrete inputs (6.2)", ModbusRequest.Read(ModbusTable.DiscreteInput, 196, 22), "",
            """
            02     // function
            00 C4  // starting address 196 = input 197
            00 16  // quantity 22
            """, "BA A9",
            """
            02     // function
            03     // byte count
            AC     // inputs 204-197
            DB     // inputs 212-205
            35     // inputs 218-213, two bits of padding
            """, "20 18"),
        new("read holding registers (6.3)", ModbusRequest.Read(ModbusTable.HoldingRegister, 107, 3), "",
            """
            03     // function
            00 6B  // starting address 107 = register 108
            00 03  // quantity 3
            """, "76 87",
            """
            03     // function
            06     // byte count
            02 2B  // register 108 = 555
            00 00  // register 109 = 0
            00 64  // register 110 = 100
            """, "C8 BA"),
        new("read input registers (6.4)", ModbusRequest.Read(ModbusTable.InputRegister, 8, 1), "",
            """
            04     // function
            00 08  // starting address 8 = register 9
            00 01  // quantity 1
            """, "B2 98",
            """
            04     // function
            02     // byte count
            00 0A  // register 9 = 10
            """, "F8 F4"),
        new("write single coil (6.5)", ModbusRequest.WriteCoil(172, true), "",
            """
            05     // function
            00 AC  // output address 172 = coil 173
            FF 00  // on
            """, "4E 8B",
            """
            05     // function
            00 AC  // output address 172
            FF 00  // on
            """, "4E 8B"),
        new("write single register (6.6)", ModbusRequest.WriteRegister(1, 3), "",
            """
            06     // function
            00 01  // register address 1 = register 2
            00 03  // value
            """, "9A 9B",
            """
            06     // function
            00 01  // register address 1
            00 03  // value
            """, "9A 9B"),
        new("write multiple coils (6.11)", ModbusRequest.WriteCoils(19, 10), "CD 01",
            """
            0F     // function
            00 13  // starting address 19 = coil 20
            00 0A  // quantity 10
            02     // byte count
            CD     // coils 27-20
            01     // coils 29-28, six bits of padding
            """, "BF 0B",
            """
            0F     // function
            00 13  // starting address 19
            00 0A  // quantity 10
            """, "26 99"),
        new("write multiple registers (6.12)", ModbusRequest.WriteRegisters(1, 2), "00 0A 01 02",
            """
            10     // function
            00 01  // starting address 1 = register 2
            00 02  // quantity 2
            04     // byte count
            00 0A  // register 2 = 10
            01 02  // register 3 = 258
            """, "C6 F0",
            """
            10     // function
            00 01  // starting address 1
            00 02  // quantity 2
            """, "12 98"),
        new("mask write register (6.16)", ModbusRequest.MaskWrite(4, 0x00F2, 0x0025), "",
            """
            16     // function
            00 04  // reference address 4 = register 5
            00 F2  // AND mask
            00 25  // OR mask
            """, "66 E2",
            """
            16     // function
            00 04  // reference address 4
            00 F2  // AND mask
            00 25  // OR mask
            """, "66 E2"),
        new("read/write multiple registers (6.17)", ModbusRequest.ReadWrite(3, 6, 14, 3), "00 FF 00 FF 00 FF",
            """
            17     // function
            00 03  // read starting address 3 = register 4
            00 06  // quantity to read 6
            00 0E  // write starting address 14 = register 15
            00 03  // quantity to write 3
            06     // write byte count
            00 FF  // register 15
            00 FF  // register 16
            00 FF  // register 17
            """, "4B 54",
            """
            17     // function
            0C     // byte count
            00 FE  // register 4
            0A CD  // register 5
            00 01  // register 6
            00 03  // register 7
            00 0D  // register 8
            00 FF  // register 9
            """, "0D 75"),
        new("exception to read coils (7)", ModbusRequest.Read(ModbusTable.Coil, 1185, 1), "",
            """
            01     // function
            04 A1  // starting address 1185 = coil 1186
            00 01  // quantity 1
            """, "AF 88",
            """
            81     // function with the exception flag
            02     // illegal data address
            """, "C0 54"),
    ];

    public byte[] PayloadBytes => Hex.Parse(Payload);

    public byte[] AskedPdu => Hex.Parse(Asked);

    public byte[] AnsweredPdu => Hex.Parse(Answered);

    public byte[] AskedRtu => Rtu(AskedPdu, AskedCrc);

    public byte[] AnsweredRtu => Rtu(AnsweredPdu, AnsweredCrc);

    public byte[] AskedTcp => Tcp(AskedPdu);

    public byte[] AnsweredTcp => Tcp(AnsweredPdu);

    public static TheoryData<string> Names => [.. All.Select(golden => golden.Name)];

    public static Golden Named(string name) => All.Single(golden => golden.Name == name);

    private static byte[] Rtu(byte[] pdu, string crc) =>
    [
        Unit,             // unit id
        .. pdu,
        .. Hex.Parse(crc), // CRC low, CRC high
    ];

    private static byte[] Tcp(byte[] pdu) =>
    [
        0x15, 0x01,                   // transaction id
        0x00, 0x00,                   // protocol id
        0x00, (byte)(pdu.Length + 1), // length: unit id and PDU
        Unit,                         // unit id
        .. pdu,
    ];
}
