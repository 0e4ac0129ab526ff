// node modbus-server.mjs
// Serves 200 of each table at any unit until standard input ends; prints {"port":…} once it listens.
import ModbusRTU from "modbus-serial";

const size = 200;
const coils = new Array(size).fill(false);
const inputs = Array.from({ length: size }, (_, i) => i % 3 === 0);
const holding = Array.from({ length: size }, (_, i) => i * 2);
const input = Array.from({ length: size }, (_, i) => 65535 - i);

// modbus-serial turns a thrown object with modbusErrorCode into an exception.
const at = (table, address) => {
  if (address >= size) throw { modbusErrorCode: 2, message: "illegal data address" };
  return table[address];
};
const set = (table, address, value) => {
  at(table, address);
  table[address] = value;
};

const server = new ModbusRTU.ServerTCP(
  {
    getCoil: (address, unit) => at(coils, address),
    getDiscreteInput: (address, unit) => at(inputs, address),
    getHoldingRegister: (address, unit) => at(holding, address),
    getInputRegister: (address, unit) => at(input, address),
    setCoil: (address, value, unit) => set(coils, address, value),
    setRegister: (address, value, unit) => set(holding, address, value),
  },
  // "0" as a string: the number 0 would be taken for "not given" and become 502.
  { host: "127.0.0.1", port: "0", unitID: 255 },
);
server.on("initialized", () => console.log(JSON.stringify({ port: server._server.address().port })));
process.stdin.resume();
process.stdin.on("end", () => process.exit(0));
