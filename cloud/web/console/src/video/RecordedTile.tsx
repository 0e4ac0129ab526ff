import { FullscreenOutlined } from '@ant-design/icons';
import type { VideoCamera } from '@edge/core';
import { useProblemText } from '@edge/ui';
import { Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { DAY_MS, type PlayClock } from './playClock';
import { RecordedPlayer, type RecordedState } from './recordedPlayer';
import { useRecordings } from './videoQueries';
import { useVideoWords } from './words';

/** One camera's recording on the common clock; the leading one moves the clock to where something is recorded. */
export function RecordedTile({ project, camera, clock, origin, leads }: { project: string; camera: VideoCamera; clock: PlayClock; origin: number; leads: boolean }) {
  const { t } = useVideoWords();
  const video = useRef<HTMLVideoElement>(null);
  const frame = useRef<HTMLDivElement>(null);
  const player = useRef<RecordedPlayer>(undefined);
  const [state, setState] = useState<RecordedState>('loading');
  const query = useRecordings(project, camera.id, new Date(origin).toISOString(), new Date(origin + DAY_MS).toISOString());
  const problem = useProblemText(query.error);
  const files = query.data?.files;
  const latest = useRef(files);
  useEffect(() => { latest.current = files; player.current?.setFiles(files ?? []); }, [files]);
  useEffect(() => {
    if (video.current === null) return undefined;
    const made = new RecordedPlayer(video.current, clock, origin, setState);
    made.setFiles(latest.current ?? []);
    player.current = made;
    return () => { made.close(); player.current = undefined; };
  }, [clock, origin]);
  const led = useRef<PlayClock>(undefined);
  useEffect(() => {
    if (!leads || files === undefined || led.current === clock) return;
    led.current = clock;
    const now = clock.now;
    if (files.some((one) => Date.parse(one.from) <= now && now < Date.parse(one.to))) return;
    const near = files.filter((one) => Date.parse(one.from) <= now).at(-1) ?? files[0];
    if (near !== undefined) clock.seek(Date.parse(near.from));
  }, [leads, files, clock]);
  const text = query.isError ? problem : state === 'gap' ? t('video.noRecording') : state === 'noCodec' ? t('video.fileNoCodec', { codec: 'H.265' }) : state === 'playing' ? '' : t('state.loading');
  return (
    <div ref={frame} className="e-tile" data-camera={camera.id} data-state={query.isError ? 'failed' : state}>
      <video ref={video} muted playsInline aria-label={camera.name} />
      {text === '' ? null : <p className="e-tile-state" role="status">{text}</p>}
      <div className="e-tile-head"><strong>{camera.name}</strong></div>
      <div className="e-tile-tools">
        <Button size="small" icon={<FullscreenOutlined />} aria-label={t('video.fullScreen')} title={t('video.fullScreen')} onClick={() => { void frame.current?.requestFullscreen?.(); }} />
      </div>
    </div>
  );
}
