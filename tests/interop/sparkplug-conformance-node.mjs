// node sparkplug-conformance-node.mjs BROKER-URL GROUP EDGE-NODE DEVICE
// An edge node on sparkplug-client that uses what the standard offers: births with a template, a data set and properties,
// many data, a device that dies and comes back, rebirths when asked. Lines of standard input say what to do next.
import { createInterface } from "node:readline";
import sparkplug from "sparkplug-client";

const [, , serverUrl, groupId, edgeNode, deviceId] = process.argv;
const client = sparkplug.newClient({
  serverUrl, username: "", password: "", groupId, edgeNode, clientId: `${groupId}-${edgeNode}`, version: "spBv1.0", publishDeath: true,
  mqttOptions: { reconnectPeriod: 100 },
});

let load = 0;
const now = () => Date.now();
const quality = { Quality: { type: "Int32", value: 192 } };
const members = (values) => values.map(([name, value]) => ({ name, type: "Double", value, timestamp: now() }));
const definition = () => ({
  name: "_types_/crane", type: "Template", timestamp: now(),
  value: { isDefinition: true, version: "1.0", metrics: members([["load", 0], ["radius", 0]]), parameters: [{ name: "maker", type: "String", value: "" }] },
});
const instance = () => ({
  name: "crane", type: "Template", timestamp: now(),
  value: { isDefinition: false, templateRef: "_types_/crane", version: "1.0", metrics: members([["load", load], ["radius", 30]]), parameters: [{ name: "maker", type: "String", value: "中联" }] },
});
const table = () => ({
  name: "load-chart", type: "DataSet", timestamp: now(),
  value: { numOfColumns: 2, columns: ["radius", "load"], types: ["Double", "Double"], rows: [[10, 8], [30, 2.5]] },
});
const birth = () => {
  client.publishNodeBirth({
    timestamp: now(),
    metrics: [
      { name: "Node Control/Rebirth", type: "Boolean", value: false, timestamp: now() }, definition(),
      { name: "uptime", type: "Int64", value: Math.round(process.uptime() * 1000), timestamp: now() },
    ],
  });
  client.publishDeviceBirth(deviceId, {
    timestamp: now(),
    metrics: [{ name: "load", type: "Double", value: load, timestamp: now(), properties: quality }, instance(), table()],
  });
};

client.on("birth", () => {
  birth();
  console.log("born");
});
client.on("ncmd", (payload) => {
  if (payload.metrics.some(({ name, value }) => name === "Node Control/Rebirth" && value)) birth();
});
client.on("dcmd", () => console.log("dcmd"));
client.on("error", (error) => console.error(String(error)));

for await (const line of createInterface({ input: process.stdin })) {
  if (line === "data")
    for (let i = 0; i < 300; i++)
      client.publishDeviceData(deviceId, { timestamp: now(), metrics: [{ name: "load", type: "Double", value: ++load, timestamp: now() }] });
  if (line === "node") client.publishNodeData({ timestamp: now(), metrics: [{ name: "uptime", type: "Int64", value: Math.round(process.uptime() * 1000), timestamp: now() }] });
  if (line === "lost") client.publishDeviceDeath(deviceId, { timestamp: now() });
  if (line === "back") client.publishDeviceBirth(deviceId, {
    timestamp: now(),
    metrics: [{ name: "load", type: "Double", value: ++load, timestamp: now(), properties: quality }, instance(), table()],
  });
}
client.stop();
