import type { AreaNode, Right } from '@edge/core';
import { useLanguage } from '@edge/ui';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
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
  credentials: ['people', 'credentials'] as const,
  clients: ['people', 'clients'] as const,
  allKeys: ['people', 'all-keys'] as const,
};

export const useAreas = () => useQuery({ queryKey: ['areas'], queryFn: ({ signal }) => peopleApi.areas(signal), staleTime: Infinity });

export const useKinds = () => useQuery({ queryKey: ['organisation-kinds'], queryFn: ({ signal }) => peopleApi.kinds(signal), staleTime: Infinity });

export const useRoles = () => useQuery({ queryKey: ['roles'], queryFn: ({ signal }) => peopleApi.roles(signal), staleTime: Infinity });

/** Whether the signed-in person has a right somewhere; each thing decides for itself. */
export function useRight(right: Right): boolean {
  return useSession().data?.rights.includes(right) ?? false;
}

/** Areas come with their full Chinese name; English readers get the English one, the smallest first. */
export function useAreaName(): (fullName: string) => string {
  const language = useLanguage();
  const root = useAreas().data?.root;
  return useMemo(() => {
    const names = new Map<string, string>();
    const walk = (area: AreaNode, above: string, aboveEn: string): void => {
      const [full, english] = [above + area.name, [area.nameEn ?? area.name, aboveEn].filter((part) => part !== '').join(', ')];
      names.set(full, english);
      area.children.forEach((child) => walk(child, full, english));
    };
    if (root !== undefined) walk(root, '', '');
    return (fullName) => (language === 'en' ? names.get(fullName) ?? fullName : fullName);
  }, [language, root]);
}
