import type { Condition, Handling, WarningAction } from '../api/types';

/** The order in which a warning is handled; the sheet draws it as a track. */
export const TRACK: readonly Handling[] = [
  'new', 'pushed', 'acknowledged', 'assigned', 'disposing', 'replied', 'verified', 'closed',
];

export const HANDLINGS: readonly Handling[] = [...TRACK, 'falseAlarm'];

/** Buttons that make sense in a state. The server decides; this only spares a person a certain refusal. */
const NEXT: Record<Handling, readonly WarningAction[]> = {
  new: ['acknowledge', 'assign', 'false-alarm'],
  pushed: ['acknowledge', 'assign', 'false-alarm'],
  acknowledged: ['dispose', 'assign', 'reply', 'close', 'false-alarm'],
  assigned: ['dispose', 'reply', 'assign', 'close', 'false-alarm'],
  disposing: ['reply', 'assign', 'close', 'false-alarm'],
  replied: ['verify', 'assign', 'close', 'false-alarm'],
  verified: ['close', 'false-alarm'],
  closed: ['reopen'],
  falseAlarm: ['reopen'],
};

/** The first one is the usual next step; what the server says is possible decides what is offered. */
export function actionsFor(handling: Handling, condition: Condition, possible?: readonly WarningAction[] | null): readonly WarningAction[] {
  if (possible) return [...NEXT[handling].filter((one) => possible.includes(one)), ...possible.filter((one) => !NEXT[handling].includes(one))];
  return NEXT[handling].filter((one) => one !== 'close' || condition === 'recovered');
}

export function isOpen(handling: Handling): boolean {
  return handling !== 'closed' && handling !== 'falseAlarm';
}

export function isUnacknowledged(handling: Handling): boolean {
  return handling === 'new' || handling === 'pushed';
}

/** What an action asks of a person. */
export type ActionField = 'person' | 'note' | 'measures' | 'reason';

export const ACTION_FIELDS: Record<WarningAction, readonly ActionField[]> = {
  acknowledge: [],
  assign: ['person'],
  dispose: ['note'],
  reply: ['measures', 'note'],
  verify: ['note'],
  close: ['note'],
  'false-alarm': ['reason'],
  reopen: ['reason'],
};

/** What the server will not do without. */
export const REQUIRED_FIELDS: readonly ActionField[] = ['person', 'measures', 'reason'];
