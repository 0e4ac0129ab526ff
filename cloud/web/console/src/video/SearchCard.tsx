import type { VideoCamera, VideoEvent, VideoSearchQuery } from '@edge/core';
import { Card, DataTable, EmptyState, Filters, Instant, type Column } from '@edge/ui';
import { Button, DatePicker, Input, Select } from 'antd';
import type { Dayjs } from 'dayjs';
import { useState } from 'react';
import { fromPicker, toPicker } from '../app/siteClock';
import { FirstOf } from './FirstOf';
import { isPoint, POINTS } from './points';
import { useSearch } from './videoQueries';
import { useVideoWords } from './words';

const MOST = 200;

/** Finds recordings by the camera's address or name, the time and the kind of warning. */
export function SearchCard({ project, cameras, onOpen }: { project: string; cameras: readonly VideoCamera[]; onOpen: (at: number, camera: string) => void }) {
  const { t } = useVideoWords();
  const [draft, setDraft] = useState<VideoSearchQuery>({});
  const [query, setQuery] = useState<VideoSearchQuery>();
  const { data } = useSearch(project, query ?? {}, query !== undefined);
  const range = (): [Dayjs, Dayjs] | null => (draft.from === undefined || draft.to === undefined ? null : [toPicker(draft.from), toPicker(draft.to)]);
  const name = (id: string): string => cameras.find((one) => one.id === id)?.name ?? id;
  const columns: Column<VideoEvent>[] = [
    { key: 'at', title: t('video.at'), card: 'title', render: (one) => <Instant time={one.at} format="exact" /> },
    { key: 'kind', title: t('video.kind'), card: 'corner', render: (one) => (isPoint(one.point) ? t(`seenPoint.${one.point}`) : one.point) },
    { key: 'camera', title: t('video.camera'), render: (one) => name(one.camera) },
    { key: 'address', title: t('video.address'), render: (one) => <code>{cameras.find((each) => each.id === one.camera)?.host}</code> },
    { key: 'open', title: '', card: 'none', render: (one) => <Button size="small" onClick={() => onOpen(Date.parse(one.at), one.camera)}>{t('video.play')}</Button> },
  ];
  return (
    <Card title={t('video.search')}>
      <Filters>
        <Input className="e-control-small" placeholder={t('video.address')} aria-label={t('video.address')} value={draft.address} onChange={(event) => setDraft({ ...draft, address: event.target.value })} />
        <Input className="e-control-small" placeholder={t('video.name')} aria-label={t('video.name')} value={draft.name} onChange={(event) => setDraft({ ...draft, name: event.target.value })} />
        <Select
          className="e-control-small" aria-label={t('video.kind')} value={draft.kind ?? ''} onChange={(kind: string) => setDraft({ ...draft, kind })}
          options={[{ value: '', label: t('video.anyKind') }, ...POINTS.map((one) => ({ value: one, label: t(`seenPoint.${one}`) }))]}
        />
        <DatePicker.RangePicker
          showTime aria-label={t('video.period')} value={range()}
          onChange={(value) => setDraft({ ...draft, ...(value?.[0] && value[1] ? { from: new Date(fromPicker(value[0])).toISOString(), to: new Date(fromPicker(value[1])).toISOString() } : {}) })}
        />
        <Button type="primary" onClick={() => setQuery(draft)}>{t('video.search')}</Button>
      </Filters>
      {query === undefined ? null : (
        <>
          <DataTable
            caption={t('video.results')} columns={columns} rows={(data?.events ?? []).slice(0, MOST)} rowKey={(one) => one.id} onOpen={(one) => onOpen(Date.parse(one.at), one.camera)}
            empty={<EmptyState title={t('video.noResults')} hint={t('video.noResultsHint')} />}
          />
          <FirstOf shown={MOST} count={data?.events.length ?? 0} />
        </>
      )}
    </Card>
  );
}
