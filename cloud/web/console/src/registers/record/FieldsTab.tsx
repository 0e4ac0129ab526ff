import { formatMoment, isBlank, type Field, type Names, type RecordDetail, type Register, type Values } from '@edge/core';
import { Card, DataTable, Facts, useLanguage, type Column } from '@edge/ui';
import { EyeOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { registersApi } from '../../app/client';
import { Value } from '../Value';
import { WhyDialog } from '../WhyDialog';
import { useLabel } from '../words';

/** The fields in sections: what was entered, what came of it, then each part with rows of its own. */
export function FieldsTab({ register, detail }: { register: Register; detail: RecordDetail }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const label = useLabel();
  const { record, names, canUnmask } = detail;
  const [clear, setClear] = useState<Values>();
  const [asking, setAsking] = useState(false);
  const values = clear ?? record.record;
  const single = register.fields.filter((one) => one.kind !== 'group');
  const entered = single.filter((one) => !one.readOnly);
  const results = single.filter((one) => one.readOnly && !isBlank(values[one.name]));
  const choice = register.envelope.find((one) => one.name === 'source')?.choices.find((one) => one.value === record.source);
  const envelope: [string, ReactNode][] = [
    [t('record.created'), `${record.createdBy} ${formatMoment(record.createdAt, language)}`], [t('record.updated'), `${record.updatedBy} ${formatMoment(record.updatedAt, language)}`],
    [t('record.source'), choice === undefined ? record.source : label(choice.label)], [t('record.version'), record.version],
  ];
  const unmask = canUnmask && clear === undefined
    ? <Button size="small" icon={<EyeOutlined />} onClick={() => setAsking(true)}>{t('record.unmask')}</Button>
    : clear === undefined ? undefined : <span className="e-hint">{t('record.shown')}</span>;
  return (
    <div className="e-sections">
      {results.length === 0 ? null : <Card title={t('record.results')}><FieldFacts fields={results} values={values} names={names} /></Card>}
      {entered.length === 0 && unmask === undefined ? null : <Card title={t('record.facts')} aside={unmask}><FieldFacts fields={entered} values={values} names={names} /></Card>}
      {register.fields.filter((one) => one.kind === 'group').map((one) => (
        <Card key={one.name} title={label(one.label)} flush={one.many && !isBlank(values[one.name])} aside={one.many ? <span className="e-number">{countOf(values[one.name])}</span> : undefined}>
          <Part field={one} value={values[one.name]} names={names} />
        </Card>
      ))}
      <Card><Facts items={envelope} /></Card>
      {asking ? (
        <WhyDialog
          title={t('record.unmask')} hint={t('record.unmaskHint')} label={t('record.unmaskReason')} onClose={() => setAsking(false)}
          onReason={async (reason) => setClear(await registersApi.unmask(register.name, record.id, reason))}
        />
      ) : null}
    </div>
  );
}

const countOf = (value: unknown): number => (Array.isArray(value) ? value.length : 0);

export function FieldFacts({ fields, values, names }: { fields: readonly Field[]; values: Values; names: Names }) {
  const label = useLabel();
  return (
    <dl className="e-facts e-record-facts">
      {fields.map((one) => (
        <div key={one.name} className={one.kind === 'longText' || one.many ? 'e-record-wide' : undefined}>
          <dt>{label(one.label)}</dt>
          <dd><Value field={one} value={values[one.name]} names={names} /></dd>
        </div>
      ))}
    </dl>
  );
}

/** A part: facts where there is one of it, a table where there are several. */
function Part({ field, value, names }: { field: Field; value: unknown; names: Names }) {
  const { t } = useTranslation();
  const label = useLabel();
  if (isBlank(value)) return <p className="e-hint">{t(field.many ? 'record.rowsNone' : 'record.empty')}</p>;
  // Of one part only what was filled in: of twenty sizes that a work may have, two are its own.
  if (!field.many) return <FieldFacts fields={field.fields.filter((one) => !isBlank((value as Values)[one.name]))} values={value as Values} names={names} />;
  const rows = (value as Values[]).map((values, at) => ({ values, at }));
  // A column that is empty in every row says nothing.
  const used = field.fields.filter((one) => rows.some(({ values }) => !isBlank(values[one.name])));
  const columns: Column<(typeof rows)[number]>[] = [
    { key: '#', title: '', width: 40, card: 'corner', render: ({ at }) => <span className="e-hint">{at + 1}</span> },
    ...used.map((one, index): Column<(typeof rows)[number]> => ({
      key: one.name, title: <>{label(one.label)}{one.unit === null ? null : <small> {one.unit}</small>}</>, align: one.numeric ? 'right' : undefined, card: index === 0 ? 'title' : 'line',
      render: ({ values }) => <Value bare field={one} value={values[one.name]} names={names} />,
    })),
  ];
  return <DataTable caption={label(field.label)} columns={columns} rows={rows} rowKey={({ at }) => String(at)} />;
}
