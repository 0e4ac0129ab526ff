import type { ClauseLine, Compliance } from '@edge/core';
import { Card, DataTable, EmptyState, Filters, Page, Ready, type Column } from '@edge/ui';
import { useQuery } from '@tanstack/react-query';
import { Input, Select } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { registersApi } from '../../app/client';
import { useLabel } from '../words';
import '../registers.css';

type State = 'shown' | 'built' | 'pending';
const STATES: readonly State[] = ['shown', 'built', 'pending'];

/** Each clause of the standard: whether it is answered, where, and by what that is shown. */
export function CompliancePage() {
  const { t } = useTranslation();
  const query = useQuery({ queryKey: ['compliance'], queryFn: ({ signal }) => registersApi.compliance(signal), staleTime: 300_000 });
  return <Ready query={query} what={t('compliance.what')} rows={12}>{(data) => <Clauses data={data} />}</Ready>;
}

const tableOf = (clause: string): string => clause.split('-')[0] ?? clause;
const stateOf = (text: string): State => STATES.find((one) => one === text) ?? 'pending';

function Clauses({ data }: { data: Compliance }) {
  const { t } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const [q, table, state] = [search.get('q') ?? '', search.get('table') ?? '', search.get('state') ?? ''];
  const set = (name: string, value: string): void => setSearch((held) => {
    if (value === '') held.delete(name);
    else held.set(name, value);
    return held;
  }, { replace: true });
  const tables = useMemo(() => [...new Set(data.items.map((one) => tableOf(one.id)))], [data]);
  const shown = data.items.filter((one) => (table === '' || tableOf(one.id) === table) && (state === '' || stateOf(one.state) === state) && `${one.id} ${one.title}`.toLowerCase().includes(q.toLowerCase()));
  const count = (which: State): number => data.items.filter((one) => stateOf(one.state) === which).length;
  return (
    <Page title={t('compliance.title')} scope={<><span>{t('compliance.hint')}</span><span>{t('compliance.progress', { shown: data.shown, total: data.total })}</span></>}>
      <div className="e-state-tabs" role="group" aria-label={t('compliance.state')}>
        <button type="button" aria-pressed={state === ''} onClick={() => set('state', '')}>{t('compliance.all')} <b>{data.total}</b></button>
        {STATES.map((one) => <button key={one} type="button" aria-pressed={state === one} onClick={() => set('state', one)}>{t(`compliance.${one}`)} <b>{count(one)}</b></button>)}
      </div>
      <Filters>
        <Input className="e-control-find" allowClear value={q} placeholder={t('compliance.find')} aria-label={t('compliance.find')} onChange={(event) => set('q', event.target.value)} />
        <Select
          className="e-control-small" value={table} aria-label={t('compliance.clause')} onChange={(next: string) => set('table', next)}
          options={[{ value: '', label: t('compliance.all') }, ...tables.map((one) => ({ value: one, label: t('compliance.table', { table: one }) }))]}
        />
      </Filters>
      <Card flush>
        <DataTable caption={t('compliance.what')} columns={useColumns()} rows={shown} rowKey={(one) => one.id} empty={<EmptyState title={t('compliance.noneMatch')} />} />
      </Card>
    </Page>
  );
}

function useColumns(): Column<ClauseLine>[] {
  const { t } = useTranslation();
  const label = useLabel();
  return [
    { key: 'id', title: t('compliance.clause'), width: 120, card: 'corner', render: (one) => <span className="e-nowrap">{one.id}</span> },
    { key: 'title', title: t('compliance.requirement'), card: 'title', render: (one) => <>{one.title}{one.basic ? null : <small className="e-hint"> {t('compliance.optional')}</small>}</> },
    { key: 'state', title: t('compliance.state'), width: 96, render: (one) => <span className={`e-clause-state e-clause-${stateOf(one.state)}`}>{stateOf(one.state) === 'shown' ? '✓ ' : ''}{t(`compliance.${stateOf(one.state)}`)}</span> },
    {
      key: 'where', title: t('compliance.where'), render: (one) => (one.functions.length === 0 ? <span className="e-hint">{t('compliance.none')}</span> : (
        <span className="e-clause-list">{one.functions.map((each) => <Link key={each.name} to={each.kind === 'view' ? `/views/${each.name}` : `/registers/${each.name}`}>{label(each.label)}</Link>)}</span>
      )),
    },
    { key: 'evidence', title: t('compliance.evidence'), render: (one) => (one.tests.length === 0 && one.code.length === 0 ? <span className="e-hint">{t('compliance.none')}</span> : <Evidence clause={one} />) },
  ];
}

function Evidence({ clause }: { clause: ClauseLine }) {
  const { t } = useTranslation();
  return (
    <details>
      <summary>{clause.tests.length > 0 ? t('compliance.tests', { count: clause.tests.length }) : t('compliance.code', { count: clause.code.length })}</summary>
      <span className="e-clause-list">{[...clause.tests, ...clause.code].map((one) => <code key={one}>{one}</code>)}</span>
    </details>
  );
}
