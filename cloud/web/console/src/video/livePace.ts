/** Seconds between the picture and the newest frame that are kept when nothing ever comes late, and the most that is kept on a bad network. */
const LEAST = 0.08;
const MOST = 0.6;
/** So much more is kept after each time that frames were missing, and so much less after each calm time. */
const MORE = 0.06;
const LESS = 0.02;
const CALM_MS = 30_000;
/** The distance is its lowest over this time: it swings by a frame with every frame that comes. */
const WINDOW_MS = 1_000;
/** Further behind than this it jumps; nearer it plays a little faster. */
const JUMP = 0.8;
const FASTEST = 1.25;
const SLOWEST = 0.96;

/** What to do now: play at this rate, and first jump when `to` is there (seconds before the newest frame). */
export interface PaceStep {
  rate: number;
  to?: number;
}

/**
 * Keeps a live picture near its newest frame: as near as the network lets it. Frames that come late make the distance larger for a
 * while, so that a jittering network is late by its jitter and a steady one by nearly nothing.
 */
export class LivePace {
  private readonly seen: { at: number; behind: number }[] = [];
  private target = LEAST;
  private calmSince = 0;
  private catching = false;

  /** Seconds that are kept now. */
  get distance(): number {
    return this.target;
  }

  /** The picture stood still because the next frame was not there. */
  starved(now: number): void {
    this.target = Math.min(MOST, this.target + MORE);
    this.calmSince = now;
  }

  /** @param now Milliseconds. @param behind Seconds between the picture and the end of what is there. */
  step(now: number, behind: number): PaceStep {
    if (now - this.calmSince > CALM_MS) {
      this.target = Math.max(LEAST, this.target - LESS);
      this.calmSince = now;
    }
    this.seen.push({ at: now, behind });
    while (now - (this.seen[0]?.at ?? now) > WINDOW_MS) this.seen.shift();
    const over = Math.min(...this.seen.map((one) => one.behind)) - this.target;
    if (behind < 0 || over > JUMP) {
      this.seen.length = 0;
      this.catching = false;
      return { rate: 1, to: this.target };
    }
    this.catching = over > (this.catching ? 0 : 0.04);
    if (this.catching) return { rate: Math.min(FASTEST, 1.02 + over / 2) };
    return { rate: over < -this.target / 2 ? SLOWEST : 1 };
  }
}
