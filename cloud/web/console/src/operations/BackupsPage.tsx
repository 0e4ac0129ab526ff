import { formatBytes, type BackupLine, type BackupPage, type Rehearsal } from '@edge/core';
import { Card, DataTable, EmptyState, Instant, Page, Ready, toast, useProblemText, type Column } from '@edge/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { workApi } from '../app/client';
import './operations.css';

const KEY = ['backups'] as const;

const rounded = (seconds: number): number => Number(seconds.toFixed(seconds < 10 ? 2 : 0));

/** What is there at all, records before the rest. */
function countsOf({ counts }: Rehearsal): string {
  const rank = (name: string): number => (name.startsWith('records.') ? 0 : 1);
  return Object.entries(counts).filter(([, count]) => count > 0).sort(([a], [b]) => rank(a) - rank(b)).map(([name, count]) => `${name} ${count}`).join(' · ');
}

/** Backups, rehearsed restores with their measured time beside the limits of the standard, state of the copies of files. */
export function BackupsPage() {
  const { t } = useTranslation();
  const query = useQuery({ queryKey: KEY, queryFn: ({ signal }) => workApi.backups(signal), refetchInterval: (held) => (held.state.data?.status.what == null ? 60_000 : 2_000) });
  return <Page title={t('backups.title')}><Ready query={query} what={t('backups.what')}>{(page) => <Sheet page={page} />}</Ready></Page>;
}

function Sheet({ page }: { page: BackupPage }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const run = useMutation({
    mutationFn: (start: () => Promise<unknown>) => start(),
    onSuccess: () => toast('done', t('backups.started')),
    onSettled: () => client.invalidateQueries({ queryKey: KEY }),
  });
  const fault = useProblemText(run.error);
  const busy = page.status.what != null || run.isPending;
  const schedule = page.schedule.scheduled
    ? t('backups.schedule', { hour: page.schedule.hour, day: t(`backups.days.${page.schedule.fullOn}`), days: page.schedule.keepDays }) : t('backups.off');
  return (
    <>
      <Card
        title={t('backups.list')}
        aside={(
          <span className="e-backup-acts">
            <Button type="primary" disabled={busy} onClick={() => run.mutate(() => workApi.backUp('incremental'))}>{t('backups.incremental')}</Button>
            <Button disabled={busy} onClick={() => run.mutate(() => workApi.backUp('full'))}>{t('backups.full')}</Button>
          </span>
        )}
      >
        {run.error === null ? null : <Alert type="error" showIcon title={fault} className="e-form-alert" />}
        {page.status.what == null ? null : <Alert type="info" showIcon title={t('backups.busy', { what: page.status.what })} className="e-form-alert" />}
        {page.status.lastFault == null ? null : <Alert type="error" showIcon title={page.status.lastFault} className="e-form-alert" />}
        <p className="e-hint">{schedule}</p>
        <Points rows={page.backups} busy={busy} onRehearse={(id) => run.mutate(() => workApi.rehearse(id))} />
        <p className="e-hint">{t('backups.restoreHint')}</p>
      </Card>
      <Rehearsals page={page} />
      <Copies page={page} />
    </>
  );
}

function Points({ rows, busy, onRehearse }: { rows: readonly BackupLine[]; busy: boolean; onRehearse: (id: string) => void }) {
  const { t } = useTranslation();
  const columns: Column<BackupLine>[] = [
    { key: 'at', title: t('backups.at'), card: 'title', render: (one) => <Instant time={one.at} /> },
    { key: 'kind', title: t('backups.kind'), card: 'corner', render: (one) => t(`backups.${one.kind}`) },
    { key: 'seconds', title: t('backups.seconds'), align: 'right', render: (one) => t('backups.s', { count: rounded(one.seconds) }) },
    { key: 'bytes', title: t('backups.written'), align: 'right', render: (one) => formatBytes(one.bytes) },
    { key: 'whole', title: t('backups.whole'), align: 'right', render: (one) => formatBytes(one.restoredBytes) },
    { key: 'files', title: t('backups.files'), align: 'right', render: (one) => one.files },
    { key: 'act', title: '', render: (one) => <Button size="small" disabled={busy} onClick={() => onRehearse(one.id)}>{t('backups.rehearse')}</Button> },
  ];
  return <DataTable caption={t('backups.list')} columns={columns} rows={rows} rowKey={(one) => one.id} empty={<EmptyState title={t('backups.none')} />} />;
}

function Rehearsals({ page }: { page: BackupPage }) {
  const { t } = useTranslation();
  const columns: Column<Rehearsal>[] = [
    { key: 'at', title: t('backups.at'), card: 'title', render: (one) => <Instant time={one.at} /> },
    { key: 'seconds', title: t('backups.restored'), align: 'right', render: (one) => t('backups.s', { count: rounded(one.seconds) }) },
    { key: 'check', title: t('backups.check'), align: 'right', render: (one) => t('backups.s', { count: rounded(one.checkSeconds) }) },
    { key: 'result', title: t('backups.result'), card: 'corner', render: (one) => (one.fault == null ? <span className="e-backup-good">{t('backups.sound')}</span> : <span className="e-backup-bad">{one.fault}</span>) },
    { key: 'counts', title: t('backups.counted'), render: (one) => <span className="e-audit-detail">{countsOf(one)}</span> },
  ];
  const { limits } = page;
  return (
    <Card title={t('backups.rehearsals')}>
      <p className="e-hint">{t('backups.limitHint', { incremental: limits.incremental / 60, full: limits.full / 3600, log: limits.log / 60 })}</p>
      <DataTable caption={t('backups.rehearsals')} columns={columns} rows={page.rehearsals} rowKey={(one) => `${one.backup}-${one.at}`} empty={<EmptyState title={t('backups.noRehearsals')} />} />
    </Card>
  );
}

function Copies({ page }: { page: BackupPage }) {
  const { t } = useTranslation();
  const columns: Column<BackupPage['copies'][number]>[] = [
    { key: 'first', title: t('backups.first'), card: 'title', render: (one) => t(`files.state.${one.first}`) },
    { key: 'second', title: t('backups.second'), card: 'corner', render: (one) => t(`files.state.${one.second}`) },
    { key: 'files', title: t('backups.count'), align: 'right', render: (one) => one.files },
    { key: 'bytes', title: t('backups.bytes'), align: 'right', render: (one) => formatBytes(one.bytes) },
  ];
  return (
    <Card title={t('backups.copies')}>
      <DataTable caption={t('backups.copies')} columns={columns} rows={page.copies} rowKey={(one) => `${one.first}-${one.second}`} empty={<EmptyState title={t('files.none')} />} />
    </Card>
  );
}
