import { useLanguage } from '@edge/ui';
import { useCallback } from 'react';
import { useRegister } from '../registers/queries';

/** What the items that are monitored are called: the register of the points says it. */
export function useItems(): (item: string) => string {
  const language = useLanguage();
  const { data } = useRegister('monitoring-points');
  return useCallback((item) => data?.fields.find((one) => one.name === 'item')?.choices.find((one) => one.value === item)?.label[language] ?? item, [data, language]);
}
