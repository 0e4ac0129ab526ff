// node modbus-client.mjs tcp|rtu-over-tcp PORT UNIT
// Asks a server everything that modbus-serial can ask, with the examples of Modbus Application Protocol V1.1b3, and
// prints the answers as one line of JSON.
import ModbusRTU from "modbus-serial";

const [, , mode, port, unit] = process.argv;
const client = new ModbusRTU();
const connect = mode === "tcp" ? "connectTCP" : "connectTelnet";
await client[connect]("127.0.0.1", { port: Number(port) });
client.setID(Number(unit));
client.setTimeout(10_000);

const refused = async (ask) => {
  try {
    await ask();
    return 0;
  } catch (error) {
    return error.modbusCode ?? String(error);
  }
};

const answers = {
  coils: (await client.readCoils(19, 19)).data.slice(0, 19),
  inputs: (await client.readDiscreteInputs(196, 22)).data.slice(0, 22),
  holding: (await client.readHoldingRegisters(107, 3)).data,
  input: (await client.readInputRegisters(8, 1)).data,
  coil: await client.writeCoil(172, true),
  register: await client.writeRegister(1, 3),
  manyCoils: await client.writeCoils(40, [true, false, true, true, false, false, true, true, true, false]),
  manyRegisters: await client.writeRegisters(20, [10, 258]),
  longest: (await client.readHoldingRegisters(0, 125)).data.length,
  beyond: await refused(() => client.readHoldingRegisters(199, 2)),
  tooMany: await refused(() => client.readHoldingRegisters(0, 126)),
};
// modbus-serial's RTU over TCP ("telnet") knows the length of no other answers.
if (mode === "tcp") {
  answers.mask = await client.maskWriteRegister(4, 0x00f2, 0x0025);
  // Writes 20-22 and reads them back together with 19 in one transaction.
  answers.readWrite = (await client.readWriteRegisters(19, 4, 20, 3, [255, 256, 257])).data;
  answers.unknown = await refused(() => client.readDeviceIdentification(1, 0));
}
console.log(JSON.stringify(answers));
client.close(() => process.exit(0));
