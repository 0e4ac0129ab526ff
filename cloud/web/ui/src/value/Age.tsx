import { ageOf, formatTime } from '@edge/core';
import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../layout/useLanguage';
import { onTick } from './ticker';

export function useAgeText(time: string | null | undefined): string {
  const { t } = useTranslation();
  return useSyncExternalStore(onTick, () => {
    if (time === null || time === undefined) return t('age.never');
    const age = ageOf(Date.now() - Date.parse(time));
    return t(`age.${age.unit}`, { count: age.count });
  });
}

/** How old something is; the exact instant on hover. */
export function Age({ time, className }: { time: string | null | undefined; className?: string }) {
  const text = useAgeText(time);
  const language = useLanguage();
  if (time === null || time === undefined) return <span className={className}>{text}</span>;
  return (
    <time className={`e-nowrap ${className ?? ''}`} dateTime={time} title={formatTime(time, 'exact', language)}>{text}</time>
  );
}

/** An instant as people write it, its age on hover. */
export function Instant({ time, format = 'minute' }: { time: string; format?: 'minute' | 'clock' | 'exact' | 'short' }) {
  const text = useAgeText(time);
  const language = useLanguage();
  return <time className="e-number" dateTime={time} title={`${formatTime(time, 'exact', language)} · ${text}`}>{formatTime(time, format, language)}</time>;
}
