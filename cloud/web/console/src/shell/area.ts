import { useSyncExternalStore } from 'react';

const STORED = 'edge-area';
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

const read = (): string => localStorage.getItem(STORED) ?? '';

function write(code: string): void {
  localStorage.setItem(STORED, code);
  listeners.forEach((listener) => listener());
}

/** The area in scope, a division code; empty for the whole province. Kept between visits. */
export function useArea(): [string, (code: string) => void] {
  return [useSyncExternalStore(subscribe, read), write];
}
