import type { VideoSearchQuery } from '@edge/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { videoApi } from '../app/client';

/** Cameras of a project, without looking for events. */
export const useCameras = (p: string) =>
  useQuery({
    queryKey: ['video-cameras', p],
    queryFn: async ({ signal }) => (await videoApi.search(p, { kind: 'none' }, signal)).cameras,
    staleTime: 60_000,
  });

export const useSearch = (p: string, query: VideoSearchQuery, enabled = true) =>
  useQuery({ queryKey: ['video-search', p, query], queryFn: ({ signal }) => videoApi.search(p, query, signal), placeholderData: keepPreviousData, enabled, refetchInterval: 30_000 });

export const useStatistics = (p: string, from: string, to: string) =>
  useQuery({ queryKey: ['video-statistics', p, from, to], queryFn: ({ signal }) => videoApi.statistics(p, from, to, signal), placeholderData: keepPreviousData });

export const useWalls = (p: string) => useQuery({ queryKey: ['video-walls', p], queryFn: ({ signal }) => videoApi.walls(p, signal) });

export const useBackups = (p: string) => useQuery({ queryKey: ['video-backups', p], queryFn: ({ signal }) => videoApi.backups(p, signal) });

export const useVideoLog = (p: string) => useQuery({ queryKey: ['video-log', p], queryFn: ({ signal }) => videoApi.log(p, signal) });

export const useRecordings = (p: string, camera: string, from: string, to: string) =>
  useQuery({ queryKey: ['video-recordings', p, camera, from], queryFn: ({ signal }) => videoApi.recordings(p, camera, from, to, signal), refetchInterval: 60_000, retry: false });

export const useOnvif = (p: string, camera: string) =>
  useQuery({ queryKey: ['video-onvif', p, camera], queryFn: ({ signal }) => videoApi.onvif(p, camera, signal), retry: false });

export const useStorage = (p: string, camera: string) =>
  useQuery({ queryKey: ['video-storage', p, camera], queryFn: ({ signal }) => videoApi.storage(p, camera, signal), retry: false });

export const useHolder = (p: string, camera: string) =>
  useQuery({ queryKey: ['video-holder', p, camera], queryFn: async ({ signal }) => (await videoApi.holder(p, camera, signal)) ?? null, refetchInterval: 3_000 });

export const usePresets = (p: string, camera: string) =>
  useQuery({ queryKey: ['video-presets', p, camera], queryFn: ({ signal }) => videoApi.presets(p, camera, signal), retry: false });
