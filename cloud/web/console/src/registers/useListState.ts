import { readListState, writeListState, type ListState } from '@edge/core';
import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router';

/** The list as its address says it. Typing replaces the address; opening a record adds one, so that "back" closes it. */
export function useListState(): [ListState, (change: Partial<ListState>) => void] {
  const [search, setSearch] = useSearchParams();
  const text = search.toString();
  const state = useMemo(() => readListState(new URLSearchParams(text)), [text]);
  const change = useCallback((next: Partial<ListState>) => {
    setSearch((held) => writeListState({ ...readListState(held), ...next }), { replace: next.open === undefined || next.open === '' });
  }, [setSearch]);
  return [state, change];
}
