import { token } from '../tokens/tokens';

/** The same measure has the same colour on every page. */
const FIXED: Record<string, number> = {
  'moment-ratio': 1, load: 2, 'wind-speed': 3, radius: 4, 'hook-height': 5, pm10: 1, pm25: 2, tsp: 4, noise: 3,
  'axial-force': 1, settlement: 2, 'horizontal-displacement': 3, tilt: 4, 'top-horizontal': 1, 'strut-force': 2,
  'water-level-change': 3, 'ground-settlement': 4, co: 1, h2s: 5, o2: 2, lel: 4,
};
const COLOURS = 6;

export function seriesIndex(point: string): number {
  const fixed = FIXED[point];
  if (fixed !== undefined) return fixed;
  let sum = 0;
  for (let at = 0; at < point.length; at++) sum = (sum * 31 + point.charCodeAt(at)) % 9973;
  return (sum % COLOURS) + 1;
}

/** Distinct colours within one chart, keeping to each measure's own where it is free. */
export function seriesColours(points: readonly string[]): string[] {
  const taken = new Set<number>();
  return points.map((point) => {
    let index = seriesIndex(point);
    for (let tries = 0; taken.has(index) && tries < COLOURS; tries++) index = (index % COLOURS) + 1;
    taken.add(index);
    return token(`series-${index}`);
  });
}
