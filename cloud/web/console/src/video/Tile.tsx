import { CameraOutlined, ControlOutlined, FullscreenOutlined } from '@ant-design/icons';
import type { StreamName, VideoCamera } from '@edge/core';
import { toast, useProblemText } from '@edge/ui';
import { useMutation } from '@tanstack/react-query';
import { Button, Dropdown } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { videoApi } from '../app/client';
import type { LiveState } from './livePlayer';
import { useLiveStream, type Quality, type Transport } from './useLiveStream';
import { useVideoWords, type VideoTranslate } from './words';

/** A picture of now: small, or as it is. */
const FORMATS = ['jpg', 'bmp'] as const;

interface Props {
  project: string;
  camera: VideoCamera;
  quality: Quality;
  wanted: StreamName;
  transport: Transport;
  selected?: boolean;
  onSelect?: () => void;
}

/** One camera on the wall: its picture, how late it is, and what can be done with it. */
export function Tile({ project, camera, quality, wanted, transport, selected = false, onSelect }: Props) {
  const { t } = useVideoWords();
  const video = useRef<HTMLVideoElement>(null);
  const frame = useRef<HTMLDivElement>(null);
  const [round, setRound] = useState(0);
  const { state, stream, slow } = useLiveStream(video, project, camera.id, camera.hasSub ? quality : 'main', wanted, transport, round);
  const again = state.kind === 'ended' || state.kind === 'offline' || state.kind === 'unwatched';
  return (
    <div ref={frame} className={`e-tile ${selected ? 'e-tile-selected' : ''}`} data-camera={camera.id} data-state={state.kind}>
      <video ref={video} muted playsInline autoPlay aria-label={camera.name} />
      {state.kind === 'playing' ? null : (
        <p className="e-tile-state" role="status">
          <span>{stateText(t, state)}</span>
          {again ? <Button size="small" onClick={() => setRound(round + 1)}>{t('video.again')}</Button> : null}
        </p>
      )}
      <div className="e-tile-head">
        <strong>{camera.name}</strong>
        <span className="e-tile-late" data-late={state.kind === 'playing' ? state.delay.toFixed(2) : ''}>
          {state.kind === 'playing' ? t('video.late', { seconds: state.delay.toFixed(1) }) : ''} {transport === 'hls' ? 'HLS' : t(stream === 'main' ? 'video.mainNow' : 'video.subNow')}
        </span>
      </div>
      {slow ? <p className="e-tile-slow">{t('video.slow')}</p> : null}
      <div className="e-tile-tools">
        {onSelect === undefined ? null : <Button size="small" type={selected ? 'primary' : 'default'} icon={<ControlOutlined />} aria-label={t('video.ptz')} title={t('video.ptz')} onClick={onSelect} />}
        <SnapshotButton project={project} camera={camera.id} />
        <Button size="small" icon={<FullscreenOutlined />} aria-label={t('video.fullScreen')} title={t('video.fullScreen')} onClick={() => { void frame.current?.requestFullscreen?.(); }} />
      </div>
    </div>
  );
}

function SnapshotButton({ project, camera }: { project: string; camera: string }) {
  const { t } = useVideoWords();
  const take = useMutation({
    mutationFn: (format: 'jpg' | 'bmp') => videoApi.snapshot(project, camera, format),
    onSuccess: (taken) => { toast('done', t('video.snapshotDone')); window.open(taken.address, '_blank', 'noopener'); },
  });
  const problem = useProblemText(take.error);
  const { isError, reset } = take;
  useEffect(() => {
    if (!isError) return;
    toast('failed', problem);
    reset();
  }, [isError, problem, reset]);
  return (
    <Dropdown
      trigger={['click']} placement="topRight" getPopupContainer={(button) => button.parentElement ?? document.body}
      menu={{ items: FORMATS.map((one) => ({ key: one, label: one.toUpperCase() })), onClick: ({ key }) => take.mutate(key === 'bmp' ? 'bmp' : 'jpg') }}
    >
      <Button size="small" icon={<CameraOutlined />} aria-label={t('video.snapshot')} title={t('video.snapshot')} loading={take.isPending} />
    </Dropdown>
  );
}

function stateText(t: VideoTranslate, state: LiveState): string {
  return state.kind === 'noCodec' ? t('video.noCodec', { codec: state.codec }) : state.kind === 'playing' ? '' : t(`video.${state.kind}`);
}
