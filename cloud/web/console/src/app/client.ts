import { ApiProblem, createApi, createMonitoringApi, createPeopleApi, createRegistersApi, createVideoApi, createWorkApi, HttpClient, type Session } from '@edge/core';
import i18n from 'i18next';
import { QueryClient } from '@tanstack/react-query';

const http = new HttpClient({ fetch: window.fetch.bind(window), cookies: () => document.cookie, language: () => (i18n.language === 'en' ? 'en' : 'zh-CN') });

export const api = createApi(http);
export const videoApi = createVideoApi(http);

export const peopleApi = createPeopleApi(http);

export const registersApi = createRegistersApi(http);

export const workApi = createWorkApi(http);

export const monitoringApi = createMonitoringApi(http);

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      retry: (failures, error) => failures < 2 && error instanceof ApiProblem && error.retryable,
      refetchOnWindowFocus: true,
    },
  },
});

export const SESSION = ['session'] as const;

http.onBarred = (problem) => {
  if (problem.kind === 'signed-out') queryClient.setQueryData<Session | null>(SESSION, null);
  else queryClient.setQueryData<Session | null>(SESSION, (held) => (held ? { ...held, mustChangePassword: true } : held));
};
