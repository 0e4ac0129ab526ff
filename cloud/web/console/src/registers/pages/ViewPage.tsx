import { EXPORT_FORMATS, viewAddress, type Field, type Values, type ViewDescriptor } from '@edge/core';
import { Card, DataTable, EmptyState, Filters, MenuButton, Page, Ready, type Column } from '@edge/ui';
import { DownloadOutlined } from '@ant-design/icons';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import { useParams, useSearchParams } from 'react-router';
import { registersApi } from '../../app/client';
import { Control } from '../controls/Control';
import { useAreaName } from '../queries';
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
  const question = Object.fromEntries(search.entries());
  const areaName = useAreaName(view.columns.some((one) => one.kind === 'area'));
  const rows = useQuery({ queryKey: ['views', view.name, 'rows', search.toString()], queryFn: ({ signal }) => registersApi.viewRows(view.name, question, signal), placeholderData: keepPreviousData });
  const set = (name: string, value: unknown): void => setSearch((held) => {
    if (value === null || value === undefined || value === '') held.delete(name);
    else held.set(name, String(value));
    return held;
  }, { replace: true });
  const names = (row: Values): Record<string, string> => Object.fromEntries(view.columns.filter((one) => one.kind === 'area').map((one) => [String(row[one.name]), areaName(String(row[one.name])) ?? String(row[one.name])]));
  const columns = view.columns.map((one, at): Column<{ row: Values; at: number }> => ({
    key: one.name, title: <>{label(one.label)}{one.unit === null ? null : <small> {one.unit}</small>}</>, align: one.numeric ? 'right' : undefined, card: at === 0 ? 'title' : 'line',
    render: ({ row }) => <Value bare field={one} value={row[one.name]} names={names(row)} />,
  }));
  return (
    <Page
      title={label(view.label)} scope={<span>{label(view.moduleLabel)}</span>}
      action={<MenuButton icon={<DownloadOutlined />} label={t('exports.title')} name={t('exports.title')} items={EXPORT_FORMATS.filter((one) => one !== 'xml' && one !== 'json').map((format) => ({ key: format, label: t(`exports.formats.${format}`), onSelect: () => window.location.assign(viewAddress(view.name, question, format)) }))} />}
    >
      <Filters>{view.query.map((one) => <Ask key={one.name} field={one} value={question[one.name]} onChange={(value) => set(one.name, value)} />)}</Filters>
      {rows.data?.more === true ? <Alert type="warning" showIcon title={t('views.more')} /> : null}
      <Card flush>
        <Ready query={rows} what={t('views.what')} rows={6}>
          {(data) => <DataTable caption={label(view.label)} columns={columns} rows={data.items.map((row, at) => ({ row, at }))} rowKey={({ at }) => String(at)} empty={<EmptyState title={t('views.none')} hint={t('views.noneHint')} />} footer={t('views.rows', { count: data.items.length })} />}
        </Ready>
      </Card>
    </Page>
  );
}

function Ask({ field, value, onChange }: { field: Field; value: string | undefined; onChange: (value: unknown) => void }) {
  const label = useLabel();
  const read = field.kind === 'boolean' && value !== undefined ? value === 'true' : field.kind === 'number' || field.kind === 'integer' ? (value === undefined ? undefined : Number(value)) : value;
  return <label className="e-ask"><span>{label(field.label)}</span><Control field={field} value={read} onChange={onChange} names={{}} /></label>;
}
