import type { StreamName } from '@edge/core';
import { useEffect, useRef, useState, type RefObject } from 'react';
import { HlsPlayer } from './hlsPlayer';
import { LivePlayer, type LiveState } from './livePlayer';

export type Quality = 'auto' | StreamName;
export type Transport = 'socket' | 'hls';

const BETTER_AFTER_MS = 60_000;
const CONNECTING: LiveState = { kind: 'connecting' };

/**
 * Shows a camera in the element. On `auto` the wanted stream is shown while the network carries it, the small one while it does
 * not; after a calm minute the wanted one is tried again, each time after twice as long.
 */
export function useLiveStream(
  video: RefObject<HTMLVideoElement | null>, project: string, camera: string, quality: Quality, wanted: StreamName, transport: Transport, round: number,
): { state: LiveState; stream: StreamName; slow: boolean } {
  const [told, setTold] = useState<{ attempt: string; state: LiveState }>();
  const [slow, setSlow] = useState(false);
  const patience = useRef(BETTER_AFTER_MS);
  const stream: StreamName = quality !== 'auto' ? quality : slow ? 'sub' : wanted;
  // What an earlier attempt said is not said of this one.
  const attempt = [project, camera, quality, stream, transport, round].join('/');
  useEffect(() => {
    const element = video.current;
    if (element === null) return undefined;
    const tell = (next: LiveState): void => {
      setTold({ attempt, state: next });
      const canStep = quality === 'auto' && stream === 'main';
      if (canStep && ((next.kind === 'playing' && next.lagged) || next.kind === 'noCodec')) setSlow(true);
    };
    const player = transport === 'hls' ? new HlsPlayer(element, project, camera, tell) : new LivePlayer(element, project, camera, stream, tell);
    return () => player.close();
  }, [video, project, camera, quality, stream, transport, attempt]);
  useEffect(() => {
    if (!slow) return undefined;
    const timer = window.setTimeout(() => { patience.current *= 2; setSlow(false); }, patience.current);
    return () => window.clearTimeout(timer);
  }, [slow]);
  return { state: told?.attempt === attempt ? told.state : CONNECTING, stream, slow: slow && quality === 'auto' && wanted === 'main' };
}
