import type { VideoCamera } from '@edge/core';
import { siteDay } from '@edge/core';
import { Card, EmptyState, Filters, Page, Ready } from '@edge/ui';
import { DatePicker, Select } from 'antd';
import { useEffect, useMemo, useState } from 'react';
import { useParams, useSearchParams } from 'react-router';
import { fromPicker, toPicker } from '../app/siteClock';
import { BackupsCard } from './BackupsCard';
import { ClipBar } from './ClipBar';
import { PlayBar } from './PlayBar';
import { PlayClock } from './playClock';
import { RecordedTile } from './RecordedTile';
import { SearchCard } from './SearchCard';
import { Timeline } from './Timeline';
import { useCameras } from './videoQueries';
import { useVideoWords } from './words';
import './video.css';

const MOST = 4;

/** Recordings of up to four cameras on one clock, found by time, address, name or kind of warning. */
export function PlaybackPage() {
  const { t } = useVideoWords();
  const p = useParams()['p'] ?? '';
  const query = useCameras(p);
  return (
    <Page title={t('video.playback')}>
      <Ready query={query} what={t('video.loading')} rows={8}>
        {(cameras) => (cameras.length === 0 ? <Card><EmptyState title={t('video.noCameras')} hint={t('video.noCamerasHint')} /></Card> : <Playback project={p} cameras={cameras} />)}
      </Ready>
    </Page>
  );
}

function Playback({ project, cameras }: { project: string; cameras: readonly VideoCamera[] }) {
  const { t } = useVideoWords();
  const [search, setSearch] = useSearchParams();
  const asked = Number(search.get('at') ?? NaN);
  const [opened] = useState(() => Date.now() - 5 * 60_000);
  const at = Number.isFinite(asked) && asked > 0 ? asked : opened;
  const names = search.get('cameras') ?? '';
  const chosen = useMemo(() => {
    const wanted = names === '' ? [] : names.split(',');
    const found = cameras.filter((one) => wanted.includes(one.id)).slice(0, MOST);
    return found.length === 0 ? cameras.slice(0, 1) : found;
  }, [names, cameras]);
  const day = siteDay(at);
  const origin = Date.parse(`${day}T00:00:00+08:00`);
  const clock = useMemo(() => new PlayClock(at), [at]);
  useEffect(() => { clock.play(); return () => clock.pause(); }, [clock]);
  const [marks, setMarks] = useState<{ from: number; to: number }>({ from: at - 10_000, to: at + 20_000 });
  const go = (instant: number, camera?: string): void => setSearch((held) => {
    held.set('at', String(Math.round(instant)));
    if (camera !== undefined && !chosen.some((one) => one.id === camera)) held.set('cameras', camera);
    return held;
  });
  return (
    <>
      <Filters>
        <Select
          className="e-playback-cameras" mode="multiple" maxCount={MOST} aria-label={t('video.chooseCameras')} placeholder={t('video.chooseCameras')} value={chosen.map((one) => one.id)}
          onChange={(ids: string[]) => setSearch((held) => { held.set('cameras', ids.join(',')); held.set('at', String(Math.round(clock.now))); return held; })}
          options={cameras.map((one) => ({ value: one.id, label: `${one.name} ${one.host}` }))}
        />
        <DatePicker aria-label={t('video.day')} showTime allowClear={false} value={toPicker(at)} onChange={(value) => { if (value !== null) go(fromPicker(value)); }} />
      </Filters>
      <div className={`e-playback e-playback-${chosen.length}`}>
        {chosen.map((one, place) => <RecordedTile key={`${one.id}/${origin}`} project={project} camera={one} clock={clock} origin={origin} leads={place === 0} />)}
      </div>
      <Card label={t('video.playback')}>
        <PlayBar clock={clock} onSeek={(instant) => (siteDay(instant) === day ? clock.seek(instant) : go(instant))} />
        <Timeline project={project} cameras={chosen} clock={clock} origin={origin} marks={marks} onSeek={(instant) => clock.seek(instant)} />
        <ClipBar project={project} cameras={chosen} clock={clock} marks={marks} onMarks={setMarks} origin={origin} />
      </Card>
      <SearchCard project={project} cameras={cameras} onOpen={(instant, camera) => go(instant - 5_000, camera)} />
      <BackupsCard project={project} cameras={cameras} />
    </>
  );
}
