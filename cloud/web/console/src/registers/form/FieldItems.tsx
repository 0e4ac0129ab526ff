import { isBlank, type Field, type Names } from '@edge/core';
import { Form, type FormRule } from 'antd';
import { useTranslation } from 'react-i18next';
import { Control } from '../controls/Control';
import { slots } from '../slots';
import { useLabel, useSay, type Say } from '../words';
import { RowsField } from './RowsField';

export type Path = (string | number)[];

export interface Place {
  /** Name of the part within its list or form. */
  path: Path;
  /** The same from the form's root. */
  root?: Path;
  /** Root of the nearest part that may be left out as a whole: what it needs is needed only once it holds anything. */
  optional?: Path;
  /** Register whose form it is. */
  register?: string;
}

interface Props extends Place {
  fields: readonly Field[];
  names: Names;
}

/** The fields of a form or of one of its parts, as their kinds ask for. */
export function FieldItems({ fields, ...rest }: Props) {
  return (
    <div className="e-form-grid">
      {fields.filter((one) => !one.readOnly).map((one) => <FieldItem key={one.name} field={one} {...rest} />)}
    </div>
  );
}

export function FieldItem({ field, names, path, root = path, optional, register }: { field: Field; names: Names } & Place) {
  const { t } = useTranslation();
  const label = useLabel();
  const say = useSay();
  const name = [...path, field.name];
  const below = [...root, field.name];
  if (field.kind === 'group') {
    const Fields = slots.groups[`${register}.${below.join('.')}`];
    const inner = { names, path: name, root: below, optional: field.required ? optional : below };
    return (
      <fieldset className="e-form-group">
        <legend>{label(field.label)}{field.required ? null : <small className="e-hint">{t('form.optional')}</small>}</legend>
        {field.many ? <RowsField field={field} names={names} path={name} root={below} /> : Fields === undefined ? <FieldItems fields={field.fields} {...inner} /> : <Fields field={field} {...inner} />}
      </fieldset>
    );
  }
  const Special = slots.fields[`${register}.${below.join('.')}`];
  const wide = field.kind === 'longText' || field.kind === 'position' || field.kind === 'file' || field.many;
  return (
    <Form.Item name={name} label={label(field.label)} extra={field.hint ?? undefined} required={field.required && optional === undefined} rules={rulesOf(field, optional, say)} className={wide ? 'e-form-wide' : undefined}>
      {Special === undefined ? <Control field={field} names={names} /> : <Special />}
    </Form.Item>
  );
}

/** What can be told at once; the server decides again, and about more. */
function rulesOf(field: Field, optional: Path | undefined, t: Say): FormRule[] {
  const rules: FormRule[] = [];
  const text = field.kind === 'text' || field.kind === 'longText';
  if (field.required) {
    rules.push(({ getFieldValue }) => ({
      validator: (_, value: unknown) => ((isBlank(value) || (typeof value === 'string' && value.trim() === '')) && (optional === undefined || !isBlank(getFieldValue(optional)))
        ? Promise.reject(new Error(t('form.required'))) : Promise.resolve()),
    }));
  }
  if (text && !field.many && field.maxLength !== null) rules.push({ max: field.maxLength, message: t('form.tooLong', { count: field.maxLength }) });
  if (field.kind !== 'number' && field.kind !== 'integer') return rules;
  if (field.min !== null) rules.push({ type: 'number', min: field.min, message: t('form.min', { count: field.min }) });
  if (field.max !== null) rules.push({ type: 'number', max: field.max, message: t('form.max', { count: field.max }) });
  return rules;
}
