import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { monitoringApi } from '../app/client';

const NEWEST_MS = 10_000;

export const useMonitoredWorks = () => useQuery({ queryKey: ['monitoring'], queryFn: ({ signal }) => monitoringApi.works(signal), refetchInterval: 30_000 });

export const useWorkMonitoring = (id: string) =>
  useQuery({ queryKey: ['monitoring', id], queryFn: ({ signal }) => monitoringApi.work(id, signal), refetchInterval: NEWEST_MS });

export const useCourses = (id: string, from: string, to: string) =>
  useQuery({ queryKey: ['monitoring', id, 'courses', from, to], queryFn: ({ signal }) => monitoringApi.courses(id, from, to, signal), placeholderData: keepPreviousData });
