import type { HistoryQuery, Session, WarningFilter } from '@edge/core';
import { ApiProblem, PointCatalogue } from '@edge/core';
import { useLanguage } from '@edge/ui';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api, SESSION } from './client';

/** Names of everything that is kept in the cache; the live stream writes to the same names. */
export const keys = {
  projects: ['projects'] as const,
  project: (p: string) => ['project', p] as const,
  gateways: (p: string) => ['gateways', p] as const,
  devices: (p: string) => ['devices', p] as const,
  latest: (p: string) => ['latest', p] as const,
  rules: (p: string) => ['rules', p] as const,
  chain: (p: string) => ['chain', p] as const,
  warnings: ['warnings'] as const,
  counts: ['warning-counts'] as const,
  warning: (id: string) => ['warning', id] as const,
};

export function useSession() {
  return useQuery<Session | null>({
    queryKey: SESSION,
    queryFn: async ({ signal }) => {
      try {
        return await api.session(signal);
      } catch (error) {
        if (error instanceof ApiProblem && error.kind === 'signed-out') return null;
        throw error;
      }
    },
    staleTime: Infinity,
  });
}

export const useProjects = () =>
  useQuery({ queryKey: keys.projects, queryFn: ({ signal }) => api.projects(signal), refetchInterval: 60_000 });

export const useProject = (p: string) =>
  useQuery({ queryKey: keys.project(p), queryFn: ({ signal }) => api.project(p, signal) });

export const useDevices = (p: string) =>
  useQuery({ queryKey: keys.devices(p), queryFn: ({ signal }) => api.devices(p, signal), enabled: p !== '' });

export const useGateways = (p: string) =>
  useQuery({ queryKey: keys.gateways(p), queryFn: ({ signal }) => api.gateways(p, signal), refetchInterval: 30_000 });

export const useLatest = (p: string) =>
  useQuery({ queryKey: keys.latest(p), queryFn: ({ signal }) => api.latest(p, signal), refetchInterval: 30_000 });

export const useRules = (p: string) =>
  useQuery({ queryKey: keys.rules(p), queryFn: ({ signal }) => api.rules(p, signal), staleTime: 60_000 });

export const useChain = (p: string) =>
  useQuery({ queryKey: keys.chain(p), queryFn: ({ signal }) => api.chain(p, signal), enabled: p !== '' });

export const useProfiles = () =>
  useQuery({ queryKey: ['profiles'], queryFn: ({ signal }) => api.profiles(signal), staleTime: Infinity });

export const useSensorTypes = () =>
  useQuery({ queryKey: ['sensor-types'], queryFn: ({ signal }) => api.sensorTypes(signal), staleTime: Infinity });

export function useCatalogue(): PointCatalogue {
  const language = useLanguage();
  const { data } = useProfiles();
  return useMemo(() => new PointCatalogue(data ?? [], language), [data, language]);
}

export const useHistory = (p: string, device: string, query: HistoryQuery, refetchInterval?: number) =>
  useQuery({
    queryKey: ['history', p, device, query.points.join(','), query.from, query.to, query.buckets],
    queryFn: ({ signal }) => api.history(p, device, query, signal),
    placeholderData: keepPreviousData,
    enabled: query.points.length > 0,
    refetchInterval,
  });

export const useDelivery = (p: string, from: string, to: string) =>
  useQuery({
    queryKey: ['delivery', p, from, to],
    queryFn: ({ signal }) => api.delivery(p, from, to, signal),
    placeholderData: keepPreviousData,
  });

export const useWarnings = (filter: WarningFilter) =>
  useInfiniteQuery({
    queryKey: [...keys.warnings, filter],
    queryFn: ({ pageParam, signal }) => api.warnings({ ...filter, cursor: pageParam, limit: 50 }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
    placeholderData: keepPreviousData,
  });

export const useCounts = () =>
  useQuery({
    queryKey: keys.counts,
    queryFn: async ({ signal }) => (await api.warnings({ open: 'true', limit: 1 }, signal)).counts,
    refetchInterval: 60_000,
  });

/** A camera's picture and clip come some seconds after its warning. */
export const useEvidence = (id: string) =>
  useQuery({
    queryKey: [...keys.warning(id), 'evidence'],
    queryFn: ({ signal }) => api.evidence(id, signal),
    refetchInterval: (query) => (query.state.data?.every((one) => one.picture !== null && one.clip !== null) === true ? 60_000 : 5_000),
  });

export const useWarning = (id: string) =>
  useQuery({ queryKey: keys.warning(id), queryFn: ({ signal }) => api.warning(id, signal) });
