/** A key that makes a request happen once however often it is sent; browsers have randomUUID on secure addresses only. */
export function newReplayKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((one) => one.toString(16).padStart(2, '0')).join('');
}
