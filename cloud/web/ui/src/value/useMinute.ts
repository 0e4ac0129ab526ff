import { useSyncExternalStore } from 'react';
import { onTick } from './ticker';

/** The end of the running minute, in milliseconds: moves on by itself, and is the same for all who ask within it. */
export function useMinute(): number {
  return useSyncExternalStore(onTick, () => Math.ceil(Date.now() / 60_000) * 60_000);
}
