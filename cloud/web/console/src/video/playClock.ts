export const DAY_MS = 86_400_000;

/** One clock for several recordings: it runs while nobody waits for data, and all pictures follow it. */
export class PlayClock {
  private base: number;
  private since: number | undefined;
  private speed = 1;
  private readonly waiting = new Set<string>();
  private readonly listeners = new Set<() => void>();

  constructor(at: number) {
    this.base = at;
  }

  /** Ms since 1970. */
  get now(): number {
    return this.since === undefined || this.waiting.size > 0 ? this.base : this.base + (performance.now() - this.since) * this.speed;
  }

  get playing(): boolean {
    return this.since !== undefined;
  }

  get rate(): number {
    return this.speed;
  }

  get held(): boolean {
    return this.waiting.size > 0;
  }

  play(): void {
    this.settle();
    this.since = performance.now();
    this.tell();
  }

  pause(): void {
    this.settle();
    this.since = undefined;
    this.tell();
  }

  seek(at: number): void {
    this.base = at;
    if (this.since !== undefined) this.since = performance.now();
    this.tell();
  }

  setRate(rate: number): void {
    this.settle();
    this.speed = rate;
    this.tell();
  }

  /** A picture that has no data yet holds all others. */
  wait(who: string, waits: boolean): void {
    if (this.waiting.has(who) === waits) return;
    this.settle();
    if (waits) this.waiting.add(who);
    else this.waiting.delete(who);
    if (this.since !== undefined) this.since = performance.now();
  }

  listen(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => { this.listeners.delete(listener); };
  }

  private settle(): void {
    this.base = this.now;
    if (this.since !== undefined) this.since = performance.now();
  }

  private tell(): void {
    this.listeners.forEach((listener) => listener());
  }
}
