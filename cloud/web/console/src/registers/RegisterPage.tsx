import { columnsOf, readFilter, usualColumns, type Names, type Register } from '@edge/core';
import { Card, EmptyState, ErrorState, Page, Ready, Skeleton, usePhone } from '@edge/ui';
import { PlusOutlined, UploadOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { lazy, Suspense, useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { ExportMenu } from './ExportMenu';
import { FilterBar } from './FilterBar';
import { ListCards } from './ListCards';
import { ListFooter } from './ListFooter';
import { ListTable } from './ListTable';
import { useRecords, useRegister, useTotals } from './queries';
import { StateTabs } from './StateTabs';
import { useListState } from './useListState';
import { useLabel } from './words';
import './registers.css';

const ColumnChooser = lazy(async () => ({ default: (await import('./ColumnChooser')).ColumnChooser }));
const SavedQueries = lazy(async () => ({ default: (await import('./SavedQueries')).SavedQueries }));
const FiguresPanel = lazy(async () => ({ default: (await import('./figures/FiguresPanel')).FiguresPanel }));
const RecordDrawer = lazy(async () => ({ default: (await import('./record/RecordDrawer')).RecordDrawer }));
const ImportDialog = lazy(async () => ({ default: (await import('./ImportDialog')).ImportDialog }));
const BatchBar = lazy(async () => ({ default: (await import('./BatchBar')).BatchBar }));
const NOTHING: ReadonlySet<string> = new Set();

/** A register as its descriptor says: whatever it is, this page draws it. */
export function RegisterPage() {
  const { t } = useTranslation();
  const name = useParams()['register'] ?? '';
  const query = useRegister(name);
  return <Ready query={query} what={t('registers.what')} rows={10}>{(register) => <ListPage key={name} register={register} />}</Ready>;
}

function ListPage({ register }: { register: Register }) {
  const { t } = useTranslation();
  const label = useLabel();
  const phone = usePhone();
  const [state, change] = useListState();
  const [importing, setImporting] = useState(false);
  const columns = useMemo(() => columnsOf(register), [register]);
  const chosen = useMemo(() => (state.columns.length > 0 ? state.columns : usualColumns(register)), [state.columns, register]);
  const shown = useMemo(() => chosen.flatMap((one) => columns.find((column) => column.name === one) ?? []), [chosen, columns]);
  // Columns that are filtered are read too: their values have names on the page.
  const asked = useMemo(() => {
    const filtered = state.filters.map((one) => readFilter(one)?.column);
    return columns.filter((one) => one.field !== undefined && (shown.includes(one) || filtered.includes(one.name))).map((one) => one.name);
  }, [shown, columns, state.filters]);
  const records = useRecords(register.name, state, asked.length === 0 ? ['id'] : asked);
  const names = useMemo(() => Object.assign({}, ...(records.data?.pages.map((one) => one.names ?? {}) ?? [])) as Record<string, string>, [records.data]);
  const totals = useTotals(register.name, state);
  const base = `/registers/${register.name}`;
  const canAct = register.actions.some((one) => one.offered);
  return (
    <Page
      title={label(register.label)}
      scope={<span>{label(register.moduleLabel)}</span>}
      action={(
        <>
          {register.canCreate && !phone ? <Button icon={<UploadOutlined />} onClick={() => setImporting(true)}>{t('imports.title')}</Button> : null}
          {register.canCreate ? <Link to={`${base}/new`}><Button type="primary" icon={<PlusOutlined />} block>{t('registers.add')}</Button></Link> : null}
        </>
      )}
    >
      <StateTabs register={register} state={state} onChange={change} />
      <div className="e-list-bar">
        <FilterBar state={state} columns={columns} names={names} canAct={canAct} onChange={change} />
        <div className="e-list-tools">
          <div className="e-switch" role="group" aria-label={t('registers.title')}>
            <button type="button" aria-pressed={state.view === 'list'} onClick={() => change({ view: 'list' })}>{t('registers.list')}</button>
            <button type="button" aria-pressed={state.view === 'figures'} onClick={() => change({ view: 'figures', by: state.by.length === 0 ? ['state'] : state.by })}>{t('registers.figures')}</button>
          </div>
          <Suspense fallback={null}><SavedQueries register={register.name} state={state} onLoad={change} /></Suspense>
          {phone ? null : <Suspense fallback={null}><ColumnChooser register={register} columns={columns} chosen={chosen} onChange={(next) => change({ columns: next })} /></Suspense>}
          <ExportMenu register={register.name} state={state} columns={chosen} count={totals.data?.count} />
        </div>
      </div>
      {state.view === 'figures'
        ? <Suspense fallback={<Skeleton rows={8} />}><FiguresPanel register={register} columns={columns} state={state} onChange={change} /></Suspense>
        : <ListPanel register={register} columns={shown} records={records} names={names} totals={totals} state={state} change={change} />}
      {state.open === '' ? null : <Suspense fallback={null}><RecordDrawer register={register} id={state.open} onClose={() => change({ open: '' })} /></Suspense>}
      {importing ? <Suspense fallback={null}><ImportDialog register={register.name} label={label(register.label)} onClose={() => setImporting(false)} /></Suspense> : null}
    </Page>
  );
}

interface PanelProps {
  register: Register;
  columns: ReturnType<typeof columnsOf>;
  records: ReturnType<typeof useRecords>;
  names: Names;
  totals: ReturnType<typeof useTotals>;
  state: ReturnType<typeof useListState>[0];
  change: ReturnType<typeof useListState>[1];
}

function ListPanel({ register, columns, records, names, totals, state, change }: PanelProps) {
  const { t } = useTranslation();
  const phone = usePhone();
  const [selected, setSelected] = useState(NOTHING);
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = records;
  const lines = useMemo(() => data?.pages.flatMap((one) => one.items) ?? [], [data]);
  const onNearEnd = useCallback(() => { if (hasNextPage && !isFetchingNextPage) void fetchNextPage(); }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  if (records.isPending) return <Card flush><Skeleton rows={12} /></Card>;
  if (records.error !== null && data === undefined) return <Card flush><ErrorState error={records.error} what={t('registers.what')} retry={() => { void records.refetch(); }} /></Card>;
  const filtered = state.filters.length > 0 || state.q !== '' || state.todo;
  const picked = lines.filter((one) => selected.has(one.id));
  const List = phone ? ListCards : ListTable;
  return (
    <Card flush className="e-list">
      {picked.length > 0 && !phone ? <Suspense fallback={null}><BatchBar register={register} lines={picked} onClear={() => setSelected(NOTHING)} /></Suspense> : null}
      {lines.length === 0 ? (
        <EmptyState
          title={t(filtered ? 'registers.noneMatch' : 'registers.empty')}
          hint={t(filtered ? 'registers.noneMatchHint' : register.canCreate ? 'registers.emptyHint' : 'registers.emptyReadHint')}
          action={filtered ? <Button onClick={() => change({ filters: [], q: '', todo: false })}>{t('registers.clear')}</Button> : undefined}
        />
      ) : (
        <List
          register={register} columns={columns} lines={lines} names={names} sums={totals.data?.sums ?? {}} sort={state.sort} onSort={(sort) => change({ sort })}
          selected={selected} onSelect={setSelected} open={state.open} onOpen={(id) => change({ open: id })} onNearEnd={onNearEnd}
        />
      )}
      <ListFooter columns={columns} totals={totals.data} loaded={lines.length} loading={isFetchingNextPage} />
    </Card>
  );
}
