import type { VideoCamera, VideoEvent } from '@edge/core';
import { Card, EmptyState, Filters, Page, Ready, useMinute } from '@edge/ui';
import { Segmented, Select, Switch } from 'antd';
import { useMemo } from 'react';
import { useParams, useSearchParams } from 'react-router';
import { FirstOf } from './FirstOf';
import { ReviewCard } from './ReviewCard';
import { StatisticsTable } from './StatisticsTable';
import { POINTS, SPANS, type SpanName } from './points';
import { useSearch } from './videoQueries';
import { useVideoWords } from './words';
import '../warnings/warnings.css';
import './video.css';

const MOST = 60;

/** What the detectors have seen, for a person to say whether it is so, and how often they were right. */
export function ReviewPage() {
  const { t } = useVideoWords();
  const p = useParams()['p'] ?? '';
  const [search, setSearch] = useSearchParams();
  const now = useMinute();
  const span = (Object.keys(SPANS) as SpanName[]).find((one) => one === search.get('span')) ?? 'd1';
  const [kind, camera, open] = [search.get('kind') ?? '', search.get('camera') ?? '', search.get('open') !== 'no'];
  const from = useMemo(() => new Date(now - SPANS[span]).toISOString(), [now, span]);
  const to = useMemo(() => new Date(now + 60_000).toISOString(), [now]);
  const query = useSearch(p, { kind, camera, from, to });
  const set = (name: string, value: string): void => setSearch((held) => {
    if (value === '') held.delete(name);
    else held.set(name, value);
    return held;
  }, { replace: true });
  return (
    <Page title={t('video.review')}>
      <Filters>
        <Segmented value={span} onChange={(next) => set('span', next)} options={(Object.keys(SPANS) as SpanName[]).map((one) => ({ value: one, label: t(`video.${one}`) }))} />
        <Select className="e-control-small" aria-label={t('video.kind')} value={kind} onChange={(value: string) => set('kind', value)} options={[{ value: '', label: t('video.anyKind') }, ...POINTS.map((one) => ({ value: one, label: t(`seenPoint.${one}`) }))]} />
        <Select
          className="e-control-small" aria-label={t('video.camera')} value={camera} onChange={(value: string) => set('camera', value)}
          options={[{ value: '', label: t('video.allCameras') }, ...(query.data?.cameras ?? []).map((one) => ({ value: one.id, label: one.name }))]}
        />
        <label className="e-review-open"><Switch checked={open} onChange={(on) => set('open', on ? '' : 'no')} /> {t('video.onlyOpen')}</label>
      </Filters>
      <Ready query={query} what={t('video.review')} rows={8}>
        {(found) => <Events project={p} cameras={found.cameras} events={found.events.filter((one) => !open || one.verdict === null)} />}
      </Ready>
      <StatisticsTable project={p} from={from} to={to} cameras={query.data?.cameras ?? []} />
    </Page>
  );
}

function Events({ project, cameras, events }: { project: string; cameras: readonly VideoCamera[]; events: readonly VideoEvent[] }) {
  const { t } = useVideoWords();
  if (events.length === 0) return <Card><EmptyState title={t('video.nothingOpen')} hint={t('video.nothingOpenHint')} /></Card>;
  return (
    <>
      <div className="e-review">
        {events.slice(0, MOST).map((one) => <ReviewCard key={one.id} project={project} camera={cameras.find((each) => each.id === one.camera)?.name ?? one.camera} event={one} />)}
      </div>
      <FirstOf shown={MOST} count={events.length} />
    </>
  );
}
