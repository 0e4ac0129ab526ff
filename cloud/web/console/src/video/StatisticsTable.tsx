import type { VideoCamera, VideoStatistic } from '@edge/core';
import { Card, DataTable, EmptyState, type Column } from '@edge/ui';
import { Link } from 'react-router';
import { isPoint } from './points';
import { useStatistics } from './videoQueries';
import { useVideoWords } from './words';

/** How often each detector spoke at each camera, and how often people agreed; each figure leads to its list. */
export function StatisticsTable({ project, from, to, cameras }: { project: string; from: string; to: string; cameras: readonly VideoCamera[] }) {
  const { t } = useVideoWords();
  const { data } = useStatistics(project, from, to);
  const list = (one: VideoStatistic, open: boolean): string => `?camera=${encodeURIComponent(one.camera)}&kind=${encodeURIComponent(one.point)}${open ? '' : '&open=no'}`;
  const columns: Column<VideoStatistic>[] = [
    { key: 'point', title: t('video.kind'), card: 'title', render: (one) => (isPoint(one.point) ? t(`seenPoint.${one.point}`) : one.point) },
    { key: 'camera', title: t('video.camera'), card: 'corner', render: (one) => cameras.find((each) => each.id === one.camera)?.name ?? one.camera },
    { key: 'count', title: t('video.count'), align: 'right', render: (one) => <Link to={list(one, false)}>{one.events}</Link> },
    { key: 'confirmed', title: t('video.confirmed'), align: 'right', render: (one) => one.confirmed },
    { key: 'false', title: t('video.falseCount'), align: 'right', render: (one) => one.false },
    { key: 'open', title: t('video.open'), align: 'right', render: (one) => <Link to={list(one, true)}>{one.open}</Link> },
    { key: 'precision', title: t('video.precision'), align: 'right', render: (one) => (one.confirmed + one.false === 0 ? '—' : `${Math.round((100 * one.confirmed) / (one.confirmed + one.false))}%`) },
  ];
  return (
    <Card title={t('video.statistics')} flush label={t('video.byClass')}>
      <DataTable caption={t('video.byClass')} columns={columns} rows={data ?? []} rowKey={(one) => `${one.camera}/${one.point}`} empty={<EmptyState title={t('video.noResults')} />} />
    </Card>
  );
}
