import type { DeviceState, PointValue } from '../api/types';

export const GOOD = 192;
export const UNCERTAIN = 64;

/** Numbers of QualityReason on the wire. */
export const REASONS = [
  'none', 'noAnswer', 'deviceException', 'malformed', 'sensorFault', 'maintenance', 'outOfRange', 'stuck', 'spike',
  'clockSkew', 'inputNotGood', 'stale', 'quarantined', 'stopped',
] as const;
export type ReasonName = (typeof REASONS)[number];

export function reasonName(reason: number): ReasonName {
  return REASONS[reason] ?? 'none';
}

/** What a cell must show. Only `good` and `uncertain` carry a number that may be read as the present. */
export type Shown = 'good' | 'uncertain' | 'stale' | 'bad' | 'offline' | 'never';

export function shownAs(value: PointValue | undefined, state: DeviceState): Shown {
  if (value === undefined) return state === 'offline' ? 'offline' : 'never';
  if (state === 'never') return 'never';
  if (state === 'offline') return 'offline';
  if (value.value === null || value.quality < UNCERTAIN) return 'bad';
  if (value.stale || state === 'stale' || state === 'quarantined') return 'stale';
  return value.quality < GOOD ? 'uncertain' : 'good';
}
