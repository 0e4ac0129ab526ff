import { onTick } from '@edge/ui';
import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { useLive } from './LiveProvider';

/** A quiet bar while the live stream is down; nothing that still works is greyed out. */
export function LiveBanner() {
  const { t } = useTranslation();
  const { status, retryAt, online, retryNow } = useLive();
  const seconds = useSyncExternalStore(onTick, () => (retryAt === undefined ? 0 : Math.max(0, Math.ceil((retryAt - Date.now()) / 1000))));
  if (online && status !== 'waiting' && status !== 'refused') return null;
  const text = !online ? t('live.offline') : status === 'refused' ? t('live.refused') : t('live.waiting', { seconds });
  return (
    <div className="e-live-bar" role="status">
      <span>{text}</span>
      {online && status === 'waiting' ? <button type="button" className="e-link-button" onClick={retryNow}>{t('live.now')}</button> : null}
    </div>
  );
}
