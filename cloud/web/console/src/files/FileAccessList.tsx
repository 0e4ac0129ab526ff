import { EmptyState, Instant, Ready } from '@edge/ui';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { workApi } from '../app/client';

/** Who has opened or fetched a file, the newest first. */
export function FileAccessList({ of, hash }: { of: string; hash: string }) {
  const { t } = useTranslation();
  const query = useQuery({ queryKey: ['accesses', of, hash], queryFn: ({ signal }) => workApi.accesses(of, hash, signal) });
  return (
    <Ready query={query} what={t('files.accesses')} rows={3}>
      {(found) => found.items.length === 0 ? <EmptyState title={t('files.nobody')} /> : (
        <ul className="e-files-held">{found.items.map((one) => <li key={one.at}>{one.name} <Instant time={one.at} /> <span className="e-hint">{one.address}</span></li>)}</ul>
      )}
    </Ready>
  );
}
