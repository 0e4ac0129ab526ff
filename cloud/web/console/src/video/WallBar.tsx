import { DeleteOutlined, FullscreenOutlined, SaveOutlined } from '@ant-design/icons';
import type { VideoCamera, VideoWall } from '@edge/core';
import { Filters, toast, useProblemText } from '@edge/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Form, Input, Modal, Segmented, Select } from 'antd';
import { useState } from 'react';
import { videoApi } from '../app/client';
import type { Quality, Transport } from './useLiveStream';
import { useVideoWords } from './words';

export interface WallSettings {
  wall: string | undefined;
  tiles: number;
  dwell: number;
  quality: Quality;
  transport: Transport;
}

interface Props {
  project: string;
  cameras: readonly VideoCamera[];
  walls: readonly VideoWall[];
  settings: WallSettings;
  onChange: (settings: WallSettings) => void;
  onFullScreen: () => void;
}

const DWELLS = [0, 5, 10, 20, 30, 60] as const;

/** What is shown on the wall, and how. */
export function WallBar({ project, cameras, walls, settings, onChange, onFullScreen }: Props) {
  const { t } = useVideoWords();
  const [saving, setSaving] = useState(false);
  const client = useQueryClient();
  const remove = useMutation({
    mutationFn: (id: string) => videoApi.removeWall(project, id),
    onSuccess: () => { onChange({ ...settings, wall: undefined }); void client.invalidateQueries({ queryKey: ['video-walls', project] }); },
  });
  const choose = (id: string | undefined): void => {
    const wall = walls.find((one) => one.id === id);
    onChange(wall === undefined ? { ...settings, wall: undefined } : { ...settings, wall: wall.id, tiles: wall.tiles, dwell: wall.dwellSeconds });
  };
  return (
    <Filters>
      <Select
        className="e-control-small" aria-label={t('video.group')} value={settings.wall ?? ''} onChange={(value: string) => choose(value === '' ? undefined : value)}
        options={[{ value: '', label: t('video.allCameras') }, ...walls.map((one) => ({ value: one.id, label: one.name }))]}
      />
      <Segmented aria-label={t('video.layout')} value={settings.tiles} options={[1, 4, 9, 16]} onChange={(tiles) => onChange({ ...settings, tiles })} />
      <Select
        className="e-control-small" aria-label={t('video.tour')} value={settings.dwell} onChange={(dwell: number) => onChange({ ...settings, dwell })}
        options={DWELLS.map((one) => ({ value: one, label: one === 0 ? t('video.tourOff') : t('video.tourEvery', { seconds: one }) }))}
      />
      <Select
        className="e-control-small" aria-label={t('video.quality')} value={settings.quality} onChange={(quality: Quality) => onChange({ ...settings, quality })}
        options={(['auto', 'main', 'sub'] as const).map((one) => ({ value: one, label: t(`video.${one}`) }))}
      />
      <Segmented
        aria-label={t('video.transport')} value={settings.transport} onChange={(transport) => onChange({ ...settings, transport })}
        options={[{ value: 'socket' as const, label: t('video.socket') }, { value: 'hls' as const, label: t('video.hls') }]}
      />
      <Button icon={<SaveOutlined />} onClick={() => setSaving(true)}>{t(settings.wall === undefined ? 'video.saveGroup' : 'video.editGroup')}</Button>
      {settings.wall === undefined ? null : <Button danger icon={<DeleteOutlined />} aria-label={t('video.removeGroup')} title={t('video.removeGroup')} loading={remove.isPending} onClick={() => remove.mutate(settings.wall ?? '')} />}
      <Button icon={<FullscreenOutlined />} onClick={onFullScreen}>{t('video.fullScreen')}</Button>
      {saving ? <GroupDialog project={project} cameras={cameras} wall={walls.find((one) => one.id === settings.wall)} settings={settings} onClose={() => setSaving(false)} onSaved={(id) => { setSaving(false); onChange({ ...settings, wall: id }); }} /> : null}
    </Filters>
  );
}

function GroupDialog({ project, cameras, wall, settings, onClose, onSaved }: {
  project: string; cameras: readonly VideoCamera[]; wall: VideoWall | undefined; settings: WallSettings; onClose: () => void; onSaved: (id: string) => void;
}) {
  const { t } = useVideoWords();
  const client = useQueryClient();
  const [name, setName] = useState(wall?.name ?? '');
  const [chosen, setChosen] = useState<string[]>([...(wall?.cameras ?? cameras.map((one) => one.id))]);
  const save = useMutation({
    mutationFn: () => videoApi.putWall(project, wall?.id, { name, tiles: settings.tiles, cameras: chosen, dwellSeconds: settings.dwell }),
    onSuccess: async (saved) => { await client.invalidateQueries({ queryKey: ['video-walls', project] }); toast('done', t('video.saved')); onSaved(saved.id); },
  });
  const problem = useProblemText(save.error);
  return (
    <Modal
      open title={t(wall === undefined ? 'video.saveGroup' : 'video.editGroup')} onCancel={onClose} okText={t('video.save')} cancelText={t('video.cancel')}
      okButtonProps={{ loading: save.isPending, disabled: name.trim() === '' || chosen.length === 0 }} onOk={() => save.mutate()}
    >
      <Form layout="vertical">
        <Form.Item label={t('video.groupName')}><Input value={name} maxLength={60} onChange={(event) => setName(event.target.value)} /></Form.Item>
        <Form.Item label={t('video.cameras')} {...(save.isError ? { help: problem, validateStatus: 'error' as const } : {})}>
          <Select mode="multiple" value={chosen} onChange={setChosen} options={cameras.map((one) => ({ value: one.id, label: one.name }))} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
