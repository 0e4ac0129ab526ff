import type { DivisionNode, ListState, Selection } from '@edge/core';
import { useLanguage } from '@edge/ui';
import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { registersApi } from '../app/client';

/** Names of everything about registers in the cache. */
export const registerKeys = {
  all: ['registers'] as const,
  one: (register: string) => ['registers', register] as const,
  records: (register: string) => ['records', register] as const,
  record: (register: string, id: string) => ['record', register, id] as const,
  queries: (register: string) => ['queries', register] as const,
  todo: ['todo'] as const,
};

const PAGE = 100;

export const useRegisters = () => useQuery({ queryKey: registerKeys.all, queryFn: ({ signal }) => registersApi.registers(signal), staleTime: 300_000 });

export const useRegister = (register: string) =>
  useQuery({ queryKey: registerKeys.one(register), queryFn: ({ signal }) => registersApi.register(register, signal), staleTime: 300_000, enabled: register !== '' });

function selectionOf({ filters, q, sort, withVoid, todo }: ListState): Selection {
  return { filters, q, sort, withVoid, todo };
}

export const useRecords = (register: string, state: ListState, columns: readonly string[]) =>
  useInfiniteQuery({
    queryKey: [...registerKeys.records(register), selectionOf(state), columns],
    queryFn: ({ pageParam, signal }) => registersApi.records(register, state, columns, pageParam, PAGE, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
    placeholderData: keepPreviousData,
  });

export const useTotals = (register: string, state: ListState) =>
  useQuery({
    queryKey: [...registerKeys.records(register), 'totals', { ...selectionOf(state), sort: '' }],
    queryFn: ({ signal }) => registersApi.totals(register, state, signal),
    placeholderData: keepPreviousData,
  });

export const usePivot = (register: string, selection: Selection, by: readonly string[], measure: ListState['measure'], of: string) =>
  useQuery({
    queryKey: [...registerKeys.records(register), 'pivot', { ...selection, sort: '' }, by, measure, of],
    queryFn: ({ signal }) => registersApi.pivot(register, selection, by, measure, of === '' ? undefined : of, signal),
    placeholderData: keepPreviousData,
    enabled: by.length > 0 && (measure === 'count' || of !== ''),
  });

export const useRecord = (register: string, id: string) =>
  useQuery({ queryKey: registerKeys.record(register, id), queryFn: ({ signal }) => registersApi.record(register, id, signal), enabled: id !== '' });

export const useRecordPart = <T>(register: string, id: string, part: string, read: (signal: AbortSignal) => Promise<T>) =>
  useQuery({ queryKey: [...registerKeys.record(register, id), part], queryFn: ({ signal }) => read(signal) });

export const useTodo = () => useQuery({ queryKey: registerKeys.todo, queryFn: ({ signal }) => registersApi.todo(signal), refetchInterval: 60_000 });

export const useViews = () => useQuery({ queryKey: ['views'], queryFn: ({ signal }) => registersApi.views(signal), staleTime: 300_000 });

/** After a change: its record, every list of its register and what waits for whom are read anew. */
export function useChanged(register: string): (id?: string) => Promise<void> {
  const client = useQueryClient();
  return async (id) => {
    await Promise.all([
      id === undefined ? undefined : client.invalidateQueries({ queryKey: registerKeys.record(register, id) }),
      client.invalidateQueries({ queryKey: registerKeys.records(register) }),
      client.invalidateQueries({ queryKey: registerKeys.todo }),
    ]);
  };
}

export const useDivisions = (enabled = true) => useQuery({ queryKey: ['divisions'], queryFn: ({ signal }) => registersApi.areas(signal), staleTime: Infinity, enabled });

type AreaNames = Record<'zh' | 'en', ReadonlyMap<string, string>>;
// Made once of each answer: many cells of a list ask at once.
const areaNames = new WeakMap<DivisionNode, AreaNames>();

function namesOf(root: DivisionNode): AreaNames {
  const held = areaNames.get(root);
  if (held !== undefined) return held;
  const made = { zh: new Map<string, string>(), en: new Map<string, string>() };
  const english = (one: DivisionNode): string => one.nameEn ?? one.name;
  made.zh.set(root.code, root.name);
  made.en.set(root.code, english(root));
  for (const city of root.children) {
    made.zh.set(city.code, city.name);
    made.en.set(city.code, english(city));
    for (const county of city.children) {
      made.zh.set(county.code, `${city.name}${county.name}`);
      made.en.set(county.code, `${english(county)}, ${english(city)}`);
    }
  }
  areaNames.set(root, made);
  return made;
}

/** Names of divisions by code, in the language of the page; counties with their city, for two may share a name. */
export function useAreaName(enabled = true): (code: string) => string | undefined {
  const language = useLanguage();
  const { data } = useDivisions(enabled);
  return useCallback((code) => (data === undefined ? undefined : namesOf(data)[language].get(code)), [data, language]);
}
