import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';

/** A length of time in the largest unit that does not make it a small fraction. */
export function useSpan(): (ms: number) => string {
  const { t } = useTranslation();
  return useCallback((ms) => {
    const minutes = ms / 60_000;
    const round = (value: number): string => String(Math.round(value * 10) / 10);
    if (minutes < 120) return t('monitoring.minutes', { count: Math.max(1, Math.round(minutes)) });
    return minutes < 2880 ? t('monitoring.hours', { count: Number(round(minutes / 60)) }) : t('monitoring.days', { count: Number(round(minutes / 1440)) });
  }, [t]);
}
