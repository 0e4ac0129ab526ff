import { useSyncExternalStore } from 'react';
import { applyTheme, storedTheme, type ThemeName } from './tokens';

const listeners = new Set<() => void>();
let current: ThemeName | undefined;

function read(): ThemeName {
  current ??= storedTheme();
  return current;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function setTheme(theme: ThemeName): void {
  current = theme;
  applyTheme(theme);
  listeners.forEach((listener) => listener());
}

export function useTheme(): ThemeName {
  return useSyncExternalStore(subscribe, read);
}
