import { Skeleton } from '@edge/ui';
import { lazy, Suspense, type ComponentType } from 'react';
import { loadPageWords } from './pageWords';

/** Comes with its words when it is first shown: no page of registers waits for it. */
export function later<T extends object>(load: () => Promise<ComponentType<T>>): ComponentType<T> {
  const Loaded = lazy(async () => ({ default: (await Promise.all([load(), loadPageWords()]))[0] })) as unknown as ComponentType<T>;
  return function Later(props: T) {
    return <Suspense fallback={<Skeleton rows={2} />}><Loaded {...props} /></Suspense>;
  };
}
