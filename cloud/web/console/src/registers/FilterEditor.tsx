import { areaOfPrefix, areaPrefix, isUnary, operatorsOf, writeFilter, type Filter, type ListColumn, type Names, type Operator } from '@edge/core';
import { Button, Form, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Control } from './controls/Control';
import { DayControl } from './controls/dates';
import { operatorText } from './filterText';
import { useLabel, useSay } from './words';

interface Props {
  columns: readonly ListColumn[];
  filter: Filter | undefined;
  names: Names;
  onDone: (filter: string) => void;
}

/** One condition: a column, how it is compared, and with what. */
export function FilterEditor({ columns, filter, names, onDone }: Props) {
  const { t } = useTranslation();
  const label = useLabel();
  const say = useSay();
  const [name, setName] = useState(filter?.column);
  const column = columns.find((one) => one.name === name);
  const operators = column === undefined ? [] : operatorsOf(column);
  const [chosen, setChosen] = useState<Operator | undefined>(filter?.operator);
  const operator = operators.find((one) => one === chosen) ?? operators[0];
  const [value, setValue] = useState<unknown>(filter === undefined ? undefined : readValue(filter));
  const text = column === undefined || operator === undefined ? undefined : textOf(column, operator, value);
  return (
    <Form className="e-filter-editor" layout="vertical" onFinish={() => { if (text !== undefined) onDone(text); }}>
      <Form.Item label={t('filters.column')}>
        <Select
          value={name} placeholder={t('form.pick')} showSearch={{ optionFilterProp: 'label' }} aria-label={t('filters.column')}
          onChange={(next: string) => { setName(next); setChosen(undefined); setValue(undefined); }}
          options={columns.filter((one) => one.filter).map((one) => ({ value: one.name, label: label(one.label) }))}
        />
      </Form.Item>
      {column === undefined || operator === undefined ? null : (
        <>
          <Form.Item label={t('filters.operator')}>
            <Select
              value={operator} aria-label={t('filters.operator')} onChange={(next: Operator) => { setChosen(next); if ((next === 'in') !== (operator === 'in') || next === 'month' || next === 'year') setValue(undefined); }}
              options={operators.map((one) => ({ value: one, label: operatorText(say, column, one) }))}
            />
          </Form.Item>
          {isUnary(operator) ? null : <Form.Item label={t('filters.value')}><ValueControl column={column} operator={operator} value={value} onChange={setValue} names={names} /></Form.Item>}
        </>
      )}
      <Button type="primary" htmlType="submit" disabled={text === undefined} block>{t('filters.apply')}</Button>
    </Form>
  );
}

function ValueControl({ column, operator, value, onChange, names }: { column: ListColumn; operator: Operator; value: unknown; onChange: (value: unknown) => void; names: Names }) {
  const field = { kind: column.kind, many: operator === 'in', choices: [...column.choices], register: column.register, maxLength: 200, min: null, max: null, unit: column.unit };
  if (operator === 'month' || operator === 'year') return <DayControl value={value} onChange={onChange} span={operator} />;
  return <Control field={column.kind === 'longText' ? { ...field, kind: 'text' } : field} value={value} onChange={onChange} names={names} />;
}

function readValue({ operator, column, value }: Filter): unknown {
  if (operator === 'in') return value.split(',');
  if (value === 'true' || value === 'false') return value === 'true';
  return operator === 'starts' && /^\d{2}(\d{2}){0,2}$/.test(value) && column !== '' ? areaOfPrefix(value) : value;
}

/** The condition as the address says it; undefined while something is missing. */
function textOf(column: ListColumn, operator: Operator, value: unknown): string | undefined {
  const base = { column: column.name, operator };
  if (isUnary(operator)) return writeFilter({ ...base, value: '' });
  if (Array.isArray(value)) return value.length === 0 ? undefined : writeFilter({ ...base, value: value.join(',') });
  if (value === undefined || value === null || String(value).trim() === '') return undefined;
  const text = String(value).trim();
  return writeFilter({ ...base, value: column.kind === 'area' && operator === 'starts' ? areaPrefix(text) : text });
}
