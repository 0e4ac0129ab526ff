/** So many times within `WITHIN_MS` that the picture stood still for `STILL_MS` mean that the network does not carry the stream. */
const MOST = 3;
const WITHIN_MS = 30_000;
const STILL_MS = 400;

/** Counts how often a live picture stood still or jumped lately. */
export class Lags {
  private readonly at: number[] = [];
  private stillSince: number | undefined;

  /** The picture stands still. */
  stopped(now: number): void {
    this.stillSince = now;
  }

  /** It moves again. */
  moves(now: number): void {
    if (this.stillSince !== undefined && now - this.stillSince > STILL_MS) this.count(now);
    this.stillSince = undefined;
  }

  count(now: number): void {
    this.at.push(now);
    while (now - (this.at[0] ?? now) > WITHIN_MS) this.at.shift();
  }

  get tooMany(): boolean {
    return this.at.length >= MOST;
  }
}
