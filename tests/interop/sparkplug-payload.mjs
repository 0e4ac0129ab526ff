// node sparkplug-payload.mjs
// Reads payloads as hex, one a line, and answers each with one line: {"payload": what sparkplug-payload understood,
// "hex": what it encodes again}. 64-bit numbers become strings, bytes become hex.
import { createInterface } from "node:readline";
import payloads from "sparkplug-payload";

const codec = payloads.get("spBv1.0");
const plain = (key, value) => {
  if (value?.low !== undefined && value?.high !== undefined) return value.toString();
  if (value instanceof Uint8Array) return Buffer.from(value).toString("hex");
  if (value?.type === "Buffer") return Buffer.from(value.data).toString("hex");
  return value;
};

for await (const line of createInterface({ input: process.stdin })) {
  const payload = codec.decodePayload(Buffer.from(line, "hex"));
  console.log(JSON.stringify({ payload, hex: Buffer.from(codec.encodePayload(payload)).toString("hex") }, plain));
}
