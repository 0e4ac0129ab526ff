import { DownloadOutlined, FieldTimeOutlined, SaveOutlined } from '@ant-design/icons';
import type { VideoCamera } from '@edge/core';
import { formatTime } from '@edge/core';
import { toast, useLanguage, useProblemText } from '@edge/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { videoApi } from '../app/client';
import { DAY_MS, type PlayClock } from './playClock';
import { useVideoWords } from './words';

interface Props {
  project: string;
  cameras: readonly VideoCamera[];
  clock: PlayClock;
  marks: { from: number; to: number };
  onMarks: (marks: { from: number; to: number }) => void;
  origin: number;
}

const iso = (at: number): string => new Date(at).toISOString();

/** A stretch between two marks: exported, put aside; and the day in a minute. */
export function ClipBar({ project, cameras, clock, marks, onMarks, origin }: Props) {
  const { t } = useVideoWords();
  const language = useLanguage();
  const [camera, setCamera] = useState<string>();
  const [summary, setSummary] = useState<{ from: number; to: number }>();
  const [keeping, setKeeping] = useState(false);
  const chosen = cameras.find((one) => one.id === camera) ?? cameras[0];
  if (chosen === undefined) return null;
  return (
    <div className="e-clip-bar">
      {cameras.length > 1 ? <Select className="e-control-small" aria-label={t('video.camera')} value={chosen.id} onChange={setCamera} options={cameras.map((one) => ({ value: one.id, label: one.name }))} /> : null}
      <Button onClick={() => onMarks({ from: clock.now, to: Math.max(marks.to, clock.now + 1_000) })}>{t('video.markFrom')} <span className="e-number">{formatTime(marks.from, 'clock', language)}</span></Button>
      <Button onClick={() => onMarks({ from: Math.min(marks.from, clock.now - 1_000), to: clock.now })}>{t('video.markTo')} <span className="e-number">{formatTime(marks.to, 'clock', language)}</span></Button>
      <Button icon={<DownloadOutlined />} href={videoApi.filmAddress(project, chosen.id, 'clip', iso(marks.from), iso(marks.to))} download>{t('video.export')}</Button>
      <Button icon={<SaveOutlined />} onClick={() => setKeeping(true)}>{t('video.backup')}</Button>
      <Button icon={<FieldTimeOutlined />} onClick={() => setSummary({ from: origin, to: Math.min(origin + DAY_MS, Date.now()) })}>{t('video.summary')}</Button>
      {summary !== undefined ? (
        <Modal open width={860} footer={null} title={`${t('video.summary')} · ${chosen.name}`} onCancel={() => setSummary(undefined)}>
          <video className="e-summary" src={videoApi.filmAddress(project, chosen.id, 'summary', iso(summary.from), iso(summary.to))} controls autoPlay muted playsInline />
        </Modal>
      ) : null}
      {keeping ? <BackupDialog project={project} camera={chosen} marks={marks} onClose={() => setKeeping(false)} /> : null}
    </div>
  );
}

function BackupDialog({ project, camera, marks, onClose }: { project: string; camera: VideoCamera; marks: { from: number; to: number }; onClose: () => void }) {
  const { t } = useVideoWords();
  const language = useLanguage();
  const client = useQueryClient();
  const [note, setNote] = useState('');
  const save = useMutation({
    mutationFn: () => videoApi.backup(project, { camera: camera.id, from: iso(marks.from), to: iso(marks.to), note }),
    onSuccess: () => { toast('done', t('video.backupDone')); void client.invalidateQueries({ queryKey: ['video-backups', project] }); onClose(); },
  });
  const problem = useProblemText(save.error);
  return (
    <Modal open title={`${t('video.backup')} · ${camera.name}`} onCancel={onClose} okText={t('video.backup')} cancelText={t('video.cancel')} okButtonProps={{ loading: save.isPending }} onOk={() => save.mutate()}>
      <p className="e-number">{formatTime(marks.from, 'exact', language)} – {formatTime(marks.to, 'exact', language)}</p>
      <Input.TextArea rows={3} maxLength={500} placeholder={t('video.backupNote')} aria-label={t('video.backupNote')} value={note} onChange={(event) => setNote(event.target.value)} />
      {save.isError ? <p role="alert">{problem}</p> : null}
    </Modal>
  );
}
