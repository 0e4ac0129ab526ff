/** Asked before the page is left; it calls on when it may be. */
type Ask = (on: () => void) => void;

let ask: Ask | undefined;

/** While somebody holds on, no change of page happens without being asked for. */
export function holdOn(next: Ask | undefined): void {
  ask = next;
}

/** Leaves at once, or when the one who holds on agrees. */
export function leave(on: () => void): void {
  if (ask === undefined) on();
  else ask(on);
}

export const isHeld = (): boolean => ask !== undefined;
