import { DownloadOutlined, UploadOutlined } from '@ant-design/icons';
import type { VideoBackup, VideoCamera, VideoLogLine } from '@edge/core';
import { Card, DataTable, EmptyState, Instant, toast, useProblemText, type Column } from '@edge/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { videoApi } from '../app/client';
import { FirstOf } from './FirstOf';
import { useBackups, useVideoLog } from './videoQueries';
import { useVideoWords } from './words';

const ACTIONS = ['live', 'steer', 'preset', 'cruise', 'snapshot', 'export', 'summary', 'backup', 'restore', 'network', 'encoding', 'time', 'password', 'restart', 'reset'] as const;

const MOST = 200;
const HASH = /^[0-9a-f]{64}$/;

/** What was put aside, and who did what. */
export function BackupsCard({ project, cameras }: { project: string; cameras: readonly VideoCamera[] }) {
  const { t } = useVideoWords();
  const { data } = useBackups(project);
  const [log, setLog] = useState(false);
  const name = (id: string | null): string => (id === null ? '—' : (cameras.find((one) => one.id === id)?.name ?? id));
  const columns: Column<VideoBackup>[] = [
    { key: 'camera', title: t('video.camera'), card: 'title', render: (one) => name(one.camera) },
    { key: 'from', title: t('video.from'), render: (one) => <Instant time={one.from} format="exact" /> },
    { key: 'to', title: t('video.to'), render: (one) => <Instant time={one.to} format="exact" /> },
    { key: 'size', title: t('video.size'), align: 'right', render: (one) => `${(one.bytes / 1_048_576).toFixed(1)} MiB` },
    { key: 'note', title: t('video.note'), render: (one) => one.note },
    { key: 'by', title: t('video.by'), render: (one) => one.by },
    { key: 'get', title: '', card: 'corner', render: (one) => <a href={one.address} download={`${one.camera}.mp4`}>{t('video.play')}</a> },
  ];
  return (
    <Card
      title={t('video.backups')} flush
      aside={<span className="e-actions-row"><Button size="small" onClick={() => setLog(!log)}>{t('video.log')}</Button><Button size="small" icon={<DownloadOutlined />} href={videoApi.archiveAddress(project)}>{t('video.archive')}</Button><Restore project={project} /></span>}
    >
      {log ? <Log project={project} name={name} /> : <DataTable caption={t('video.backups')} columns={columns} rows={data ?? []} rowKey={(one) => one.id} empty={<EmptyState title={t('video.noBackups')} />} />}
    </Card>
  );
}

/** A stretch of time as the site reads it; names as they were given; of a hash what tells it from others. */
function Detail({ text }: { text: string }) {
  const { t } = useVideoWords();
  const [from, to] = text.split('/');
  if (from !== undefined && to !== undefined && !Number.isNaN(Date.parse(from)) && !Number.isNaN(Date.parse(to))) return <><Instant time={from} format="exact" /> – <Instant time={to} format="exact" /></>;
  if (text === 'main' || text === 'sub') return t(`video.${text}`);
  return HASH.test(text) ? <code title={text}>{text.slice(0, 12)}</code> : <span className="e-log-detail">{text}</span>;
}

/** An archive of this project comes back: what is there already stays as it is. */
function Restore({ project }: { project: string }) {
  const { t } = useVideoWords();
  const client = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const restore = useMutation({
    mutationFn: (archive: Blob) => videoApi.restore(project, archive),
    onSuccess: (done) => {
      toast('done', t('video.restored', done));
      for (const key of ['video-backups', 'video-log']) void client.invalidateQueries({ queryKey: [key, project] });
    },
  });
  const problem = useProblemText(restore.error);
  const { isError, reset } = restore;
  useEffect(() => {
    if (!isError) return;
    toast('failed', problem);
    reset();
  }, [isError, problem, reset]);
  return (
    <>
      <input
        ref={input} type="file" accept=".zip" hidden aria-label={t('video.restore')}
        onChange={(event) => { const archive = event.target.files?.[0]; if (archive !== undefined) restore.mutate(archive); event.target.value = ''; }}
      />
      <Button size="small" icon={<UploadOutlined />} loading={restore.isPending} onClick={() => input.current?.click()}>{t('video.restore')}</Button>
    </>
  );
}

function Log({ project, name }: { project: string; name: (id: string | null) => string }) {
  const { t } = useVideoWords();
  const { data } = useVideoLog(project);
  const word = (action: string): string => {
    const known = ACTIONS.find((one) => one === action);
    return known === undefined ? t('videoAction.other', { action }) : t(`videoAction.${known}`);
  };
  const columns: Column<VideoLogLine>[] = [
    { key: 'at', title: t('video.at'), card: 'title', render: (one) => <Instant time={one.at} format="exact" /> },
    { key: 'action', title: t('video.action'), card: 'corner', render: (one) => word(one.action) },
    { key: 'camera', title: t('video.camera'), render: (one) => name(one.camera) },
    { key: 'by', title: t('video.by'), render: (one) => one.by },
    { key: 'detail', title: t('video.detail'), card: 'none', render: (one) => <Detail text={one.detail} /> },
  ];
  return (
    <>
      <DataTable caption={t('video.log')} columns={columns} rows={(data ?? []).slice(0, MOST)} rowKey={(one) => one.id} empty={<EmptyState title={t('video.none')} />} />
      <FirstOf shown={MOST} count={data?.length ?? 0} />
    </>
  );
}
