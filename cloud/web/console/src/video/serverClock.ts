/** The server's clock against ours, by the quickest question and answer. */
export class ServerClock {
  private offset = 0;
  private quickest = Infinity;

  /** Both in ms: when we asked by our clock, and what the server's clock said. */
  hear(asked: number, said: number, now: number): void {
    const turn = now - asked;
    if (turn > this.quickest * 1.5) return;
    this.quickest = Math.min(this.quickest, turn);
    this.offset = said - (asked + turn / 2);
  }

  /** What the server's clock shows at `now` of ours, ms. */
  at(now: number): number {
    return now + this.offset;
  }
}
