import { PlusOutlined } from '@ant-design/icons';
import type { VideoCamera } from '@edge/core';
import { Card, DataTable, EmptyState, Page, Ready, StateTag, type Column } from '@edge/ui';
import { Button, Drawer } from 'antd';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { useDevices } from '../app/queries';
import { CameraSettings } from './CameraSettings';
import { OnboardDialog } from './OnboardDialog';
import { StorageCell } from './StorageCell';
import { useCameras } from './videoQueries';
import { useVideoWords } from './words';
import './video.css';

/** The cameras of a project: whether they stand, what they keep, and their settings. */
export function CamerasPage() {
  const { t } = useVideoWords();
  const p = useParams()['p'] ?? '';
  const query = useCameras(p);
  const [adding, setAdding] = useState(false);
  return (
    <Page title={t('video.cameras')} action={<Button type="primary" icon={<PlusOutlined />} onClick={() => setAdding(true)}>{t('video.onboard')}</Button>}>
      <Ready query={query} what={t('video.loading')} rows={6}>{(cameras) => <Ledger project={p} cameras={cameras} />}</Ready>
      {adding ? <OnboardDialog project={p} onClose={() => setAdding(false)} /> : null}
    </Page>
  );
}

function Ledger({ project, cameras }: { project: string; cameras: readonly VideoCamera[] }) {
  const { t } = useVideoWords();
  const { data: devices } = useDevices(project);
  const [open, setOpen] = useState<VideoCamera>();
  const columns: Column<VideoCamera>[] = [
    { key: 'name', title: t('video.name'), card: 'title', render: (one) => <>{one.name} <span className="e-hint">{one.id}</span></> },
    { key: 'state', title: t('devices.state'), card: 'corner', render: (one) => { const state = devices?.find((each) => each.id === one.id)?.state; return state === undefined ? '—' : <StateTag state={state} />; } },
    { key: 'address', title: t('video.ip'), render: (one) => <code>{one.host}</code> },
    { key: 'gateway', title: t('video.gateway'), card: 'none', render: (one) => one.gateway },
    { key: 'storage', title: t('video.storage'), render: (one) => <StorageCell project={project} camera={one.id} /> },
    {
      key: 'act', title: '', render: (one) => (
        <span className="e-actions-row">
          <Button size="small" onClick={() => setOpen(one)}>{t('video.settings')}</Button>
          <Link to={`../playback?cameras=${encodeURIComponent(one.id)}`} relative="path">{t('video.playback')}</Link>
        </span>
      ),
    },
  ];
  return (
    <Card flush label={t('video.cameras')}>
      <DataTable caption={t('video.cameras')} columns={columns} rows={cameras} rowKey={(one) => one.id} onOpen={setOpen} empty={<EmptyState title={t('video.noCameras')} hint={t('video.noCamerasHint')} />} />
      <Drawer open={open !== undefined} onClose={() => setOpen(undefined)} size="large" title={open?.name} destroyOnHidden>
        {open === undefined ? null : <CameraSettings project={project} camera={open} />}
      </Drawer>
    </Card>
  );
}
