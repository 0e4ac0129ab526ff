// node sparkplug-edge-node.mjs BROKER-URL GROUP EDGE-NODE DEVICE [USER PASSWORD]
// An edge node on sparkplug-client: births itself and its device, publishes one reading for each line of standard input
// ("metric value"), births again when asked, and prints what it is told as lines of JSON. Ends with standard input.
import { createInterface } from "node:readline";
import sparkplug from "sparkplug-client";

const [, , serverUrl, groupId, edgeNode, deviceId, username = "", password = ""] = process.argv;
const print = (event, rest) => console.log(JSON.stringify({ event, ...rest }, (_, v) => (typeof v === "bigint" ? String(v) : v)));
const client = sparkplug.newClient({
  serverUrl, username, password, groupId, edgeNode, clientId: `${groupId}-${edgeNode}`, version: "spBv1.0", publishDeath: true,
});

const seen = new Map();
const metrics = () => [...seen].map(([name, value]) => ({ name, type: "Double", value }));
const birth = () => {
  const timestamp = Date.now();
  client.publishNodeBirth({ timestamp, metrics: [{ name: "Node Control/Rebirth", type: "Boolean", value: false }] });
  client.publishDeviceBirth(deviceId, { timestamp, metrics: metrics() });
};

const connected = new Promise((resolve) => client.once("birth", resolve));
client.on("birth", () => {
  birth();
  print("born");
});
client.on("ncmd", (payload) => {
  print("ncmd", { metrics: payload.metrics.map(({ name, value }) => ({ name, value: String(value) })) });
  if (payload.metrics.some(({ name, value }) => name === "Node Control/Rebirth" && value)) birth();
});
client.on("dcmd", (device, payload) =>
  print("dcmd", { device, metrics: payload.metrics.map(({ name, value }) => ({ name, value: String(value) })) }));
client.on("error", (error) => print("error", { message: String(error) }));

await connected;
for await (const line of createInterface({ input: process.stdin })) {
  const [name, value] = line.trim().split(/\s+/);
  const known = seen.has(name);
  seen.set(name, Number(value));
  // The standard lets a device report only what its birth has named.
  if (!known) birth();
  client.publishDeviceData(deviceId, { timestamp: Date.now(), metrics: [{ name, type: "Double", value: Number(value) }] });
}
client.stop();
