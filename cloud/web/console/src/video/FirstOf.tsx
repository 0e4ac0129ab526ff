import { useVideoWords } from './words';

/** Says so where a list ends before what was found does. */
export function FirstOf({ shown, count }: { shown: number; count: number }) {
  const { t } = useVideoWords();
  return count > shown ? <p className="e-first-of" role="note">{t('video.firstOf', { shown, count })}</p> : null;
}
