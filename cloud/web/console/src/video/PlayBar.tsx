import { FastBackwardOutlined, FastForwardOutlined, PauseOutlined, PlayCircleOutlined } from '@ant-design/icons';
import { formatTime } from '@edge/core';
import { useLanguage } from '@edge/ui';
import { Button, Select } from 'antd';
import { useEffect, useState } from 'react';
import type { PlayClock } from './playClock';
import { useVideoWords } from './words';

const RATES = [0.5, 1, 2, 4, 8] as const;

/** The time of the clock, several times a second. */
export function useClock(clock: PlayClock): number {
  const [now, setNow] = useState(clock.now);
  useEffect(() => {
    const update = (): void => setNow(clock.now);
    const timer = window.setInterval(update, 250);
    const end = clock.listen(update);
    update();
    return () => { window.clearInterval(timer); end(); };
  }, [clock]);
  return now;
}

/** Play, pause, jump, speed. */
export function PlayBar({ clock, onSeek }: { clock: PlayClock; onSeek: (at: number) => void }) {
  const { t } = useVideoWords();
  const language = useLanguage();
  const now = useClock(clock);
  return (
    <div className="e-play-bar">
      <Button icon={<FastBackwardOutlined />} aria-label={t('video.back')} title={t('video.back')} onClick={() => onSeek(now - 10_000)} />
      <Button
        type="primary" icon={clock.playing ? <PauseOutlined /> : <PlayCircleOutlined />} aria-label={t(clock.playing ? 'video.pause' : 'video.play')}
        onClick={() => (clock.playing ? clock.pause() : clock.play())}
      />
      <Button icon={<FastForwardOutlined />} aria-label={t('video.forth')} title={t('video.forth')} onClick={() => onSeek(now + 10_000)} />
      <Select aria-label={t('video.speed')} value={clock.rate} onChange={(rate: number) => clock.setRate(rate)} options={RATES.map((one) => ({ value: one, label: `${one}×` }))} />
      <strong className="e-number" data-clock={Math.round(now)}>{formatTime(now, 'exact', language)}</strong>
    </div>
  );
}
