import { useLanguage, useMinute } from '@edge/ui';
import { useMemo } from 'react';
import { useLatest, useRules, useSensorTypes, useWarnings } from '../app/queries';
import type { Present } from './panel';

/** Latest values, rules and open warnings of a project, kept fresh by the stream. */
export function usePresent(project: string): Present {
  const language = useLanguage();
  const now = useMinute();
  const latest = useLatest(project).data?.devices;
  const rules = useRules(project).data;
  const types = useSensorTypes().data;
  const pages = useWarnings({ project, open: 'true' }).data?.pages;
  return useMemo(() => ({
    latest: latest ?? [], rules: rules ?? [], types: types ?? [], warnings: pages?.flatMap((one) => one.items) ?? [], language, now,
  }), [latest, rules, types, pages, language, now]);
}
