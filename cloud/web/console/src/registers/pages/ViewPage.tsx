import { EXPORT_FORMATS, siteDay, viewAddress, type Field, type Values, type ViewDescriptor } from '@edge/core';
import { Card, DataTable, EmptyState, Filters, MenuButton, Page, Ready, useLanguage, type Column } from '@edge/ui';
import { DownloadOutlined } from '@ant-design/icons';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useParams, useSearchParams } from 'react-router';
import { registersApi } from '../../app/client';
import { Control } from '../controls/Control';
import { Value } from '../Value';
import { useLabel } from '../words';
import '../registers.css';

/** A read-only summary as its descriptor says; the question lives in the address. */
export function ViewPage() {
  const { t } = useTranslation();
  const name = useParams()['view'] ?? '';
  const query = useQuery({ queryKey: ['views', name], queryFn: ({ signal }) => registersApi.view(name, signal), staleTime: 300_000 });
  return <Ready query={query} what={t('views.what')} rows={8}>{(view) => <Summary key={name} view={view} />}</Ready>;
}

function Summary({ view }: { view: ViewDescriptor }) {
  const { t } = useTranslation();
  const label = useLabel();
  const [search, setSearch] = useSearchParams();
  const question = { ...usual(view), ...Object.fromEntries(search.entries()) };
  const language = useLanguage();
  const rows = useQuery({ queryKey: ['views', view.name, 'rows', question], queryFn: ({ signal }) => registersApi.viewRows(view.name, question, signal), placeholderData: keepPreviousData });
  const set = (name: string, value: unknown): void => setSearch((held) => {
    if (value === null || value === undefined || value === '') held.delete(name);
    else held.set(name, String(value));
    return held;
  }, { replace: true });
  const columns = view.columns.map((one, at): Column<{ row: Values; at: number }> => ({
    key: one.name, title: <>{label(one.label)}{one.unit === null ? null : <small> {one.unit}</small>}</>, align: one.numeric ? 'right' : undefined, card: at === 0 ? 'title' : 'line',
    render: ({ row, at: line }) => {
      const shown = <Value bare field={one} value={row[one.name]} names={rows.data?.names ?? {}} />;
      const list = rows.data?.lists[line]?.[one.name];
      return list === undefined ? shown : <Link to={`/registers/${list.register}?${new URLSearchParams(list.filters.map((each) => ['filter', each])).toString()}`}>{shown}</Link>;
    },
  }));
  return (
    <Page
      title={label(view.label)} scope={<span>{label(view.moduleLabel)}</span>}
      action={<MenuButton icon={<DownloadOutlined />} label={t('exports.title')} name={t('exports.title')} items={EXPORT_FORMATS.filter((one) => one !== 'xml' && one !== 'json').map((format) => ({ key: format, label: t(`exports.formats.${format}`), onSelect: () => window.location.assign(viewAddress(view.name, question, format, language)) }))} />}
    >
      <Filters>{view.query.map((one) => <Ask key={one.name} field={one} value={question[one.name]} onChange={(value) => set(one.name, value)} />)}</Filters>
      {rows.data?.more === true ? <Alert type="warning" showIcon title={t('views.more')} /> : null}
      <Card flush className="e-view">
        <Ready query={rows} what={t('views.what')} rows={6}>
          {(data) => <DataTable caption={label(view.label)} columns={columns} rows={data.items.map((row, at) => ({ row, at }))} rowKey={({ at }) => String(at)} empty={<EmptyState title={t('views.none')} hint={t('views.noneHint')} />} footer={t('views.rows', { count: data.items.length })} />}
        </Ready>
      </Card>
    </Page>
  );
}

/** Days that must be said and are not yet: this month, up to today. */
function usual(view: ViewDescriptor): Record<string, string> {
  const today = siteDay(Date.now());
  const days = view.query.filter((one) => one.required && one.kind === 'date');
  return Object.fromEntries(days.map((one, at) => [one.name, days.length > 1 && at === 0 ? `${today.slice(0, 8)}01` : today]));
}

function Ask({ field, value, onChange }: { field: Field; value: string | undefined; onChange: (value: unknown) => void }) {
  const label = useLabel();
  const read = field.kind === 'boolean' && value !== undefined ? value === 'true' : field.kind === 'number' || field.kind === 'integer' ? (value === undefined ? undefined : Number(value)) : value;
  return <label className="e-ask"><span>{label(field.label)}</span><Control field={field} value={read} onChange={onChange} names={{}} /></label>;
}
