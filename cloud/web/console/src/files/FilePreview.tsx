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
  if (file.type?.startsWith('video/')) return <video src={url} controls className="e-files-image" aria-label={file.name} />;
  if (file.type?.startsWith('audio/')) return <audio src={url} controls aria-label={file.name} />;
  return <iframe src={url} title={file.name} className="e-files-frame" />;
}
