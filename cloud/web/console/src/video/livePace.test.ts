import { expect, it } from 'vitest';
import { LivePace } from './livePace';

const FRAME = 1 / 15;

/** A camera of 15 frames a second whose frames come after `late`, and a picture that plays as the pace says. */
function play(pace: LivePace, seconds: number, late: (frame: number) => number, begin: { picture: number; now?: number }): { behind: number[]; stood: number; jumps: number; now: number; picture: number } {
  let now = begin.now ?? 0;
  let picture = begin.picture;
  let [stood, jumps, standing] = [0, 0, false];
  const behind: number[] = [];
  for (const until = now + seconds; now < until; now += 0.02) {
    let end = 0;
    for (let frame = Math.floor(now / FRAME); frame >= 0 && end === 0; frame -= 1) if (frame * FRAME + late(frame) <= now) end = (frame + 1) * FRAME;
    const step = Math.round(now * 50) % 5 === 0 ? pace.step(now * 1000, end - picture) : undefined;
    if (step?.to !== undefined) {
      picture = end - step.to;
      jumps += 1;
    }
    rate = step?.rate ?? rate;
    const next = picture + 0.02 * rate;
    if (next > end) {
      if (!standing) { stood += 1; pace.starved(now * 1000); }
      standing = true;
    } else {
      standing = false;
      picture = next;
    }
    behind.push(now - picture);
  }
  return { behind, stood, jumps, now, picture };
}
let rate = 1;

it('shows a steady network nearly at once and stays there', () => {
  const run = play(new LivePace(), 60, () => 0.03, { picture: 0 });
  expect(run.stood).toBeLessThan(3);
  expect(Math.max(...run.behind.slice(-1_000))).toBeLessThan(0.3);
});

it('jumps when it begins far back, and never again', () => {
  const run = play(new LivePace(), 30, () => 0.03, { picture: 0, now: 3 });
  expect(run.jumps).toBe(1);
});

it('is late by what the network jitters, and comes back when it is calm again', () => {
  const pace = new LivePace();
  const rough = play(pace, 120, (frame) => (frame % 40 < 6 ? 0.35 : 0.03), { picture: 0 });
  expect(pace.distance).toBeGreaterThan(0.15);
  expect(rough.stood).toBeLessThan(12);
  play(pace, 900, () => 0.03, { picture: rough.picture, now: rough.now });
  expect(pace.distance).toBeCloseTo(0.08, 2);
});

it('makes up for a second of silence without standing late afterwards', () => {
  const run = play(new LivePace(), 40, (frame) => (frame > 300 && frame < 312 ? (312 - frame) * FRAME + 0.03 : 0.03), { picture: 0 });
  expect(Math.max(...run.behind.slice(-500))).toBeLessThan(0.4);
});
