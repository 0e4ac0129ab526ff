import { fileUrl, type RecordFile } from '@edge/core';
import { EmptyState } from '@edge/ui';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';

/** A file as the browser shows it; office files come converted by the server. */
export function FilePreview({ of, file }: { of: string; file: Pick<RecordFile, 'hash' | 'name' | 'type' | 'preview'> }) {
  const { t } = useTranslation();
  const url = fileUrl(of, file.hash, true);
  if (file.preview === 'none') {
    return <EmptyState title={t('files.preview')} action={<Button href={fileUrl(of, file.hash)}>{t('files.download')}</Button>} />;
  }
  if (file.type?.startsWith('image/')) return <img src={url} alt={file.name} className="e-files-image" />;
  if (file.type?.startsWith('video/')) return <video src={url} controls className="e-files-image" aria-label={file.name}><track kind="captions" /></video>;
  if (file.type?.startsWith('audio/')) return <audio src={url} controls aria-label={file.name}><track kind="captions" /></audio>;
  if (file.type === 'text/plain') return <iframe src={url} title={file.name} className="e-files-frame" sandbox="" />;
  // The browser's own viewer does not run in a sandboxed frame; the answer's policy lets nothing else run either.
  return <object data={url} type="application/pdf" aria-label={file.name} className="e-files-frame"><a href={fileUrl(of, file.hash)}>{t('files.download')}</a></object>;
}
