import type { RecordFile } from '@edge/core';
import { Ready } from '@edge/ui';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { workApi } from '../app/client';
import { FilePreview } from './FilePreview';

/** Two editions: their texts line by line where they have text, and both side by side. */
export function FileCompare({ of, older, newer }: { of: string; older: RecordFile; newer: RecordFile }) {
  const { t } = useTranslation();
  const query = useQuery({ queryKey: ['compare', of, older.hash, newer.hash], queryFn: ({ signal }) => workApi.compare(of, older.hash, newer.hash, signal) });
  return (
    <Ready query={query} what={t('files.compare')}>
      {(found) => (
        <>
          {found.hasText ? null : <p className="e-hint">{t('files.noText')}</p>}
          {found.hasText && found.lines.every((line) => line.change === 'same') ? <p className="e-hint">{t('files.same')}</p> : null}
          <ol className="e-files-lines">
            {found.lines.map((line, at) => (
              <li key={at} className={`e-files-${line.change}`}><span aria-hidden="true">{line.change === 'same' ? ' ' : line.change === 'added' ? '+' : '−'}</span>{line.text}</li>
            ))}
          </ol>
          <div className="e-files-sides">
            <section aria-label={t('files.older')}><h3>{t('files.older')} · {older.edition}</h3><FilePreview of={of} file={older} /></section>
            <section aria-label={t('files.newer')}><h3>{t('files.newer')} · {newer.edition}</h3><FilePreview of={of} file={newer} /></section>
          </div>
        </>
      )}
    </Ready>
  );
}
