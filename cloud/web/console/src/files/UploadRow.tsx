import { CaretRightOutlined, CloseOutlined, PauseOutlined } from '@ant-design/icons';
import { formatBytes, LEAST_SPEED, type Upload, type UploadProgress } from '@edge/core';
import { Button, Progress } from 'antd';
import { useTranslation } from 'react-i18next';
import { useProgress } from './uploads';

/** One upload under way: how much, how fast, how long still; it can pause and goes on where it was. */
export function UploadRow({ upload, onDrop }: { upload: Upload; onDrop: () => void }) {
  const { t } = useTranslation();
  const progress = useProgress(upload);
  const stopped = progress.phase === 'paused' || progress.phase === 'failed';
  const slow = progress.speed !== undefined && progress.speed < LEAST_SPEED;
  return (
    <li className="e-upload">
      <div className="e-upload-head">
        <span className="e-upload-name">{upload.name}</span>
        {progress.phase === 'sending' ? <Button size="small" icon={<PauseOutlined />} aria-label={t('files.pause')} onClick={() => upload.pause()} /> : null}
        {stopped ? <Button size="small" icon={<CaretRightOutlined />} aria-label={t(progress.phase === 'failed' ? 'files.retry' : 'files.resume')} onClick={() => void upload.start()} /> : null}
        <Button size="small" icon={<CloseOutlined />} aria-label={t('files.cancel')} onClick={() => { void upload.cancel(); onDrop(); }} />
      </div>
      <Progress percent={Math.floor((progress.sent / Math.max(1, progress.size)) * 100)} size="small" status={progress.phase === 'refused' || progress.phase === 'failed' ? 'exception' : 'active'} aria-label={t('files.progress')} />
      <p className={`e-hint${slow ? ' e-upload-slow' : ''}`}>{useLine(progress)}{slow ? ` · ${t('files.slow')}` : ''}</p>
    </li>
  );
}

function useLine(progress: UploadProgress): string {
  const { t } = useTranslation();
  const sizes = { sent: formatBytes(progress.sent), size: formatBytes(progress.size) };
  switch (progress.phase) {
    case 'paused': return t('files.paused', sizes);
    case 'checking': return t('files.checking');
    case 'ready': return t('files.ready');
    case 'refused': return t('files.refused', { reason: progress.reason ?? '' });
    case 'failed': return t('files.failed', { reason: progress.reason ?? '' });
    default: {
      if (progress.speed === undefined || progress.remaining === undefined) return t('files.starting', sizes);
      const seconds = Math.ceil(progress.remaining);
      const left = seconds < 90 ? t('files.seconds', { count: seconds }) : t('files.minutes', { count: Math.round(seconds / 60) });
      return t('files.sending', { ...sizes, speed: formatBytes(Math.round(progress.speed)), left });
    }
  }
}
