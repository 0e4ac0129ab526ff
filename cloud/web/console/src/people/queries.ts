import type { Session } from '@edge/core';
import { useQuery } from '@tanstack/react-query';
import { peopleApi } from '../app/client';
import { useSession } from '../app/queries';

/** Names of what the pages of people keep in the cache. */
export const peopleKeys = {
  users: ['people', 'users'] as const,
  user: (id: string) => ['people', 'user', id] as const,
  grants: (id: string) => ['people', 'user', id, 'grants'] as const,
  rights: (id: string) => ['people', 'user', id, 'rights'] as const,
  organisations: ['people', 'organisations'] as const,
  persons: ['people', 'persons'] as const,
  sessions: ['people', 'sessions'] as const,
  keys: ['people', 'keys'] as const,
  items: ['people', 'items'] as const,
  addresses: ['people', 'addresses'] as const,
};

export const useAreas = () => useQuery({ queryKey: ['areas'], queryFn: ({ signal }) => peopleApi.areas(signal), staleTime: Infinity });

export const useKinds = () => useQuery({ queryKey: ['organisation-kinds'], queryFn: ({ signal }) => peopleApi.kinds(signal), staleTime: Infinity });

export const useRoles = () => useQuery({ queryKey: ['roles'], queryFn: ({ signal }) => peopleApi.roles(signal), staleTime: Infinity });

/** Whether the signed-in person has a right somewhere; each thing decides for itself. */
export function useRight(right: Session['rights'][number]): boolean {
  return useSession().data?.rights.includes(right) ?? false;
}
