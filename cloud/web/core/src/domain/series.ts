import type { Gap, HistoryThreshold, PointValue, Series, SeriesRow } from '../api/types';
import { GOOD } from './quality';

/**
 * Rows with a break wherever two neighbours lie further apart than `widest`: a line is never drawn over a gap, also
 * when the server's own break row was cut off at the edge of the range.
 */
export function breakGaps(rows: readonly SeriesRow[], widest: number): SeriesRow[] {
  const out: SeriesRow[] = [];
  for (const row of rows) {
    const before = out.at(-1);
    if (before !== undefined && before[1] !== null && row[1] !== null && row[0] - before[0] > widest) {
      out.push([before[0] + 1, null]);
    }
    out.push(row);
  }
  return out;
}

/** Adds a live reading at the end; a late or doubtful one is left to the next read of the history. */
export function appendLive(series: Series, reading: PointValue, keepFrom: number): Series {
  const time = Date.parse(reading.time);
  const last = series.points.at(-1);
  if (reading.value === null || reading.quality < GOOD || (last !== undefined && time <= last[0])) return series;
  const points = series.points.filter((row) => row[0] >= keepFrom);
  return { ...series, points: [...points, [time, reading.value, reading.value, reading.value]] };
}

export interface Span {
  from: number;
  to: number;
  reason: string;
}

/** Gaps of one point (or of the whole device) inside a range, clipped to it. */
export function gapsOf(gaps: readonly Gap[], point: string, from: number, to: number): Span[] {
  return gaps
    .filter((gap) => gap.point === undefined || gap.point === null || gap.point === point)
    .map((gap) => ({ from: Math.max(from, Date.parse(gap.from)), to: Math.min(to, Date.parse(gap.to)), reason: gap.reason ?? 'missing' }))
    .filter((gap) => gap.to > gap.from);
}

export interface Band {
  from: number;
  to: number;
  threshold: HistoryThreshold;
}

/** Tinted areas between thresholds: each runs to the next more severe one, the outermost to the end of the axis. */
export function bandsOf(thresholds: readonly HistoryThreshold[], low: number, high: number): Band[] {
  const always = thresholds.filter((one) => one.limited !== true);
  const above = always.filter((one) => one.compare === 'above').sort((a, b) => a.value - b.value);
  const below = always.filter((one) => one.compare === 'below').sort((a, b) => b.value - a.value);
  return [
    ...above.map((one, at) => ({ from: one.value, to: above[at + 1]?.value ?? high, threshold: one })),
    ...below.map((one, at) => ({ from: below[at + 1]?.value ?? low, to: one.value, threshold: one })),
  ].filter((band) => band.to > band.from && band.from < high && band.to > low);
}

/** Axis ends: all data and the next threshold ahead of them, never a flat line glued to the frame. */
export function extentOf(rows: readonly SeriesRow[], thresholds: readonly HistoryThreshold[]): [number, number] {
  let low = Infinity;
  let high = -Infinity;
  for (const [, avg, min, max] of rows) {
    if (avg === null) continue;
    low = Math.min(low, min ?? avg);
    high = Math.max(high, max ?? avg);
  }
  const nextAbove = Math.min(...thresholds.filter((one) => one.compare === 'above' && one.value > high).map((one) => one.value));
  const nextBelow = Math.max(...thresholds.filter((one) => one.compare === 'below' && one.value < low).map((one) => one.value));
  const dataHigh = high;
  if (Number.isFinite(nextAbove)) high = nextAbove;
  // A limit far on the other side of zero would flatten the curve for nothing.
  if (Number.isFinite(nextBelow) && (nextBelow >= 0 || low - nextBelow <= 2 * (dataHigh - low))) low = nextBelow;
  if (!Number.isFinite(low)) low = Number.isFinite(high) ? Math.min(0, high) : 0;
  if (!Number.isFinite(high)) high = low + 1;
  const room = Math.max((high - low) * 0.08, Math.abs(high) * 0.01, 0.01);
  const floor = low >= 0 && low < (high - low) * 0.5 ? 0 : low - room;
  return [floor, high + room];
}
