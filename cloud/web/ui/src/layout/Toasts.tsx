import { useSyncExternalStore } from 'react';
import './toast.css';

interface Toast {
  id: number;
  kind: 'done' | 'failed';
  text: string;
}

const SHOWN_MS = { done: 3_000, failed: 6_000 };
const listeners = new Set<() => void>();
let toasts: readonly Toast[] = [];
let last = 0;

function set(next: readonly Toast[]): void {
  toasts = next;
  listeners.forEach((listener) => listener());
}

/** Says briefly what an action came to. */
export function toast(kind: Toast['kind'], text: string): void {
  const id = ++last;
  set([...toasts.slice(-2), { id, kind, text }]);
  setTimeout(() => set(toasts.filter((one) => one.id !== id)), SHOWN_MS[kind]);
}

export function Toasts() {
  const shown = useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, () => toasts);
  return (
    <div className="e-toasts" role="status" aria-live="polite">
      {shown.map((one) => <p key={one.id} className={`e-toast e-toast-${one.kind}`}>{one.text}</p>)}
    </div>
  );
}
