import type { CaseBox } from '@edge/core';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { workApi } from '../app/client';

/** Names of what the approval pages keep in the cache. */
export const caseKeys = {
  all: ['cases'] as const,
  case: (id: string) => ['cases', 'one', id] as const,
};

export const useCaseCounts = () => useQuery({ queryKey: [...caseKeys.all, 'counts'], queryFn: ({ signal }) => workApi.counts(signal), refetchInterval: 60_000 });

export const useFlows = () => useQuery({ queryKey: ['flows'], queryFn: ({ signal }) => workApi.flows(signal), staleTime: Infinity });

export const useCase = (id: string) => useQuery({ queryKey: caseKeys.case(id), queryFn: ({ signal }) => workApi.case(id, signal), refetchInterval: 60_000 });

export interface CaseFilter {
  q?: string;
  flow?: string;
  overdue?: boolean;
}

export const useCases = (box: CaseBox, filter: CaseFilter) =>
  useInfiniteQuery({
    queryKey: [...caseKeys.all, box, filter],
    queryFn: ({ pageParam, signal }) => workApi.cases(box, { ...filter, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
    placeholderData: keepPreviousData,
    refetchInterval: 60_000,
  });
