import { ArrowDownOutlined, ArrowLeftOutlined, ArrowRightOutlined, ArrowUpOutlined, ZoomInOutlined, ZoomOutOutlined } from '@ant-design/icons';
import type { VideoCamera } from '@edge/core';
import { Card, toast, useProblemText } from '@edge/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input, Popconfirm, Select } from 'antd';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { videoApi } from '../app/client';
import { useHolder, usePresets } from './videoQueries';
import { useVideoWords } from './words';

const AGAIN_MS = 1_000;
const MOVES = [
  { key: 'up', icon: <ArrowUpOutlined />, by: [0, 0.5, 0] }, { key: 'left', icon: <ArrowLeftOutlined />, by: [-0.5, 0, 0] },
  { key: 'right', icon: <ArrowRightOutlined />, by: [0.5, 0, 0] }, { key: 'down', icon: <ArrowDownOutlined />, by: [0, -0.5, 0] },
  { key: 'closer', icon: <ZoomInOutlined />, by: [0, 0, 0.6] }, { key: 'wider', icon: <ZoomOutOutlined />, by: [0, 0, -0.6] },
] as const;

/** Steers one camera: a button moves it while it is held. */
export function PtzPanel({ project, camera }: { project: string; camera: VideoCamera }) {
  const { t } = useVideoWords();
  const client = useQueryClient();
  const holder = useHolder(project, camera.id);
  const run = useMutation({
    mutationFn: (act: () => Promise<unknown>) => act(),
    onSettled: () => { void client.invalidateQueries({ queryKey: ['video-holder', project, camera.id] }); },
  });
  const problem = useProblemText(run.error);
  const { isError } = run;
  useEffect(() => { if (isError) toast('failed', problem); }, [isError, problem]);
  const held = holder.data;
  return (
    <Card
      className="e-ptz" title={`${t('video.ptz')} · ${camera.name}`}
      aside={<span className="e-muted">{held === null || held === undefined ? t('video.free') : held.mine ? t('video.heldByMe') : t('video.heldBy', { name: held.name })}</span>}
    >
      <div className="e-ptz-pad">
        {MOVES.map((one) => (
          <Held
            key={one.key} name={one.key} label={t(`video.${one.key}`)} icon={one.icon}
            onMove={() => run.mutate(() => videoApi.move(project, camera.id, one.by[0], one.by[1], one.by[2]))} onStop={() => run.mutate(() => videoApi.stop(project, camera.id))}
          />
        ))}
      </div>
      {held?.mine === true ? <Button onClick={() => run.mutate(() => videoApi.release(project, camera.id))}>{t('video.release')}</Button> : null}
      <Presets project={project} camera={camera.id} run={(act) => run.mutate(act)} />
    </Card>
  );
}

/** While it is pressed the movement is asked for again each second: the camera stops by itself when nobody asks. */
function Held({ name, label, icon, onMove, onStop }: { name: string; label: string; icon: ReactNode; onMove: () => void; onStop: () => void }) {
  const timer = useRef<number>(undefined);
  useEffect(() => () => window.clearInterval(timer.current), []);
  const begin = (): void => {
    window.clearInterval(timer.current);
    onMove();
    timer.current = window.setInterval(onMove, AGAIN_MS);
  };
  const end = (): void => {
    if (timer.current === undefined) return;
    window.clearInterval(timer.current);
    timer.current = undefined;
    onStop();
  };
  return (
    <Button
      className={`e-ptz-${name}`} icon={icon} aria-label={label} title={label} onPointerDown={begin} onPointerUp={end} onPointerLeave={end} onContextMenu={(event) => event.preventDefault()}
      onKeyDown={(event) => { if (event.key === 'Enter' && !event.repeat) begin(); }} onKeyUp={(event) => { if (event.key === 'Enter') end(); }}
    />
  );
}

function Presets({ project, camera, run }: { project: string; camera: string; run: (act: () => Promise<unknown>) => void }) {
  const { t } = useVideoWords();
  const client = useQueryClient();
  const { data } = usePresets(project, camera);
  const [name, setName] = useState('');
  const [chosen, setChosen] = useState<string>();
  const presets = data ?? [];
  const changed = (): Promise<void> => client.invalidateQueries({ queryKey: ['video-presets', project, camera] });
  return (
    <div className="e-ptz-presets">
      <Select
        aria-label={t('video.preset')} placeholder={t('video.preset')} value={chosen} options={presets.map((one) => ({ value: one.token, label: one.name === '' ? one.token : one.name }))}
        onChange={(token: string) => { setChosen(token); run(() => videoApi.goTo(project, camera, token)); }} notFoundContent={t('video.none')}
      />
      <Popconfirm title={t('video.sure')} okText={t('video.forget')} cancelText={t('video.cancel')} onConfirm={() => { if (chosen !== undefined) run(() => videoApi.forget(project, camera, chosen).then(changed)); setChosen(undefined); }}>
        <Button disabled={chosen === undefined}>{t('video.forget')}</Button>
      </Popconfirm>
      <Input aria-label={t('video.presetName')} placeholder={t('video.presetName')} maxLength={64} value={name} onChange={(event) => setName(event.target.value)} />
      <Button disabled={name.trim() === ''} onClick={() => { run(() => videoApi.keepPreset(project, camera, name.trim()).then(changed)); setName(''); }}>{t('video.keepPreset')}</Button>
      <Button disabled={presets.length < 2} onClick={() => run(() => videoApi.cruise(project, camera, presets.map((one) => one.token), 10))}>{t('video.cruise')}</Button>
      <Button onClick={() => run(() => videoApi.cruise(project, camera, [], 10))}>{t('video.cruiseStop')}</Button>
    </div>
  );
}
