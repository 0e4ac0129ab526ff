import { Button } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLiveStream } from '../video/useLiveStream';

/** One camera live: fMP4 over a web socket into the browser's media source, never transcoded. */
export function LiveVideo({ project, camera, onStop }: { project: string; camera: string; onStop: () => void }) {
  const { t } = useTranslation();
  const video = useRef<HTMLVideoElement>(null);
  const [round, setRound] = useState(0);
  const { state } = useLiveStream(video, project, camera, 'auto', 'main', 'socket', round);
  const again = state.kind === 'ended' || state.kind === 'offline' || state.kind === 'unwatched';
  return (
    <>
      <video ref={video} muted playsInline autoPlay />
      <div className="e-camera-bar">
        <span aria-live="polite">
          {state.kind === 'playing' ? t('camera.delay', { seconds: state.delay.toFixed(1) })
            : state.kind === 'noCodec' ? t('camera.noCodec', { codec: state.codec })
            : t(`camera.${state.kind}`)}
        </span>
        <span className="e-actions-row">
          {again ? <Button size="small" onClick={() => setRound(round + 1)}>{t('camera.again')}</Button> : null}
          <Button size="small" onClick={onStop}>{t('camera.stop')}</Button>
        </span>
      </div>
    </>
  );
}
