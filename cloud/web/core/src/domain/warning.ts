import type { Handling, WarningAction } from '../api/types';

/** The order in which a warning is handled; the sheet draws it as a track. */
export const TRACK: readonly Handling[] = [
  'new', 'pushed', 'acknowledged', 'assigned', 'disposing', 'replied', 'verified', 'closed',
];

export const HANDLINGS: readonly Handling[] = [...TRACK, 'falseAlarm'];

/** Buttons that make sense in a state. The server decides; this only spares a person a certain refusal. */
const NEXT: Record<Handling, readonly WarningAction[]> = {
  new: ['acknowledge', 'assign', 'false-alarm'],
  pushed: ['acknowledge', 'assign', 'false-alarm'],
  acknowledged: ['assign', 'dispose', 'false-alarm'],
  assigned: ['dispose', 'assign', 'false-alarm'],
  disposing: ['reply', 'assign', 'false-alarm'],
  replied: ['verify', 'dispose'],
  verified: ['close'],
  closed: ['reopen'],
  falseAlarm: ['reopen'],
};

export function actionsFor(handling: Handling): readonly WarningAction[] {
  return NEXT[handling];
}

export function isOpen(handling: Handling): boolean {
  return handling !== 'closed' && handling !== 'falseAlarm';
}

export function isUnacknowledged(handling: Handling): boolean {
  return handling === 'new' || handling === 'pushed';
}

/** What an action asks of a person. */
export const ACTION_FIELDS: Record<WarningAction, readonly ('person' | 'note' | 'measures' | 'reason')[]> = {
  acknowledge: [],
  assign: ['person'],
  dispose: ['note'],
  reply: ['note', 'measures'],
  verify: ['note'],
  close: ['note'],
  'false-alarm': ['reason'],
  reopen: ['reason'],
};
