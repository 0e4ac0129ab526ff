import type { Label } from '@edge/core';

export interface ModuleOf<T> {
  module: string;
  label: Label;
  items: T[];
}

/** What belongs together, by the module that the server says. */
export function byModule<T extends { module: string; moduleLabel: Label }>(items: readonly T[]): ModuleOf<T>[] {
  const found = new Map<string, ModuleOf<T>>();
  for (const one of items) {
    const held = found.get(one.module);
    if (held === undefined) found.set(one.module, { module: one.module, label: one.moduleLabel, items: [one] });
    else held.items.push(one);
  }
  return [...found.values()];
}
