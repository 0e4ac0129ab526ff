import type { Label, Operator } from '@edge/core';
import { useLanguage } from '@edge/ui';
import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';

/** Words that helpers outside of components ask for; named one by one, for the type of the whole dictionary is too deep to be handed on. */
export type Say = (
  key: `filters.operators.${Operator}` | `filters.dateOperators.${'ge' | 'le' | 'eq'}` | 'filters.values' | `registers.${'yes' | 'no' | 'missing'}` | `pivot.${'month' | 'year' | 'city'}` | 'form.required' | 'form.tooLong' | 'form.min' | 'form.max',
  values?: Record<string, string | number>,
) => string;

export function useSay(): Say {
  const { i18n } = useTranslation();
  const language = useLanguage();
  // The words change with the language.
  return useMemo(() => (key, values) => i18n.getFixedT(language)(key as never, values as never) as unknown as string, [i18n, language]);
}

/** Labels of the server in the language of the page. */
export function useLabel(): (label: Label) => string {
  const language = useLanguage();
  return useCallback((label) => label[language], [language]);
}
