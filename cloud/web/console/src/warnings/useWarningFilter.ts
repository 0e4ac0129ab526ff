import { HANDLINGS, type Handling, type Level, type WarningFilter } from '@edge/core';
import { useMemo } from 'react';
import { useSearchParams } from 'react-router';

export interface FilterState {
  state: {
    level: Level | undefined;
    handling: Handling | undefined;
    condition: string | undefined;
    sensorType: string | undefined;
    project: string | undefined;
    open: boolean;
    q: string;
    from: string | undefined;
    to: string | undefined;
    id: string | undefined;
  };
  request: WarningFilter;
  /** True when something beyond "all open" is chosen. */
  filtered: boolean;
  set: (name: string, value: string | undefined) => void;
  clear: () => void;
}

/** The filter lives in the address: a link shows exactly the list that was seen. */
export function useWarningFilter(): FilterState {
  const [search, setSearch] = useSearchParams();
  return useMemo(() => {
    const read = (name: string): string | undefined => search.get(name) ?? undefined;
    const level = Number(read('level'));
    const handling = HANDLINGS.find((one) => one === read('handling'));
    const ended = handling === 'closed' || handling === 'falseAlarm';
    const state: FilterState['state'] = {
      level: level >= 1 && level <= 4 ? (level as Level) : undefined, handling, condition: read('condition'), sensorType: read('type'),
      project: read('project'), open: read('open') !== 'false' && !ended, q: read('q') ?? '', from: read('from'), to: read('to'), id: read('id'),
    };
    const request: WarningFilter = {
      project: state.project, level: state.level === undefined ? undefined : [state.level], handling, condition: state.condition,
      sensorType: state.sensorType, open: state.open ? 'true' : 'all', q: state.q, from: state.from, to: state.to,
    };
    const set = (name: string, value: string | undefined): void => setSearch((held) => {
      if (value === undefined || value === '') held.delete(name);
      else held.set(name, value);
      return held;
    }, { replace: name !== 'id' });
    return {
      state, request, set, clear: () => setSearch({}, { replace: true }),
      filtered: state.level !== undefined || handling !== undefined || state.condition !== undefined || state.sensorType !== undefined
        || state.project !== undefined || state.q !== '' || state.from !== undefined,
    };
  }, [search, setSearch]);
}
