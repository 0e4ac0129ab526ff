import { useMinute } from '@edge/ui';
import { useMemo } from 'react';
import { useSearchParams } from 'react-router';

export const SPANS = { h1: 3_600_000, h6: 6 * 3_600_000, d1: 86_400_000, d7: 7 * 86_400_000 } as const;
export type SpanName = keyof typeof SPANS;

export interface Range {
  span: SpanName | undefined;
  from: string;
  to: string;
  setSpan: (span: SpanName) => void;
  setRange: (from: number, to: number) => void;
}

/** The period in the address: a named span that ends now, or two instants. */
export function useRange(): Range {
  const [search, setSearch] = useSearchParams();
  const from = search.get('from');
  const to = search.get('to');
  const named = search.get('span');
  const end = useMinute();
  return useMemo(() => {
    const fixed = from !== null && to !== null && Number.isFinite(Date.parse(from)) && Number.isFinite(Date.parse(to));
    const span = named !== null && named in SPANS ? (named as SpanName) : 'h6';
    const change = (next: Record<string, string | undefined>): void => setSearch((held) => {
      for (const [name, value] of Object.entries(next)) {
        if (value === undefined) held.delete(name);
        else held.set(name, value);
      }
      return held;
    });
    return {
      span: fixed ? undefined : span,
      from: fixed ? new Date(from).toISOString() : new Date(end - SPANS[span]).toISOString(),
      to: fixed ? new Date(to).toISOString() : new Date(end).toISOString(),
      setSpan: (next) => change({ span: next, from: undefined, to: undefined }),
      setRange: (start, stop) => change({ span: undefined, from: new Date(start).toISOString(), to: new Date(stop).toISOString() }),
    };
  }, [from, to, named, end, setSearch]);
}
