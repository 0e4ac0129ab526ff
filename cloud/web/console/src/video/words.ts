import type { videoWords } from '@edge/core/pages';
import { useTranslation } from 'react-i18next';

type Words = (typeof videoWords)['zh'];
type Shared = 'state.loading' | 'devices.state' | `seen.${'helmet' | 'head' | 'person' | 'vest' | 'no_vest' | 'fire' | 'smoke'}`;

export type VideoKey = { [Group in keyof Words]: `${Group & string}.${keyof Words[Group] & string}` }[keyof Words] | Shared;
export type VideoTranslate = (key: VideoKey, values?: Record<string, string | number>) => string;

/** How much is missing: minutes up to two hours, then hours. */
export function gapText(t: VideoTranslate, minutes: number): string {
  return minutes < 120 ? t('video.gaps', { minutes: Math.round(minutes) }) : t('video.gapHours', { hours: Math.round(minutes / 60) });
}

/** The words of the video pages, by their keys. */
export function useVideoWords(): { t: VideoTranslate } {
  const { t } = useTranslation();
  return { t: t as unknown as VideoTranslate };
}
