import { Instant, useProblemText } from '@edge/ui';
import { useStorage } from './videoQueries';
import { gapText, useVideoWords } from './words';

const size = (bytes: number): string => (bytes >= 1_073_741_824
  ? `${(bytes / 1_073_741_824).toFixed(1)} GiB` : bytes >= 104_858 || bytes === 0 ? `${(bytes / 1_048_576).toFixed(1)} MiB` : `${Math.ceil(bytes / 1_024)} KiB`);

/** What the gateway keeps of a camera, by class, against its limits. */
export function StorageCell({ project, camera }: { project: string; camera: string }) {
  const { t } = useVideoWords();
  const query = useStorage(project, camera);
  const problem = useProblemText(query.error);
  if (query.isError) return <span className="e-muted">{problem}</span>;
  return (
    <ul className="e-storage">
      {(query.data ?? []).map((one) => (
        <li key={one.class}>
          <strong>{t(`videoClass.${one.class}`)}</strong> <span className="e-number">{size(one.bytes)}</span>
          {one.days === 0 ? null : <span className={one.belowThirtyDays ? 'e-storage-short' : 'e-muted'}> · {t('video.days', { count: one.days })}{one.belowThirtyDays ? ` ${t('video.belowThirty')}` : ''}</span>}
          {one.oldest === null ? null : <span className="e-muted"> · {t('video.oldest')} <Instant time={one.oldest} /></span>}
          {one.missingSeconds < 60 ? null : <span className="e-muted"> · {gapText(t, one.missingSeconds / 60)}</span>}
        </li>
      ))}
    </ul>
  );
}
