import type { VideoCamera, VideoEvent } from '@edge/core';
import { formatTime } from '@edge/core';
import { useLanguage } from '@edge/ui';
import type { KeyboardEvent, MouseEvent } from 'react';
import { useClock } from './PlayBar';
import { DAY_MS, type PlayClock } from './playClock';
import { isPoint } from './points';
import { useRecordings, useSearch } from './videoQueries';
import { gapText, useVideoWords } from './words';

const STEP_MS: Partial<Record<string, number>> = { ArrowRight: 10_000, ArrowUp: 10_000, ArrowLeft: -10_000, ArrowDown: -10_000, PageUp: 3_600_000, PageDown: -3_600_000 };
const HOURS = [0, 3, 6, 9, 12, 15, 18, 21, 24] as const;

interface Props {
  project: string;
  cameras: readonly VideoCamera[];
  clock: PlayClock;
  origin: number;
  marks: { from: number; to: number };
  onSeek: (at: number) => void;
}

/** A day of each camera: what is recorded, what is missing, what was seen. */
export function Timeline({ project, cameras, clock, origin, marks, onSeek }: Props) {
  const { t } = useVideoWords();
  const now = useClock(clock);
  const share = (at: number): string => `${Math.min(100, Math.max(0, (100 * (at - origin)) / DAY_MS)).toFixed(3)}%`;
  const seek = (event: MouseEvent<HTMLDivElement>): void => {
    const box = event.currentTarget.getBoundingClientRect();
    onSeek(origin + ((event.clientX - box.left) / box.width) * DAY_MS);
  };
  const step = (event: KeyboardEvent<HTMLDivElement>): void => {
    const ms = event.key === 'Home' ? -DAY_MS : event.key === 'End' ? DAY_MS : STEP_MS[event.key];
    if (ms === undefined || event.target !== event.currentTarget) return;
    event.preventDefault();
    onSeek(Math.min(origin + DAY_MS - 1_000, Math.max(origin, clock.now + ms)));
  };
  return (
    <div className="e-timeline" aria-label={t('video.playback')}>
      <div className="e-timeline-hours" aria-hidden="true">{HOURS.map((hour) => <span key={hour} style={{ left: `${(100 * hour) / 24}%` }}>{hour}</span>)}</div>
      {cameras.map((one) => <Row key={one.id} project={project} camera={one} origin={origin} share={share} now={now} onClick={seek} onStep={step} onSeek={onSeek} />)}
      <div className="e-timeline-marks" style={{ left: share(marks.from), width: `calc(${share(marks.to)} - ${share(marks.from)})` }} />
      <div className="e-timeline-now" style={{ left: share(now) }} />
    </div>
  );
}

function Row({ project, camera, origin, share, now, onClick, onStep, onSeek }: {
  project: string; camera: VideoCamera; origin: number; share: (at: number) => string; now: number;
  onClick: (event: MouseEvent<HTMLDivElement>) => void; onStep: (event: KeyboardEvent<HTMLDivElement>) => void; onSeek: (at: number) => void;
}) {
  const { t } = useVideoWords();
  const language = useLanguage();
  const [from, to] = [new Date(origin).toISOString(), new Date(origin + DAY_MS).toISOString()];
  const { data } = useRecordings(project, camera.id, from, to);
  const events = useSearch(project, { camera: camera.id, from, to });
  const width = (a: number, b: number): string => `max(1px, ${((100 * (b - a)) / DAY_MS).toFixed(3)}%)`;
  const missing = (data?.gaps ?? []).reduce((sum, gap) => sum + Date.parse(gap.to) - Date.parse(gap.from), 0) / 60_000;
  return (
    <div className="e-timeline-row">
      <span className="e-timeline-name" title={camera.name}>{camera.name} <em>{missing < 1 ? t('video.complete') : gapText(t, missing)}</em></span>
      <div
        className="e-timeline-bar" role="slider" tabIndex={0} aria-label={camera.name} aria-valuemin={0} aria-valuemax={86_400} aria-valuenow={Math.round((now - origin) / 1_000)}
        aria-valuetext={formatTime(now, 'clock', language)} onClick={onClick} onKeyDown={onStep}
      >
        {joined(data?.files ?? []).map((one) => <i key={one.from} style={{ left: share(one.from), width: width(one.from, one.to) }} />)}
        {(events.data?.events ?? []).map((one) => <Tick key={one.id} event={one} left={share(Date.parse(one.at))} onSeek={onSeek} />)}
      </div>
    </div>
  );
}

function Tick({ event, left, onSeek }: { event: VideoEvent; left: string; onSeek: (at: number) => void }) {
  const { t } = useVideoWords();
  const language = useLanguage();
  const name = isPoint(event.point) ? t(`seenPoint.${event.point}`) : event.point;
  return (
    <button
      type="button" className={`e-timeline-tick e-timeline-${event.point}`} style={{ left }} title={`${name} ${formatTime(event.at, 'clock', language)}`} aria-label={`${name} ${formatTime(event.at, 'clock', language)}`}
      onClick={(click) => { click.stopPropagation(); onSeek(Date.parse(event.at) - 5_000); }}
    />
  );
}

/** Files that follow each other are one bar. */
function joined(files: readonly { from: string; to: string }[]): { from: number; to: number }[] {
  const bars: { from: number; to: number }[] = [];
  for (const file of files) {
    const last = bars.at(-1);
    if (last !== undefined && Date.parse(file.from) - last.to < 3_000) last.to = Date.parse(file.to);
    else bars.push({ from: Date.parse(file.from), to: Date.parse(file.to) });
  }
  return bars;
}
